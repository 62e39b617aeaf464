"""specs/README.md describes every word that provider and server files may use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from inferlink._specs import vocabulary
from inferlink._specs.vocabulary import words_of
from inferlink._specs.words import Words
from inferlink_codegen.words import ResultWords, StreamWords, TaskWords

PAGE = (Path(__file__).parents[2] / "specs" / "README.md").read_text("utf-8")
CLASSES = [each for each in vars(vocabulary).values() if isinstance(each, type) and issubclass(each, Words)]


@pytest.mark.parametrize("cls", [each for each in CLASSES if each is not Words], ids=lambda cls: cls.__name__)
def test_every_word_of_the_vocabulary_is_described(cls: type[Words]) -> None:
    section = PAGE.partition(f"### {cls.__name__}\n")[2].partition("\n#")[0]
    described = set(re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)) - {"use", "set+"}
    assert described == set(words_of(cls))


def test_every_word_of_a_task_is_described() -> None:
    section = PAGE.partition("## task.yaml\n")[2].partition("\n#")[0]
    cells = re.findall(r"^\| (`[^|]+`) \|", section, re.MULTILINE)
    described = {word for cell in cells for word in re.findall(r"`([^`]+)`", cell)}
    groups = {"": TaskWords, "result.": ResultWords, "stream.": StreamWords}
    words = {f"{at}{each.alias or name}" for at, cls in groups.items() for name, each in cls.model_fields.items()}
    assert described == words - {"result", "stream"}
