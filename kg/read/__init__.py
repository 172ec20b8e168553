"""Readers: from files to raw articles.

``read`` takes what a user names (files, folders, globs, ``-`` for standard input) and yields a RawArticle for each
article and a Problem for whatever could not be read, in the order of the inputs. One bad row never costs the others. A
new kind of file is one more entry in READERS.
"""

from kg.read.inputs import READERS, read

__all__ = ["READERS", "read"]
