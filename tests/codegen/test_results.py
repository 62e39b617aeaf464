"""What the generated types do: unknown fields, other names, wire names, media, plain data and back."""

from __future__ import annotations

import copy
import json
import pickle
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from inferlink._meta import Meta
from inferlink_generated._result import Base64Media, Items, Result, Text, to_dict

if TYPE_CHECKING:
    from types import ModuleType

GOLDEN = Path(__file__).parent / "golden"
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg=="
FULL = {
    "mood": "bored",
    "score": 0.5,
    "content-type": "image/png",
    "face": PNG,
    "reason": "a yawn",
    "pair": [0.5, None],
    "nearest": {"score": 1.0, "rank": 2},
    "anything": {"a": [1, {"b": "c"}]},
    "x_vendor": {"deep": [1, None]},
    "_meta": {"trace": "t"},
}


@pytest.fixture(scope="module")
def moods() -> Any:
    """The module of the toy task's types."""
    sys.path.insert(0, str(GOLDEN))
    try:
        import toy_generated.types.mood_detection as module
    finally:
        sys.path.remove(str(GOLDEN))
    return module


@pytest.fixture(scope="module")
def decode(moods: ModuleType) -> Any:
    """Reads a reply into the toy task's element, as the runtime does."""
    adapter = TypeAdapter(moods.MoodDetectionOutputElement)
    return lambda reply: adapter.validate_json(json.dumps(reply))


def test_declared_fields_have_their_types(decode: Any) -> None:
    result = decode(FULL)
    assert (result.mood, result.score, result.pair) == ("bored", 0.5, (0.5, None))
    assert type(result.nearest).__name__ == "Score"
    assert isinstance(result.face, Base64Media)


def test_field_with_a_wire_name_is_read_from_it(decode: Any) -> None:
    assert decode(FULL).content_type == "image/png"


def test_missing_optional_field_is_none_and_missing_required_one_an_error(decode: Any) -> None:
    assert decode({"mood": "calm", "score": 1}).face is None
    with pytest.raises(ValidationError, match="mood"):
        decode({"score": 1})


def test_unknown_field_is_kept(decode: Any) -> None:
    result = decode(FULL)
    assert result.x_vendor == {"deep": [1, None]}
    assert result.extra == {"reason": "a yawn", "x_vendor": {"deep": [1, None]}, "_meta": {"trace": "t"}}
    assert result.nearest.extra == {"rank": 2}


def test_field_is_filled_from_another_name_of_it(decode: Any) -> None:
    result = decode(FULL)
    assert (result.why, result.reason) == ("a yawn", "a yawn")


def test_first_other_name_with_a_value_counts(decode: Any) -> None:
    assert decode({"mood": "calm", "score": 1, "because": "b", "reason": None}).why == "b"
    assert decode({"mood": "calm", "score": 1, "because": "b", "reason": "a"}).why == "a"


def test_field_that_was_sent_is_not_replaced_by_another_name(decode: Any) -> None:
    assert decode({"mood": "calm", "score": 1, "why": "own", "reason": "other"}).why == "own"


@pytest.mark.parametrize(
    "reply",
    [
        {key: value for key, value in FULL.items() if key != "pair"},
        {"mood": "calm", "score": 1.0},
        {"mood": "calm", "score": 1.0, "why": "same", "reason": "same", "because": "same"},
        {"mood": "calm", "score": 1.0, "meta": 1, "extra": 2, "_filled": [1], "__class__": "x"},
    ],
)
def test_plain_data_is_what_the_server_sent(decode: Any, reply: dict[str, object]) -> None:
    assert to_dict(decode(reply)) == reply


