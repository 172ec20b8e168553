"""What people are asked about the graph: doubtful pairs, each side with what tells it apart."""

from kg.review.portrait import Portrait, portrait
from kg.review.questions import Question, decision, questions
from kg.review.sheet import read_sheet, write_sheet

__all__ = ["Portrait", "Question", "decision", "portrait", "questions", "read_sheet", "write_sheet"]
