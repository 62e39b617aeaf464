"""What a route says about a request: its URL and its body."""

from __future__ import annotations

import base64
import copy
import json
import re
from dataclasses import dataclass
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest
from scripted import json_reply, reply, scripted

from inferlink import Provider, RequestOptions
from inferlink._calls.interpreter import Scope, build_body, build_url, media_to_fetch, refused
from inferlink._media.inputs import Media, read_media
from inferlink._sending.body import pieces
from inferlink._targets.hf_hub import Mapping
from inferlink._targets.targets import Target
from inferlink.errors import APIStatusError, InvalidInput, NotSupported, SpecError
from inferlink.types import Image

KINDS = ["sync", "async"]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)
LORA = Mapping("acme", "acme/m", "t", "live", adapter="lora", adapter_path="w.safetensors")
INPUTS = {"to": "inputs", "from": "input"}


def provider(task: str = "text-to-image", **route: Any) -> Provider:
    return Provider.from_dict(
        {"name": "acme", "base": "https://api.acme.example", "tasks": {task: {"path": "/run", **route}}}
    )


def target(route: dict[str, Any], **parts: Any) -> Target:
    made = provider(**route)
    known = {"provider": made, "route": made.tasks["text-to-image"], "base": made.base, "model": "acme/m:v1"}
    return Target(**{**known, **parts})


def url(route: dict[str, Any], *, streaming: bool = False, **parts: Any) -> str:
    found = target(route, **parts)
    return build_url(found.route, Scope("a cat", {}, found), stream=streaming)


def raw(
    route: dict[str, Any],
    params: dict[str, object] | None = None,
    *,
    input: object = "a cat",
    extra: dict[str, object] | None = None,
    streaming: bool = False,
    **parts: Any,
) -> tuple[str, bytes]:
    found = target(route, **parts)
    made = build_body(found.route, Scope(input, dict(params or {}), found, extra or {}), stream=streaming)
    return made.content_type, b"".join(pieces(made))


def body(route: dict[str, Any], params: dict[str, object] | None = None, **more: Any) -> Any:
    kind, data = raw(route, params, **more)
    assert kind == "application/json"
    return json.loads(data)


def put(*assignments: dict[str, Any]) -> dict[str, Any]:
    """A route with these assignments."""
    return {"set": list(assignments)}


def image(value: object = PNG) -> Media:
    return read_media(value, "image", "image")


# The URL


def test_the_path_goes_below_the_base():
    assert url({"path": "/v1/images"}) == "https://api.acme.example/v1/images"
    assert url({"path": "v1/images"}, base="https://h/x/") == "https://h/x/v1/images"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/{model}", "/acme/m:v1"),
        ("/v/{model.version}", "/v/v1"),
        ("/{model.parent}/x", "/acme/x"),
        ("/{hf_model}", "/org/hub%20model"),
        ("/a/{model}/b/{model.version}", "/a/acme/m:v1/b/v1"),
    ],
)
def test_a_path_has_the_model_in_it(path, expected):
    assert url({"path": path}, hf_model="org/hub model") == f"https://api.acme.example{expected}"


def test_a_model_that_is_missing_in_a_path_is_refused():
    with pytest.raises(InvalidInput, match="needs model: pass model="):
        url({"path": "/{model}"}, model=None)
    with pytest.raises(InvalidInput, match=r"needs model\.version"):
        url({"path": "/{model.version}"}, model="acme/m")


def test_the_first_path_whose_guard_holds_is_taken():
    cases = [{"when": {"has": "model.version"}, "path": "/predictions"}, {"path": "/models/{model}"}]
    assert url({"path": cases}).endswith("/predictions")
    assert url({"path": cases}, model="acme/m").endswith("/models/acme/m")


def test_each_way_has_its_query():
    route = {"query": {"routed": {"_subdomain": "queue", "a": "b c"}}}
    assert url(route, routed=True) == "https://api.acme.example/run?_subdomain=queue&a=b+c"
    assert url(route) == "https://api.acme.example/run"