JSON = st.recursive(
    st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(["reason", "because", "why"])


@given(
    unknown=st.dictionaries(st.text(max_size=8).map("x{}".format), JSON, max_size=4),
    others=st.dictionaries(NAMES, st.sampled_from(["a", "b"]), max_size=3),
)
def test_plain_data_is_what_the_server_sent_for_any_reply(
    decode: Any, unknown: dict[str, object], others: dict[str, str]
) -> None:
    reply = {"mood": "calm", "score": 0.25, **unknown, **others}
    assert to_dict(decode(reply)) == reply


def test_plain_data_of_an_input_has_wire_names_and_no_empty_fields(moods: Any) -> None:
    given_parameters = moods.MoodDetectionParameters(labels=["a"], model_name="m")
    assert to_dict(given_parameters) == {"labels": ["a"], "model": "m"}


def test_plain_data_of_lists_and_texts(decode: Any) -> None:
    plain = to_dict(Items([decode({"mood": "calm", "score": 1.0})]))
    assert (type(plain), plain) == (list, [{"mood": "calm", "score": 1.0}])
    assert type(to_dict(Text("a"))) is str
    assert to_dict({"n": (1, None)}) == {"n": [1, None]}


def test_meta_of_the_server_is_not_taken_for_ours(decode: Any) -> None:
    result = decode(FULL)
    assert result.meta is None
    result.__dict__["_meta"] = Meta(provider="acme")
    assert result.meta == Meta(provider="acme")


def test_equality_is_about_content_not_about_meta(decode: Any) -> None:
    one, other = decode(FULL), decode(FULL)
    one.__dict__["_meta"] = other.__dict__["_meta"] = Meta()
    one.__dict__["_meta"] = Meta(provider="acme")
    assert one == other
    assert one != decode({**FULL, "x_vendor": 2})
    assert one != decode({**FULL, "mood": "calm"})
    assert one != FULL


@pytest.mark.parametrize("clone", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_copies_and_pickles_keep_everything(decode: Any, clone: Any) -> None:
    result = decode(FULL)
    result.__dict__["_meta"] = Meta(provider="acme")
    twin = clone(result)
    assert twin == result
    assert twin.meta == result.meta
    assert to_dict(twin) == to_dict(result)


@pytest.mark.parametrize("value", [Items([1, 2]), Text("a")])
def test_lists_and_texts_carry_meta(value: Any) -> None:
    assert value.meta is None
    value.__dict__["_meta"] = Meta(provider="acme")
    twin = pickle.loads(pickle.dumps(value))
    assert (twin, twin.meta) == (value, Meta(provider="acme"))
    assert type(twin) is type(value)


def test_repr_shows_what_is_there_and_is_short(decode: Any) -> None:
    shown = repr(decode({"mood": "calm", "score": 1.0, "x": "y" * 5000}))
    assert shown.startswith("MoodDetectionOutputElement(score=1.0, mood='calm', x='yyy")
    assert "face" not in shown
    assert len(shown) < 400


def test_repr_of_a_list_has_the_first_ten_items() -> None:
    assert repr(Items(range(10))) == repr(list(range(10)))
    assert repr(Items(range(12))) == "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, ... 2 more]"
    assert repr(Items()) == "[]"


def test_result_can_be_made_by_hand(moods: Any) -> None:
    made = moods.MoodDetectionOutputElement(mood="calm", score=1.0)
    assert isinstance(made, Result)
    assert to_dict(made) == {"mood": "calm", "score": 1.0}


class TestBase64Media:
    def test_decodes_and_saves(self, tmp_path: Path) -> None:
        media = Base64Media("aGVs\nbG8=")
        media.save(tmp_path / "a.bin")
        assert (tmp_path / "a.bin").read_bytes() == media.bytes == b"hello"

    def test_reads_a_data_url(self) -> None:
        assert Base64Media("data:image/png;base64,aGVsbG8=").bytes == b"hello"

    def test_rubbish_is_an_error_and_not_less_bytes(self) -> None:
        with pytest.raises(ValueError, match="base64"):
            _ = Base64Media("aG?Vs").bytes

    def test_opens_as_an_image(self) -> None:
        assert Base64Media(PNG).to_pil().size == (1, 1)

    def test_without_pillow_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "PIL", None)
        with pytest.raises(ImportError, match=r"pip install 'inferlink\[images\]'"):
            Base64Media(PNG).to_pil()

    def test_repr_is_short_and_equality_by_content(self) -> None:
        assert repr(Base64Media("aGVsbG8h")) == "Base64Media(6 bytes)"
        assert Base64Media("aGk=") == Base64Media("aGk=")
        assert len({Base64Media("aGk="), Base64Media("aGk="), Base64Media("aGo=")}) == 2

    def test_notebooks_show_images_and_play_sound(self) -> None:
        assert Base64Media(PNG)._repr_mimebundle_() == {"image/png": PNG}
        assert Base64Media("data:image/webp;base64,aGk=")._repr_mimebundle_() == {
            "text/html": '<img src="data:image/webp;base64,aGk=">'
        }
        assert Base64Media("SUQzBA==")._repr_mimebundle_() == {
            "text/html": '<audio controls src="data:audio/mpeg;base64,SUQzBA=="></audio>'
        }

    @pytest.mark.parametrize(
        "text",
        [
            "aGVsbG8=",
            'data:image/png"><script>;base64,aGk=',
            'iVBORw0KGgo"><script>',
            "data:text/html;base64,aGk=",
            "iVBORw0KGgo=" + "A" * 10_000_000,
        ],
        ids=["unknown", "markup in the type", "markup in the data", "another type", "large"],
    )
    def test_notebooks_are_given_media_alone(self, text: str) -> None:
        bundle = Base64Media(text)._repr_mimebundle_()
        assert "script" not in str(bundle)
        assert not bundle or bundle == {"image/png": "aGk="}

    def test_is_read_from_text_or_itself_and_written_as_text(self, moods: Any) -> None:
        adapter = TypeAdapter(moods.MoodDetectionOutputElement)
        for face in ("aGk=", Base64Media("aGk=")):
            result = adapter.validate_python({"mood": "calm", "score": 1, "face": face})
            assert result.face == Base64Media("aGk=")
        assert json.loads(adapter.dump_json(result))["face"] == "aGk="
        with pytest.raises(ValidationError):
            adapter.validate_python({"mood": "calm", "score": 1, "face": 3})
