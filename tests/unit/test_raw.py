"""Requests of the caller's own: `client.request`, health and information."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from flows import driver
from pydantic import BaseModel
from scripted import json_reply, reply, scripted, sse_reply
from typing_extensions import TypedDict

from inferlink import InferenceClient, Provider, RequestOptions, Retry
from inferlink._client.about import server_health
from inferlink._client.raw import RawRequest, run_request
from inferlink._settings import Settings, State
from inferlink.errors import (
    APIConnectionError,
    APIStatusError,
    InferenceTimeoutError,
    InvalidInput,
    NotFoundError,
    Overloaded,
    RateLimitError,
    ResponseShapeError,
    StreamBroken,
)

KINDS = ["sync", "async"]
OWN = Provider.from_dict({"name": "acme", "base": "https://api.acme.example/v1"})
FINE = {"id": 1, "name": "a"}


@dataclass
class Thing:
    id: int
    name: str


class ThingDict(TypedDict):
    id: int
    name: str


class ThingModel(BaseModel):
    id: int
    name: str


# What is sent


@pytest.mark.parametrize("kind", KINDS)
def test_a_request_has_the_clients_target_key_and_headers(kind):
    client, script = scripted(
        kind, json_reply(FINE), base_url="http://h.example/v1", api_key="sk-a", headers={"X-A": "1"}
    )
    found = client.request("post", "/things", json={"a": [1, None]}, headers={"X-B": "2"})
    sent = script.sent[0]
    assert (sent.method, sent.url, script.body()) == ("POST", "http://h.example/v1/things", {"a": [1, None]})
    assert sent.headers["authorization"] == "Bearer sk-a"
    assert (sent.headers["x-a"], sent.headers["x-b"]) == ("1", "2")
    assert (sent.headers["accept"], sent.headers["content-type"]) == ("application/json", "application/json")
    assert (found.status, found.headers, found.json()) == (200, {"content-type": "application/json"}, FINE)
    assert json.loads(found.body) == FINE
    assert "name" not in repr(found)


@pytest.mark.parametrize("kind", KINDS)
def test_bytes_are_sent_as_they_are(kind):
    client, script = scripted(kind, json_reply(FINE), json_reply(FINE), base_url="http://h.example")
    client.request("PUT", "/x", content=b"\0\1")
    assert (script.raw(), script.sent[0].headers["content-type"]) == (b"\0\1", "application/octet-stream")
    client.request("PUT", "/x", content=b"", headers={"Content-Type": "audio/wav"})
    assert (script.raw(), script.sent[1].headers["content-type"]) == (b"", "audio/wav")


@pytest.mark.parametrize("kind", KINDS)
def test_a_request_may_have_no_body(kind):
    client, script = scripted(kind, json_reply(FINE), base_url="http://h.example")
    client.request("GET", "/x")
    assert script.sent[0].body is None
    assert "content-type" not in script.sent[0].headers


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("/models", "https://api.acme.example/v1/models"),
        ("models?limit=1", "https://api.acme.example/v1/models?limit=1"),
        ("", "https://api.acme.example/v1"),
        ("//evil.example", "https://api.acme.example/v1/evil.example"),
        ("https://api.acme.example/other?x=1", "https://api.acme.example/other?x=1"),
    ],
)
def test_a_path_is_below_the_target_or_on_its_origin(path, url):
    client, script = scripted("sync", json_reply(FINE), provider=OWN, api_key="sk-a")
    client.request("GET", path)
    assert script.sent[0].url == url


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ("GET", "https://evil.example/v1"),
            "https://evil.example is not the client's target https://api.acme.example",
        ),
        (("GET", "http://api.acme.example/v1"), "is not the client's target"),
        (("GET", "https://api.acme.example:8443/v1"), "is not the client's target"),
        (("GET", "https://api.acme.example@evil.example/"), "is not the client's target"),
        (("GET", 7), "path must be a string, got int"),
        (("", "/x"), "method='' is no HTTP method"),
        (("GET /x HTTP/1.1\r\nX: 1", "/x"), "is no HTTP method"),
        ((None, "/x"), "method=None is no HTTP method"),
    ],
)
def test_a_request_that_would_go_elsewhere_is_refused(kind, arguments, words):
    client, script = scripted(kind, provider=OWN, api_key="sk-a")
    with pytest.raises(InvalidInput, match=words.replace(".", r"\.")):
        client.request(*arguments)
    assert script.sent == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"json": 1, "content": b"x"}, "json and content are two bodies"),
        ({"content": "text"}, "content must be bytes, got str; pass data as json="),
        ({"json": {1, 2}}, "set has no form in JSON"),
        ({"json": float("nan")}, "JSON has no nan"),
        ({"headers": {"x": "a\r\nb"}}, "header 'x' must be text"),
        ({"options": {"retry": 0}}, "options must be a RequestOptions"),
        ({"type": object()}, "cannot be read by pydantic"),
    ],
)
def test_wrong_arguments_are_refused_before_anything_is_sent(kind, arguments, words):
    client, script = scripted(kind, base_url="http://h.example")
    with pytest.raises(InvalidInput, match=words):
        client.request("POST", "/x", **arguments)
    assert script.sent == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_request_needs_a_target(kind):
    client, _ = scripted(kind, api_key="hf_a")
    with pytest.raises(InvalidInput, match="no target to ask: make the client with base_url= or provider="):
        client.request("GET", "/x")


# What comes back


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Thing, Thing(1, "a")),
        (ThingDict, FINE),
        (ThingModel, ThingModel(id=1, name="a")),
        (dict[str, Any], FINE),
    ],
)
def test_a_reply_is_read_as_the_wanted_type(kind, wanted, expected):
    client, _ = scripted(kind, json_reply(FINE), base_url="http://h.example")
    assert client.request("GET", "/x", type=wanted) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_a_reply_of_another_type_has_the_raw_reply(kind):
    client, _ = scripted(kind, json_reply({"id": "x"}), base_url="http://h.example")
    with pytest.raises(
        ResponseShapeError, match=r"The reply is no Thing: id: Input should be [^\n]*\. See \.body"
    ) as caught:
        client.request("GET", "/x", type=Thing)
    error = caught.value
    assert (error.body, error.status, error.url, error.provider) == (
        b'{"id": "x"}',
        200,
        "http://h.example/x",
        "endpoint",
    )


@pytest.mark.parametrize("body", [b"<html>", b"", b"[" * 100_000])
def test_what_is_no_json_is_another_shape(body):
    client, _ = scripted("sync", reply(body, "text/html"), base_url="http://h.example")
    found = client.request("GET", "/x")
    with pytest.raises(ResponseShapeError, match="no JSON") as caught:
        found.json()
    assert (caught.value.body, caught.value.status) == (body, 200)


@pytest.mark.parametrize("kind", KINDS)
def test_an_event_that_is_nested_too_deeply_is_another_shape(kind):
    client, _ = scripted(kind, sse_reply(b"data: " + b"[" * 50_000 + b"\n\n"), base_url="http://localhost:1")
    with pytest.raises(ResponseShapeError, match="nested too deeply"):
        list(client.request("POST", "/x", json={}, stream=True))


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_is_the_same_as_of_a_task(kind):
    answer = json_reply({"error": {"message": "No.", "code": "x"}}, 404, x_request_id="r1")
    client, _ = scripted(kind, answer, base_url="http://h.example/v1")
    with pytest.raises(NotFoundError, match=r"No\.") as caught:
        client.request("GET", "/x?key=geheim")
    error = caught.value
    assert (error.code, error.request_id, error.url, error.attempts) == ("x", "r1", "http://h.example/v1/x", 1)


@pytest.mark.parametrize("kind", KINDS)
def test_a_get_is_repeated_like_a_cheap_call(kind):
    client, script = scripted(
        kind, json_reply({}, 503), json_reply(FINE), base_url="http://h.example", retry=Retry(base=0)
    )
    assert client.request("GET", "/x").json() == FINE
    assert len(script.sent) == 2
    client, script = scripted(kind, json_reply({}, 503), base_url="http://h.example")
    with pytest.raises(Overloaded):
        client.request("GET", "/x", options=RequestOptions(retry=0))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_post_that_may_have_been_billed_is_not_repeated(kind, status):
    client, script = scripted(kind, json_reply({}, status), base_url="http://h.example", retry=Retry(base=0))
    with pytest.raises(Overloaded):
        client.request("POST", "/x", json={})
    assert len(script.sent) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_post_is_repeated_where_the_server_asks_for_it(kind):
    refused = json_reply({}, 503, retry_after="0")
    client, script = scripted(kind, refused, json_reply(FINE), base_url="http://h.example", retry=Retry(base=0))
    assert client.request("POST", "/x", json={}).json() == FINE
    assert len(script.sent) == 2


# Streams


@pytest.mark.parametrize("kind", KINDS)
def test_events_come_as_json_until_the_end_of_the_body(kind):
    answer = sse_reply(b'data: {"a": 1}\n\n: ping\n\ndata: [2', b']\n\ndata: "x"\n\n')
    client, script = scripted(kind, answer, base_url="http://h.example", api_key="k")
    stream = client.request("POST", "/x", json={"stream": True}, stream=True)
    assert list(stream) == [{"a": 1}, [2], "x"]
    assert (script.sent[0].stream, script.sent[0].headers["accept"]) == (True, "text/event-stream")
    assert stream.meta.status == 200


@pytest.mark.parametrize("kind", KINDS)
def test_a_stream_may_say_that_it_is_done(kind):
    client, _ = scripted(kind, sse_reply(b"data: 1\n\ndata: [DONE]\n\ndata: 2\n\n"), base_url="http://h.example")
    assert list(client.request("GET", "/x", stream=True)) == [1]


@pytest.mark.parametrize("kind", KINDS)
def test_a_stream_of_ones_own_keeps_nothing(kind):
    client, _ = scripted(kind, sse_reply(b"data: 1\n\n"), base_url="http://h.example")
    stream = client.request("GET", "/x", stream=True)
    assert stream.result() is None


@pytest.mark.parametrize("kind", KINDS)
def test_a_stream_has_no_text_of_its_own(kind):
    client, _ = scripted(kind, sse_reply(b"data: 1\n\n"), base_url="http://h.example")
    assert list(client.request("GET", "/x", stream=True).text) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("chunks", "error"),
    [
        ([b'data: {"error": {"message": "No.", "code": 429}}\n\n'], RateLimitError),
        ([b"data: {rubbish\n\n"], ResponseShapeError),
    ],
)
def test_an_error_in_a_stream_is_raised_and_says_where(kind, chunks, error):
    client, _ = scripted(kind, sse_reply(*chunks), base_url="http://h.example")
    with pytest.raises(error) as caught:
        list(client.request("GET", "/x", stream=True))
    assert (caught.value.url, caught.value.provider) == ("http://h.example/x", "endpoint")


@pytest.mark.parametrize("kind", KINDS)
def test_a_stream_that_breaks_is_broken(kind):
    client, _ = scripted(kind, sse_reply(b"data: 1\n\n", APIConnectionError("cut")), base_url="http://h.example")
    stream = client.request("GET", "/x", stream=True)
    assert next(iter(stream)) == 1
    with pytest.raises(StreamBroken, match="cut"):
        list(stream)


@pytest.mark.parametrize("kind", KINDS)
def test_a_stream_that_is_refused_is_an_error_at_once(kind):
    client, _ = scripted(kind, json_reply({"error": "No."}, 400), base_url="http://h.example")
    with pytest.raises(APIStatusError):
        client.request("GET", "/x", stream=True)


# Health and information


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("status", "healthy"), [(200, True), (204, False), (404, False), (503, False), (500, False)])
def test_a_server_is_healthy_where_it_says_so(kind, status, healthy):
    client, script = scripted(kind, reply(b"", "", status), base_url="http://h.example/v1", api_key="k")
    assert client.health_check() is healthy
    assert (script.sent[0].method, script.sent[0].url) == ("GET", "http://h.example/health")


@pytest.mark.parametrize("kind", KINDS)
def test_a_loading_server_is_not_waited_for(kind):
    client, script = scripted(
        kind, json_reply({"error": {"message": "Loading model"}}, 503), base_url="http://h.example"
    )
    assert client.health_check() is False
    assert len(script.sent) == 1


@pytest.mark.parametrize("error", [APIConnectionError("refused"), InferenceTimeoutError("late")])
def test_a_server_that_cannot_be_reached_is_an_error(error):
    client, _ = scripted("sync", error, base_url="http://h.example")
    with pytest.raises(APIConnectionError) as caught:
        client.health_check()
    assert caught.value.url == "http://h.example/health"


@pytest.mark.parametrize(
    ("url", "root"),
    [
        ("http://h.example", "http://h.example"),
        ("http://h.example/", "http://h.example"),
        ("http://h.example/v1", "http://h.example"),
        ("http://h.example/api/v1/chat/completions?x=1", "http://h.example/api"),
        ("http://h.example/v1beta/x", "http://h.example/v1beta/x"),
    ],
)
def test_the_root_of_a_server_is_found_from_any_of_its_urls(url, root):
    client, script = scripted("sync", reply(b"", ""), base_url=url)
    client.health_check()
    assert script.sent[0].url == f"{root}/health"


@pytest.mark.parametrize("kind", KINDS)
def test_a_server_says_what_it_is(kind):
    client, script = scripted(kind, json_reply({"model_id": "m"}), base_url="http://h.example/v1")
    assert client.get_endpoint_info() == {"model_id": "m"}
    assert script.sent[0].url == "http://h.example/info"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (json_reply({"detail": "Not Found"}, 404), NotFoundError),
        (json_reply([1]), ResponseShapeError),
        (reply(b"<html>", "text/html"), ResponseShapeError),
    ],
)
def test_a_server_that_does_not_is_an_error(kind, answer, error):
    client, _ = scripted(kind, answer, base_url="http://h.example")
    with pytest.raises(error) as caught:
        client.get_endpoint_info()
    assert caught.value.body == answer.body


@pytest.mark.parametrize("kind", KINDS)
def test_another_server_is_asked_without_the_key_of_a_provider(kind):
    client, script = scripted(kind, reply(b"", ""), json_reply({}), provider="together", api_key="sk-together")
    assert client.health_check(model="http://gpu:8000/v1")
    client.get_endpoint_info(model="http://gpu:8000/v1")
    assert [request.url for request in script.sent] == ["http://gpu:8000/health", "http://gpu:8000/info"]
    assert all("authorization" not in request.headers for request in script.sent)


@pytest.mark.parametrize("model", ["http://user:geheim@h", "http://h.example:port", "qwen"])
def test_another_server_must_be_a_url(model):
    with pytest.raises(InvalidInput) as caught:
        InferenceClient().health_check(model=model)
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize("options", [{}, {"provider": "together", "api_key": "sk-a"}, {"model": "org/m"}])
def test_only_a_server_has_health(options):
    with pytest.raises(InvalidInput, match="make the client with base_url="):
        InferenceClient(**options).health_check()


def test_a_local_server_is_asked_at_its_usual_address():
    local = Provider.from_dict({"name": "local", "address": "http://localhost:11434", "key": "optional"})
    hands = driver(reply(b"", ""))
    hands.run(server_health(None, Settings(provider=local), State()))
    assert hands.sent[0].url == "http://localhost:11434/health"


def test_the_deadline_of_a_request_is_the_clients():
    hands = driver(json_reply(FINE))
    hands.run(
        run_request(RawRequest(method="GET", path="/x"), Settings(base_url="http://h.example", timeout=5), State())
    )
    assert hands.sent[0].clock.timeout.total == 5
