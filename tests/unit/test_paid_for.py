"""What was paid for is not lost: not to a warning, not to a disk."""

from __future__ import annotations

import json
import warnings

import pytest
from faults import KINDS
from scripted import json_reply, scripted

from inferlink import InferlinkWarning, ResponseShapeError


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_whole_answer_in_place_of_a_stream_is_in_the_error(kind: str) -> None:
    whole = {"id": "1", "model": "m", "choices": [{"index": 0, "message": {"role": "assistant", "content": "hi"}}]}
    client, _ = scripted(kind, json_reply(whole), base_url="http://localhost:1/v1")
    with pytest.raises(ResponseShapeError) as caught:
        client.chat_completion("Hello", model="m", stream=True).result()
    assert json.loads(caught.value.body or b"") == whole


def test_warning_that_is_made_an_error_comes_before_the_request(kind: str) -> None:
    client, script = scripted(kind, json_reply([{"generated_text": "hi"}]), base_url="http://localhost:1/generate")
    with warnings.catch_warnings():
        warnings.simplefilter("error", InferlinkWarning)
        with pytest.raises(InferlinkWarning, match="is switched off"):
            client.text_generation("Hello", decoder_input_details=True)
    assert script.sent == []