def test_a_stream_may_have_a_path_of_its_own():
    route = {"stream": {"path": "/stream"}}
    assert url(route, streaming=True).endswith("/stream")
    assert url(route).endswith("/run")


def test_a_given_url_is_completed_where_the_file_says_so():
    given = {"base": "http://h.example/v1?k=1", "given": True}
    assert url({"complete": "images/generations"}, **given) == "http://h.example/v1/images/generations?k=1"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("http://h.example", "http://h.example/run"),
        ("http://h.example/", "http://h.example/run"),
        ("http://h.example/v1?k=1", "http://h.example/run?k=1"),
        ("http://h.example/a/run", "http://h.example/a/run"),
        ("http://h.example/v1/v1", "http://h.example/v1/run"),
        ("http://h.example/v10", "http://h.example/v10/run"),
    ],
)
def test_the_url_of_a_server_with_an_address_may_end_in_v1_or_one_of_its_paths(given, expected):
    own = Provider.from_dict(
        {"name": "acme", "address": "http://localhost:1", "tasks": {"text-to-image": {"path": "/run"}}}
    )
    assert url({}, provider=own, base=given, given=True) == expected


def test_a_given_url_is_a_base_otherwise():
    given = {"base": "http://h.example/x?k=1", "given": True}
    assert url({}, **given) == "http://h.example/x/run?k=1"


@pytest.mark.parametrize("kind", KINDS)
def test_an_endpoint_is_called_at_its_very_url(kind):
    client, script = scripted(kind, json_reply([]), base_url="http://h.example/predict/?code=1")
    client.text_classification("I like it")
    assert script.sent[0].url == "http://h.example/predict/?code=1"


@pytest.mark.parametrize("kind", KINDS)
def test_a_route_of_another_task_at_the_end_of_a_url_is_replaced(kind):
    answer = json_reply({"data": [{"index": 0, "embedding": [1.0]}]})
    client, script = scripted(kind, answer, base_url="http://h.example/v1/chat/completions")
    client.feature_extraction("hello")
    assert script.sent[0].url == "http://h.example/v1/embeddings"


# Assignments


def test_the_body_is_in_the_order_of_the_assignments():
    route = put({"to": "model", "from": "model"}, {"to": "prompt", "from": "input"})
    _, data = raw(route, {"seed": 1, "width": 2})
    assert data == b'{"model":"acme/m:v1","prompt":"a cat","seed":1,"width":2}'


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("a", {"a": 1}),
        ("a.b.c", {"a": {"b": {"c": 1}}}),
        ("a[0]", {"a": [1]}),
        ("a[0].b", {"a": [{"b": 1}]}),
        ("a.b[0].c[0]", {"a": {"b": [{"c": [1]}]}}),
    ],
)
def test_a_place_is_made_on_the_way(place, expected):
    assert body(put({"to": place, "value": 1})) == expected


def test_places_may_meet():
    route = put(
        {"to": "frames[0].image", "value": "x"},
        {"to": "frames[0].frame", "value": "first"},
        {"to": "frames[1]", "value": 2},
    )
    assert body(route) == {"frames": [{"image": "x", "frame": "first"}, 2]}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("input", {"question": "why", "depth": {"x": 1}}),
        ("input.question", "why"),
        ("input.depth.x", 1),
        ("model", "acme/m:v1"),
        ("model.version", "v1"),
        ("model.parent", "acme"),
        ("hf_model", "org/m"),
        ("adapter.path", "w.safetensors"),
        ("params.seed", 7),
        ("params.scheduler.steps", 3),
    ],
)
def test_a_variable_is_read(source, expected):
    given = {"question": "why", "depth": {"x": 1}}
    params: dict[str, object] = {"seed": 7, "scheduler": {"steps": 3}}
    made = body(
        {**put({"to": "x", "from": source}), "rest": "rest"}, params, input=given, mapping=LORA, hf_model="org/m"
    )
    assert made["x"] == expected


