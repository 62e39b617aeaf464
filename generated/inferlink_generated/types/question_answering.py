# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of question-answering."""

from dataclasses import dataclass

from inferlink_generated._result import Result


@dataclass(kw_only=True)
class QuestionAnsweringInputData:
    """A question, and the text that holds its answer."""

    question: str
    """The question, in plain words."""
    context: str
    """The text to look into. The answer is a stretch of it, word for word."""


@dataclass(kw_only=True, repr=False, eq=False)
class QuestionAnsweringOutputElement(Result):
    """A stretch of the context that answers the question."""

    answer: str
    """The stretch of the context. Empty: the context holds no answer."""
    score: float
    """Probability of the answer, 0 to 1."""
    start: int
    """Where it begins in the context, characters from 0."""
    end: int
    """Where it ends in the context: `context[start:end]` is the answer."""


@dataclass(kw_only=True)
class QuestionAnsweringParameters:
    """How answers are searched for."""

    align_to_words: bool | None = None
    """Whether an answer is widened to whole words. Better for languages that write spaces between words, worse for
    those that do not, such as Japanese. Default: `True`.
    """
    doc_stride: int | None = None
    """A context that is too long is read in overlapping chunks: tokens that two neighbours share. At most 128 where
    it is not given.
    """
    handle_impossible_answer: bool | None = None
    """Whether the context may turn out to hold no answer; that result is an empty text from 0 to 0. Default:
    `False`.
    """
    max_answer_len: int | None = None
    """Longest answer that is considered, tokens. Default: `15`."""
    max_question_len: int | None = None
    """Tokens of the question that are read; the rest is cut off. Default: `64`."""
    max_seq_len: int | None = None
    """Length of a chunk, tokens, question included. At most 384 where it is not given."""
    top_k: int | None = None
    """Number of answers, best first. There may be fewer, where the context holds no more. Default: `1`."""


@dataclass(kw_only=True)
class QuestionAnsweringInput:
    """A question, and the text that holds its answer."""

    inputs: QuestionAnsweringInputData
    """The question and its context."""
    parameters: QuestionAnsweringParameters | None = None
    """How answers are searched for."""
