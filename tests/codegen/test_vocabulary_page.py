"""specs/README.md describes every word that provider and server files may use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from inferlink._specs import vocabulary
from inferlink._specs.vocabulary import words_of
from inferlink._specs.words import Words

PAGE = (Path(__file__).parents[2] / "specs" / "README.md").read_text("utf-8")
CLASSES = [each for each in vars(vocabulary).values() if isinstance(each, type) and issubclass(each, Words)]


@pytest.mark.parametrize("cls", [each for each in CLASSES if each is not Words], ids=lambda cls: cls.__name__)
def test_every_word_of_the_vocabulary_is_described(cls: type[Words]) -> None:
    section = PAGE.partition(f"### {cls.__name__}\n")[2].partition("\n#")[0]
    described = set(re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)) - {"use", "set+"}
    assert described == set(words_of(cls))