@pytest.mark.parametrize(
    "source", ["input.x", "params.seed", "hf_model", "adapter.path", "model.version", "model.parent"]
)
def test_an_absent_variable_skips_its_assignment(source):
    assert body(put({"to": "x", "from": source}), model="m") == {}
    assert body(put({"to": "x", "from": source, "default": 3}), model="m") == {"x": 3}


def test_an_adapter_without_a_path_is_an_adapter_still():
    bare = Mapping("acme", "m", "t", "live", adapter="lora")
    route = put(
        {"to": "loras", "value": ["{hf_model}"], "when": {"has": "adapter"}}, {"to": "p", "from": "adapter.path"}
    )
    assert body(route, mapping=bare, hf_model="org/m") == {"loras": ["org/m"]}
    assert body(route, mapping=Mapping("acme", "m", "t", "live"), hf_model="org/m") == {}


def test_an_empty_text_is_a_value():
    assert body(put({"to": "prompt", "from": "input", "default": "x"}), input="") == {"prompt": ""}


def test_a_dataclass_is_read_like_a_dict():
    @dataclass
    class Size:
        width: int

    assert body(put({"to": "w", "from": "params.scheduler.width"}), {"scheduler": Size(3)}) == {"w": 3}


# Literals


def test_a_literal_is_sent_as_it_is():
    value = {"a": [1, None, {"when": {"has": "x"}, "as": "b64"}], "b": False}
    assert body(put({"to": "x", "value": value})) == {"x": value}


def test_a_null_can_be_sent():
    assert body(put({"to": "x", "value": None})) == {"x": None}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("{params.width}x{params.height}", "64x32"),
        ("@params.width", 64),
        ({"width": "@params.width", "height": "@params.height"}, {"width": 64, "height": 32}),
        (
            [{"path": "https://hub/{hf_model}/{adapter.path}", "scale": 1}],
            [{"path": "https://hub/org/m/w.safetensors", "scale": 1}],
        ),
        ("{params.scheduler}", '{"a":1.5}'),
    ],
)
def test_variables_are_put_into_a_literal(value, expected):
    params: dict[str, object] = {"width": 64, "height": 32, "scheduler": {"a": 1.5}}
    made = body({**put({"to": "x", "value": value}), "rest": "rest"}, params, mapping=LORA, hf_model="org/m")
    assert made["x"] == expected


@pytest.mark.parametrize("value", ["{params.width}x{params.height}", {"a": ["@params.height"]}, "@params.height"])
def test_a_literal_without_one_of_its_variables_is_skipped(value):
    assert "x" not in body(put({"to": "x", "value": value}), {"width": 64})


# Guards


@pytest.mark.parametrize(
    ("guard", "holds"),
    [
        ({}, True),
        ({"routed": True}, False),
        ({"routed": False}, True),
        ({"has": "params.seed"}, True),
        ({"has": ["params.seed", "params.width"]}, False),
        ({"has": "params"}, True),
        ({"lacks": "params"}, False),
        ({"lacks": "params.width"}, True),
        ({"lacks": ["params.width", "params.seed"]}, False),
        ({"match": {"model": "^ACME/"}}, True),
        ({"match": {"model": "kontext"}}, False),
        ({"match": {"params.seed": "7"}}, False),
        ({"match": {"hf_model": "x"}}, False),
        ({"has": "params.seed", "match": {"model": "kontext"}}, False),
    ],
)
def test_a_guard_decides(guard, holds):
    made = body(put({"to": "x", "value": 1, "when": guard}), {"seed": 7})
    assert ("x" in made) is holds


def test_params_are_missing_where_none_is_given():
    route = put({"to": "x", "value": 1, "when": {"lacks": "params"}})
    assert body(route) == {"x": 1}
    assert body(route, extra={"y": 2}) == {"y": 2}


# What nothing read


def test_a_parameter_that_was_read_does_not_go_to_the_rest():
    route = put({"to": "steps", "from": "params.num_inference_steps"}, {"to": "size", "value": "{params.width}"})
    params: dict[str, object] = {"num_inference_steps": 3, "width": 4, "seed": 5}
    assert body(route, params) == {"steps": 3, "size": "4", "seed": 5}


