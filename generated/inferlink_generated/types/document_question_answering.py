# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of document-question-answering."""

from dataclasses import dataclass

from inferlink_generated._result import Result


@dataclass(kw_only=True)
class DocumentQuestionAnsweringInputData:
    """A document and a question about it."""

    image: str
    """The document as an image: one page, a file such as PNG or JPEG."""
    question: str
    """What to find in the document."""


@dataclass(kw_only=True, repr=False, eq=False)
class DocumentQuestionAnsweringOutputElement(Result):
    """An answer, and where it stands in the document."""

    answer: str
    """The words of the document that answer the question; empty where there is no answer."""
    score: float | None = None
    """Probability of the answer, 0 to 1. Missing from models that write the answer, such as Donut."""
    start: int | None = None
    """First word of the answer, from 0, among the words that OCR found or that were given as `word_boxes`. Missing
    where the score is.
    """
    end: int | None = None
    """Last word of the answer, itself included, counted likewise. Missing where the score is."""


@dataclass(kw_only=True)
class DocumentQuestionAnsweringParameters:
    """Settings of document question answering. Models that read the image without OCR, such as Donut, use none of
    them.
    """

    doc_stride: int | None = None
    """Overlap of neighbouring parts, tokens, where a document is too long for the model and is read in parts.
    Default: `128`.
    """
    handle_impossible_answer: bool | None = None
    """Whether that there is no answer is an answer too; it is then an empty text. Default: `False`."""
    lang: str | None = None
    """Language of the document, for OCR, in the words of the server's OCR: for Tesseract a code of three letters,
    such as `eng`. Without it, English.
    """
    max_answer_len: int | None = None
    """Longest answer that is considered, tokens. Default: `15`."""
    max_question_len: int | None = None
    """Tokens of the question that are read; the rest is cut off. Default: `64`."""
    max_seq_len: int | None = None
    """Length of the parts that the model reads at a time, question included, tokens. Default: `384`."""
    top_k: int | None = None
    """Number of answers to return, best first; fewer where the document has fewer. Default: `1`."""
    word_boxes: list[str | list[float] | list[str | list[float]]] | None = None
    """The words of the document with their boxes, so that no OCR is run. A box is [left, top, right, bottom], each 0
    to 1000 of the page's width or height, from the top left corner. transformers reads pairs, [word, box]; the Hub's
    own schema has words and boxes side by side in one list.
    """


@dataclass(kw_only=True)
class DocumentQuestionAnsweringInput:
    """A question about the image of a document."""

    inputs: DocumentQuestionAnsweringInputData
    """The document and the question."""
    parameters: DocumentQuestionAnsweringParameters | None = None
    """How the text is read and the answer is looked for."""
