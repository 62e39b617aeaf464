# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of text-ranking."""

from dataclasses import dataclass

from inferlink_generated._result import Result


@dataclass(kw_only=True)
class TextRankingInputData:
    """A query, and the documents to sort by it."""

    query: str
    """What is looked for: a question or key words."""
    documents: list[str]
    """Texts to sort, at least one. Infinity takes up to 2048."""


@dataclass(kw_only=True, repr=False, eq=False)
class TextRankingOutputElement(Result):
    """A document and how well it fits."""

    index: int
    """Place of the document among those that were sent, from 0."""
    score: float
    """How well it fits: the higher, the better. 0 to 1 from rerankers that squash their score, any number from those
    that do not, -1 to 1 where embeddings are compared.
    """
    document: str | None = None
    """The text of the document, where the server sends it."""

    def __post_init__(self) -> None:
        self._take(
            document=("text",),
        )


@dataclass(kw_only=True)
class TextRankingParameters:
    """What is returned."""

    top_n: int | None = None
    """Number of documents that are returned, best first. Without it: all."""
    return_documents: bool | None = None
    """Whether each item holds the text of its document. Most servers leave it out by default; vLLM always sends it."""


@dataclass(kw_only=True)
class TextRankingInput:
    """A query, and the documents to sort by it."""

    inputs: TextRankingInputData
    """The query and the documents."""
    parameters: TextRankingParameters | None = None
    """What is returned."""