def test_a_renamed_parameter_is_absent_where_it_is_not_given():
    route = put({"to": "max_tokens", "from": "params.num_inference_steps"})
    assert body(route, {"seed": 1}) == {"seed": 1}


def test_a_parameter_may_not_replace_a_declared_field():
    route = put({"to": "seed", "value": 1}, {"to": "prompt", "from": "input"})
    assert body(route, {"seed": 2, "prompt": "b"}) == {"seed": 1, "prompt": "a cat"}
    assert body({**put({"to": "input.seed", "value": 1}), "rest": "input"}, {"seed": 2}) == {"input": {"seed": 1}}


@pytest.mark.parametrize(("rest", "expected"), [("$", {"seed": 1}), ("parameters", {"parameters": {"seed": 1}})])
def test_the_rest_goes_where_the_file_says(rest, expected):
    assert body({"rest": rest}, {"seed": 1}) == expected


def test_the_rest_joins_what_is_declared_there():
    route = {**put({"to": "input.prompt", "from": "input"}), "rest": "input"}
    assert body(route, {"seed": 1}) == {"input": {"prompt": "a cat", "seed": 1}}
    assert body(route) == {"input": {"prompt": "a cat"}}


def test_an_empty_rest_leaves_nothing():
    assert body({**put(INPUTS), "rest": "parameters"}) == {"inputs": "a cat"}


def test_dropped_and_refused_parameters_are_not_sent():
    assert body({"drop": ["seed"], "refuse": ["width"]}, {"seed": 1, "width": 2, "height": 3}) == {"height": 3}


def test_the_callers_parameters_are_not_changed():
    params: dict[str, object] = {"scheduler": {"a": None}, "seed": 1}
    before = copy.deepcopy(params)
    body({**put({"to": "x", "from": "params.scheduler"}), "rest": "input"}, params, extra={"z": 1})
    assert params == before


def test_null_inside_a_parameter_stays():
    schema = {"type": "object", "properties": {"x": {"default": None}}}
    assert body({}, {"scheduler": schema}) == {"scheduler": schema}


# extra_body


def test_extra_body_comes_last_where_the_rest_goes():
    route = put({"to": "seed", "value": 1})
    assert body(route, {"width": 2}, extra={"seed": 9, "width": 9, "new": None}) == {"seed": 9, "width": 9, "new": None}
    assert body({"rest": "input"}, {"width": 2}, extra={"new": 1}) == {"input": {"width": 2, "new": 1}}
    assert body({"rest": "none"}, extra={"new": 1}) == {"new": 1}


def test_extra_body_may_not_name_the_model():
    with pytest.raises(InvalidInput, match="extra_body may not set 'model'"):
        body({}, extra={"model": "b"})


def test_below_the_root_a_model_is_a_parameter_like_any_other():
    assert body({"rest": "input"}, extra={"model": "large"}) == {"input": {"model": "large"}}


def test_extra_body_is_not_read_by_assignments():
    assert body(put({"to": "steps", "from": "params.seed"}), extra={"seed": 1}) == {"seed": 1}


# Refusals


def refusals(route: dict[str, Any], *params: str) -> list[str]:
    return refused(target(route).route, dict.fromkeys(params, 1))


def test_what_the_file_refuses_is_found():
    assert refusals({"refuse": ["seed"]}, "seed", "width") == ["seed"]
    assert refusals({}, "seed", "unknown") == []


@pytest.mark.parametrize(
    ("value", "bad"), [("euler", []), ("ddim", ["scheduler"]), ({"x": "ddim"}, []), (None, []), (1, [])]
)
@pytest.mark.parametrize("rest", ["$", "none"])
def test_a_text_that_the_file_does_not_name_is_refused(rest, value, bad):
    route = {"rest": rest, "only": {"params.scheduler": "^euler$"}, "set": [{"to": "s", "from": "params.scheduler"}]}
    assert refused(target(route).route, {"scheduler": value}) == bad


