"""Training of the tagger: reading the corpora, projecting annotations onto texts, fitting, measuring, exporting.

Nothing outside this folder imports it, and it alone may import torch.
"""
