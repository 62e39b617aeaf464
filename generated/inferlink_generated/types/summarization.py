# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of summarization."""

from dataclasses import dataclass
from typing import Any, Literal

from inferlink_generated._result import Result


@dataclass(kw_only=True, repr=False, eq=False)
class SummarizationOutput(Result):
    """The summary."""

    summary_text: str
    """The summary."""


@dataclass(kw_only=True)
class SummarizationParameters:
    """How the summary is made."""

    clean_up_tokenization_spaces: bool | None = None
    """Whether spaces that stem from cutting text into tokens are taken out of the result, as before a comma."""
    generate_parameters: dict[str, Any] | None = None
    """How tokens are generated, in the words of Transformers: `max_new_tokens`, `num_beams`, `do_sample` and so on."""
    truncation: Literal["do_not_truncate", "longest_first", "only_first", "only_second"] | None = None
    """What is cut where the text is too long for the model. `do_not_truncate`: nothing, which may be an error.
    `only_first`: the text. `only_second` and `longest_first` matter to models that read pairs of texts.
    """


@dataclass(kw_only=True)
class SummarizationInput:
    """A text to summarise."""

    inputs: str
    """The text to summarise."""
    parameters: SummarizationParameters | None = None
    """How the summary is made."""