def test_a_text_inside_a_parameter_may_be_refused():
    route = {"only": {"params.scheduler.type": "^euler"}}
    assert refused(target(route).route, {"scheduler": {"type": "ddim"}, "seed": 1}) == ["scheduler"]
    assert refused(target(route).route, {"scheduler": {"type": "euler a"}, "seed": 1}) == []


@pytest.mark.parametrize(
    ("only", "words"),
    [
        ({"params.sead": "x"}, "'sead' is no parameter of this task; did you mean 'seed'?"),
        ({"input": "x"}, "'input' is no parameter: write it as params.x."),
        ({"params.seed": "("}, "is no regular expression."),
    ],
)
def test_a_wrong_condition_on_a_parameter_is_told(only, words):
    with pytest.raises(SpecError, match=re.escape(words)):
        provider(only=only)


def test_members_of_extra_body_join_an_object_that_assignments_make():
    route = {"rest": "none", "set": [{"to": "options.seed", "from": "params.seed"}, {"to": "size", "value": {"w": 1}}]}
    extra = {"options": {"num_ctx": 9}, "size": {"h": 2}}
    assert body(route, {"seed": 7}, extra=extra) == {"options": {"seed": 7, "num_ctx": 9}, "size": {"h": 2}}
    assert body(route, extra=extra)["options"] == {"num_ctx": 9}
    assert body(route, {"seed": 7}, extra={"options": None})["options"] is None


def test_without_a_place_for_the_rest_only_what_is_read_is_taken():
    route = {
        "rest": "none",
        "drop": ["height"],
        "set": [
            {"to": "s", "from": "params.seed"},
            {"to": "w", "value": {"a": ["{params.width}", "@params.scheduler.x"]}},
        ],
    }
    assert refusals(route, "seed", "width", "scheduler", "height", "guidance_scale") == ["guidance_scale"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_refused_parameter_is_an_error_before_anything_is_sent(kind):
    made = provider(refuse=["seed"], **put(INPUTS))
    client, script = scripted(kind, provider=made, api_key="k")
    with pytest.raises(NotSupported) as caught:
        client.text_to_image("a cat", seed=1, width=2)
    assert "acme text-to-image: does not take seed for text-to-image: leave it out, pass" in str(caught.value)
    assert script.sent == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_refused_parameter_may_be_dropped_and_is_named(kind):
    made = provider(refuse=["seed"], drop=["height"], **put(INPUTS))
    client, script = scripted(kind, reply(PNG, "image/png"), provider=made, api_key="k")
    options = RequestOptions(unsupported="drop")
    result = client.text_to_image("a cat", seed=1, width=2, height=3, options=options)
    assert script.body() == {"inputs": "a cat", "width": 2}
    assert set(result.meta.dropped) == {"seed", "height"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_task_that_does_not_stream_is_refused_before_anything_is_sent(kind):
    made = provider("chat-completion", set=[{"to": "messages", "from": "input"}])
    client, script = scripted(kind, provider=made, api_key="k")
    with pytest.raises(NotSupported, match="does not stream chat-completion"):
        client.chat_completion("hi", stream=True)
    assert script.sent == []


# Streams


def test_a_stream_asks_for_itself():
    assert body({"stream": {}}, streaming=True) == {"stream": True}
    assert body({"stream": {"send": {"stream": "yes", "n": None}}}, streaming=True) == {"stream": "yes", "n": None}
    assert body({"stream": {}}) == {}


# Media


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("b64", base64.b64encode(PNG).decode()),
        ("data_url", f"data:image/png;base64,{base64.b64encode(PNG).decode()}"),
        ({"data_url": {"mime": "image/jpeg"}}, f"data:image/png;base64,{base64.b64encode(PNG).decode()}"),
        ({"kind": "b64"}, base64.b64encode(PNG).decode()),
    ],
)
def test_media_are_written_in_the_form_of_the_target(form, expected):
    assert body(put({"to": "x", "from": "input", "as": form}), input=image()) == {"x": expected}


