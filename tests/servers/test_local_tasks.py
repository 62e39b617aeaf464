"""The real models of examples/local_tasks, each task called by both clients."""

from __future__ import annotations

import io
import math
import re
import wave
from typing import TYPE_CHECKING, Any

import pytest
from tasks_app import NAMES, SPEECH

if TYPE_CHECKING:
    from collections.abc import Callable

    from tasks_app import App


@pytest.fixture
def client(connect: Callable[..., Any]) -> Any:
    return connect(retry=0)


def hum(seconds: float = 1, rate: int = 16_000, channels: int = 1) -> bytes:
    """A WAV file in which nobody speaks."""
    moments = range(int(seconds * rate))
    samples = (round(300 * math.sin(2 * math.pi * 100 * i / rate)) for i in moments)
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setparams((channels, 2, rate, 0, "NONE", ""))
        out.writeframes(b"".join(sample.to_bytes(2, "little", signed=True) * channels for sample in samples))
    return file.getvalue()


@pytest.mark.parametrize(("text", "label"), [("What a lovely day!", "POSITIVE"), ("I hate this rain.", "NEGATIVE")])
def test_text_classification_tells_kind_from_hostile(client: Any, tasks_app: App, text: str, label: str) -> None:
    found = client.text_classification(text, **tasks_app.at("text-classification"))
    assert (found[0].label, found[0].score > 0.7) == (label, True)
    assert sum(item.score for item in found) == pytest.approx(1)
    assert len(client.text_classification(text, top_k=1, **tasks_app.at("text-classification"))) == 1


def test_token_classification_finds_names_at_their_place(client: Any, tasks_app: App) -> None:
    found = client.token_classification(NAMES, **tasks_app.at("token-classification"))
    assert {item.entity_group: item.word for item in found} == {
        "PERSON": "Ada Lovelace",
        "GPE": "London",
        "DATE": "1852",
    }
    assert all(NAMES[item.start : item.end] == item.word for item in found)


def test_token_classification_leaves_tokens_single_and_labels_out(client: Any, tasks_app: App) -> None:
    found = client.token_classification(
        NAMES, aggregation_strategy="none", ignore_labels=["B-DATE"], **tasks_app.at("token-classification")
    )
    assert [(item.entity, item.word, item.index) for item in found] == [
        ("B-PERSON", "Ada", 1),
        ("I-PERSON", "Lovelace", 2),
        ("B-GPE", "London", 5),
    ]


@pytest.mark.parametrize("many", [False, True])
def test_zero_shot_classification_chooses_the_nearest_label(client: Any, tasks_app: App, many: bool) -> None:
    found = client.zero_shot_classification(
        "The engine stalls whenever it rains.",
        ["cooking", "cars", "music"],
        multi_label=many,
        **tasks_app.at("zero-shot-classification"),
    )
    assert found[0].label == "cars"
    assert {item.label for item in found} == {"cooking", "cars", "music"}
    assert [item.score for item in found] == sorted((item.score for item in found), reverse=True)
    if not many:
        assert sum(item.score for item in found) == pytest.approx(1)


def test_feature_extraction_gives_a_vector_a_text(client: Any, tasks_app: App) -> None:
    vectors = client.feature_extraction(["a cat", "a kitten", "a tax form"], **tasks_app.at("feature-extraction"))
    cat, kitten, form = vectors.tolist()
    assert vectors.shape == (3, 256)
    assert math.hypot(*cat) == pytest.approx(1)
    assert dot(cat, kitten) > dot(cat, form)
    [raw] = client.feature_extraction("a cat", normalize=False, **tasks_app.at("feature-extraction")).tolist()
    assert math.hypot(*raw) != pytest.approx(1)


def dot(one: list[float], other: list[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def test_sentence_similarity_prefers_the_same_meaning(client: Any, tasks_app: App) -> None:
    others = ["The boat came into port early in the morning.", "Tea is best without sugar."]
    near, far = client.sentence_similarity(
        "The ship reached the harbour at dawn.", others, **tasks_app.at("sentence-similarity")
    )
    assert near > far + 0.3


def test_text_ranking_puts_the_answer_first(client: Any, tasks_app: App) -> None:
    texts = ["It was finished in 1889.", "It is made of wrought iron.", "Paris lies on the Seine."]
    [best] = client.rerank(
        "What is the tower made of?", texts, top_n=1, return_documents=True, **tasks_app.at("text-ranking")
    )
    assert (best.index, best.document) == (1, texts[1])
    assert len(client.rerank("What is the tower made of?", texts, **tasks_app.at("text-ranking"))) == 3


def test_image_classification_knows_a_cat(client: Any, tasks_app: App) -> None:
    found = client.image_classification(tasks_app.sample("cat.png"), **tasks_app.at("image-classification"))
    assert len(found) == 5
    assert "cat" in found[0].label
    assert sum(item.score for item in found if "cat" in item.label) > 0.8


def test_image_in_json_gives_the_same_classes_as_the_file_itself(client: Any, tasks_app: App) -> None:
    cat, model = tasks_app.sample("cat.png"), tasks_app.at("image-classification")
    assert client.image_classification(cat, top_k=5, **model) == client.image_classification(cat, **model)


def test_object_detection_finds_a_face_inside_the_image(client: Any, tasks_app: App) -> None:
    [face] = client.object_detection(tasks_app.sample("astronaut.png"), **tasks_app.at("object-detection"))
    assert face.label == "FACE_FEMALE"
    assert face.score > 0.5
    # The face in this photo of 512 pixels each way.
    assert 150 < face.box.xmin < 210 < 240 < face.box.xmax < 300
    assert 50 < face.box.ymin < 100 < 150 < face.box.ymax < 210
    assert (
        client.object_detection(tasks_app.sample("astronaut.png"), threshold=0.9, **tasks_app.at("object-detection"))
        == []
    )


def test_image_to_text_reads_a_sign(client: Any, tasks_app: App) -> None:
    found = client.image_to_text(tasks_app.sample("sign.png"), **tasks_app.at("image-to-text"))
    assert found.generated_text == "Hello inferlink 2026"


@pytest.mark.parametrize(("rate", "channels"), [(16_000, 1), (44_100, 2)])
def test_audio_classification_tells_speech_from_a_hum(client: Any, tasks_app: App, rate: int, channels: int) -> None:
    voice = client.audio_classification(tasks_app.sample("speech.wav"), **tasks_app.at("audio-classification"))
    quiet = client.audio_classification(hum(1, rate, channels), top_k=1, **tasks_app.at("audio-classification"))
    assert (voice[0].label, voice[0].score > 0.9) == ("speech", True)
    assert [item.label for item in quiet] == ["no speech"]


def test_speech_recognition_writes_down_what_is_said_and_when(client: Any, tasks_app: App) -> None:
    heard = client.automatic_speech_recognition(
        tasks_app.sample("speech.wav"), return_timestamps=True, **tasks_app.at(SPEECH)
    )
    words = " ".join(re.findall(r"\w+", heard.text.lower()))
    assert words == "ever tried ever failed no matter try again fail again fail better"
    begin, end = heard.chunks[0].timestamp[0], heard.chunks[-1].timestamp[1]
    assert 0 <= begin < end <= 10