def test_media_of_unknown_type_get_the_types_default():
    encoded = base64.b64encode(b"?????").decode()
    route = put({"to": "x", "from": "input", "as": {"data_url": {"mime": "image/jpeg"}}})
    assert body(route, input=image(b"?????")) == {"x": f"data:image/jpeg;base64,{encoded}"}
    route = put({"to": "x", "from": "input", "as": "data_url"})
    assert body(route, input=image(b"?????")) == {"x": f"data:image/png;base64,{encoded}"}


def test_a_label_may_be_changed_and_other_types_are_refused():
    route = put({"to": "x", "from": "input", "as": {"data_url": {"map": {"image/png": "image/x-png"}}}})
    assert body(route, input=image())["x"].startswith("data:image/x-png;base64,")
    with pytest.raises(InvalidInput, match="the target takes image/png, not image/gif"):
        body(route, input=image(b"GIF89a" + bytes(9)))
    with pytest.raises(InvalidInput, match="not data of unknown type"):
        body(route, input=image(b"?????"))


def test_a_url_stays_one_in_a_data_url():
    route = put({"to": "x", "from": "input", "as": "data_url"})
    assert body(route, input=image("https://h/cat.png")) == {"x": "https://h/cat.png"}


def test_a_text_is_not_encoded():
    assert body(put({"to": "x", "from": "input", "as": "b64"}), input="a cat") == {"x": "a cat"}


def test_media_may_be_the_whole_body():
    route = put({"to": "$", "from": "input", "as": "bytes", "when": {"lacks": "params"}}, {**INPUTS, "as": "b64"})
    assert raw(route, input=image()) == ("image/png", PNG)
    assert raw(route, input=image(b"?????")) == ("application/octet-stream", b"?????")
    assert body(route, {"seed": 1}, input=image()) == {"inputs": base64.b64encode(PNG).decode(), "seed": 1}


def test_extra_body_makes_the_whole_body_json():
    route = put({"to": "$", "from": "input", "as": "bytes", "when": {"lacks": "params"}}, {**INPUTS, "as": "b64"})
    made = body({**route, "rest": "parameters"}, input=image(), extra={"seed": 1})
    assert made == {"inputs": base64.b64encode(PNG).decode(), "parameters": {"seed": 1}}


def test_a_url_is_fetched_where_its_bytes_are_wanted():
    def wanted(form: str, value: object, when: Any = None) -> list[str]:
        found = target(put({"to": "x", "from": "input.image", "as": form, "when": when or {}}))
        return media_to_fetch(found.route, Scope({"image": value}, {}, found))

    there = image("https://h/cat.png")
    assert wanted("b64", there) == wanted("bytes", there) == wanted("file", there) == ["input.image"]
    assert wanted("data_url", there) == []
    assert wanted("b64", image()) == []
    assert wanted("b64", "https://h/cat.png") == []
    assert wanted("b64", there, {"routed": True}) == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_input_url_is_fetched_without_the_key(kind):
    made = provider("automatic-speech-recognition", set=[{**INPUTS, "as": "b64"}], rest="none")
    client, script = scripted(
        kind, reply(b"fLaC????", "audio/x"), json_reply({"text": "hi"}), provider=made, api_key="k"
    )
    assert client.automatic_speech_recognition("https://other.example/speech").text == "hi"
    assert script.sent[0].url == "https://other.example/speech"
    assert "authorization" not in script.sent[0].headers
    assert script.body() == {"inputs": base64.b64encode(b"fLaC????").decode()}


@pytest.mark.parametrize("kind", KINDS)
def test_an_input_url_that_fails_is_not_sent_on(kind):
    made = provider("automatic-speech-recognition", set=[{**INPUTS, "as": "b64"}], rest="none")
    client, script = scripted(kind, reply(b"<html>", "text/html", 404), provider=made, api_key="k")
    with pytest.raises(APIStatusError, match=r"The download of https://other\.example/speech failed"):
        client.automatic_speech_recognition("https://other.example/speech?x=1")
    assert len(script.sent) == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("value", "words"),
    [
        (3, "audio: int is no audio"),
        ("/no/such/file.wav", "there is no file '/no/such/file"),
        ("", "the string is empty"),
        (b"", "the value is empty"),
        ("ftp://h/x.wav", "neither an http"),
        (None, "NoneType is no audio"),
    ],
)
def test_wrong_media_are_refused_before_anything_is_sent(kind, value, words):
    client, script = scripted(kind, base_url="http://h.example")
    with pytest.raises(InvalidInput, match=words):
        client.automatic_speech_recognition(value)
    assert script.sent == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("value", [3, b"text", None, ["a"], {"a": 1}])
def test_a_text_must_be_a_text(kind, value):
    client, script = scripted(kind, base_url="http://h.example")
    with pytest.raises(InvalidInput, match=f"text must be a string, got {type(value).__name__}"):
        client.text_classification(value)
    assert script.sent == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("method", "arguments", "words"),
    [
        ("rerank", ("query", "text"), "documents must be a list, got str"),
        ("sentence_similarity", ("sentence", "text"), "other_sentences must be a list, got str"),
        ("zero_shot_classification", ("text", "label"), "candidate_labels must be a list, got str"),
        ("zero_shot_image_classification", (b"image", b"label"), "candidate_labels must be a list, got bytes"),
        ("feature_extraction", (None,), "text must be given, got None"),
        ("rerank", ("query", None), "documents must be given, got None"),
        ("table_question_answering", (None, "query"), "table must be given, got None"),
    ],
)
def test_what_a_server_would_misread_is_refused(kind, method, arguments, words):
    client, script = scripted(kind, base_url="http://h.example")
    with pytest.raises(InvalidInput, match=words):
        getattr(client, method)(*arguments)
    assert script.sent == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("url", [b"image", Path("image.png"), Image(b"image")])
def test_media_inside_a_message_are_refused_with_what_would_work(kind, url):
    client, script = scripted(kind, base_url="http://h.example")
    part = {"type": "image_url", "image_url": {"url": url}}
    with pytest.raises(
        InvalidInput, match=r"content\[0\]\.image_url\.url: .* as a data: URL, such as 'data:image/png;base64"
    ):
        client.chat_completion([{"role": "user", "content": [part]}])
    assert script.sent == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("value", [{1, 2}, object(), float("nan"), b"x", "\ud800"])
def test_a_parameter_that_json_cannot_hold_is_refused(kind, value):
    client, script = scripted(kind, base_url="http://h.example")
    with pytest.raises(InvalidInput):
        client.text_classification("I like it", extra_body={"x": value})
    assert script.sent == []


# Forms


def form(data: bytes, kind: str) -> list[tuple[Any, str | None, str, Any]]:
    """Name, file name, type and content of each part."""
    message = BytesParser().parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + data)
    parts: Any = message.get_payload()
    names = [part.get_param("name", header="content-disposition") for part in parts]
    files = [(part.get_filename(), part.get_content_type(), part.get_payload(decode=True)) for part in parts]
    return [(name, *file) for name, file in zip(names, files, strict=True)]


def test_a_form_has_files_and_texts():
    route = {
        **put({"to": "file", "from": "input", "as": "file"}, {"to": "model", "from": "model"}),
        "body": "multipart",
    }
    params: dict[str, object] = {"seed": 1.5, "width": True, "scheduler": {"a": [1]}, "negative_prompt": "é"}
    kind, data = raw(route, params, input=image(), extra={"gone": None})
    assert form(data, kind) == [
        ("file", "image.png", "image/png", PNG),
        ("model", None, "text/plain", b"acme/m:v1"),
        ("seed", None, "text/plain", b"1.5"),
        ("width", None, "text/plain", b"true"),
        ("scheduler", None, "text/plain", b'{"a":[1]}'),
        ("negative_prompt", None, "text/plain", "é".encode()),
    ]


def test_a_file_of_unknown_type_says_so():
    route = {**put({"to": "file", "from": "input", "as": "file"}), "body": "multipart"}
    kind, data = raw(route, input=image(b"?????"))
    assert form(data, kind) == [("file", "image.png", "application/octet-stream", b"?????")]


def test_what_a_form_cannot_hold_is_refused():
    with pytest.raises(InvalidInput):
        raw({"body": "multipart"}, {"scheduler": {"a": {1, 2}}})


# Headers


@pytest.mark.parametrize("kind", KINDS)
def test_constant_headers_come_from_the_file_and_only_there(kind):
    words = {"name": "acme", "base": "https://h", "headers": {"x-source": "a", "accept": "text/x"}}
    route = {"path": "/", "headers": {"prefer": "wait"}, "set": [INPUTS]}
    made = Provider.from_dict({**words, "tasks": {"text-to-image": route}, "auth": {"direct": "Key {key}"}})
    client, script = scripted(kind, reply(PNG, "image/png"), provider=made, api_key="k", headers={"Prefer": "wait=5"})
    client.text_to_image("a cat")
    sent = script.sent[0].headers
    assert sent["authorization"] == "Key k"
    assert (sent["x-source"], sent["prefer"], sent["accept"]) == ("a", "wait=5", "text/x")


@pytest.mark.parametrize("kind", KINDS)
def test_who_pays_is_told_to_hugging_face_alone(kind):
    client, script = scripted(
        kind, reply(PNG, "image/png"), provider=provider(**put(INPUTS)), api_key="k", bill_to="org"
    )
    with pytest.warns(UserWarning, match="bill_to is left out"):
        client.text_to_image("a cat")
    assert "x-hf-bill-to" not in script.sent[0].headers
    client, script = scripted(kind, json_reply([]), base_url="https://a.endpoints.huggingface.cloud", bill_to="org")
    client.text_classification("I like it")
    assert script.sent[0].headers["x-hf-bill-to"] == "org"


# Chat, whose body most servers read

CHAT = {
    "id": "1",
    "object": "chat.completion",
    "created": 1,
    "model": "m",
    "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "hi"}}],
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("client_model", "model", "sent"), [("a", "b", "b"), ("a", None, "a"), (None, "b", "b"), (None, None, "dummy")]
)
def test_the_model_of_the_call_is_sent_first_and_never_a_url(kind, client_model, model, sent):
    client, script = scripted(kind, json_reply(CHAT), model=client_model, base_url="http://h.example/v1")
    client.chat_completion("hi", model=model)
    assert script.raw().startswith(f'{{"model":"{sent}","messages":'.encode())


@pytest.mark.parametrize("kind", KINDS)
def test_null_is_left_out_of_a_message_and_kept_in_a_schema(kind):
    schema = {"type": "object", "properties": {"x": {"type": "string", "default": None}}}
    tools = [{"type": "function", "function": {"name": "f", "parameters": schema}}]
    messages = [{"role": "assistant", "content": "x", "tool_calls": None}]
    before = copy.deepcopy((tools, messages))
    client, script = scripted(kind, json_reply(CHAT), base_url="http://h.example/v1")
    client.chat_completion(messages, tools=tools, temperature=None)
    sent = script.body()
    assert sent["tools"] == tools
    assert sent["messages"] == [{"role": "assistant", "content": "x"}]
    assert "temperature" not in sent
    assert (tools, messages) == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_parameter_is_renamed_where_it_is_given_and_absent_where_not(kind):
    answer = json_reply({"choices": [{"text": "x", "finish_reason": "stop"}]})
    client, script = scripted(kind, answer, answer, base_url="http://h.example/v1")
    client.text_generation("hi", max_new_tokens=3)
    client.text_generation("hi")
    assert script.body(0) == {"model": "dummy", "prompt": "hi", "max_tokens": 3}
    assert script.body(1) == {"model": "dummy", "prompt": "hi"}
