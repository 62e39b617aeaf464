"""Several providers: who is asked next, when nobody is, and what is told of those that failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from flows import Time, call, clock, driver
from scripted import json_reply, scripted, sse_reply

from inferlink import InferenceClient, Provider, RequestOptions, errors
from inferlink._auth import Secret
from inferlink._calls.failover import run_call
from inferlink.options import Timeout

if TYPE_CHECKING:
    from inferlink._sending.wire import Reply

KINDS = pytest.mark.parametrize("kind", ["sync", "async"])
CLASSIFY = {"path": "/classify", "set": [{"to": "inputs", "from": "input"}], "rest": "parameters"}
DRAW = {"path": "/draw", "set": [{"to": "prompt", "from": "input"}], "response": {"pick": "image", "as": "unb64"}}
QUEUE = {**DRAW, "job": {"poll": "{base}/jobs/{id}", "status": "status", "done": "done"}}
CHAT = {"use": "chat"}
TASKS = {"text-classification": CLASSIFY, "text-to-image": DRAW, "chat-completion": CHAT, "text-to-video": QUEUE}
LABELS = [{"label": "good", "score": 0.5}]


def provider(name: str, **words: Any) -> Provider:
    return Provider.from_dict({"name": name, "base": f"https://{name}.example", "tasks": TASKS, **words})


ACME, GLOBEX, INITECH = (provider(name) for name in ("acme", "globex", "initech"))
KEYS = {"acme": "sk-acme-1", "globex": "sk-globex-1", "initech": "sk-initech-1"}


def hosts(script: Any) -> list[str]:
    """Whom requests went to, in order."""
    return [request.url.split("/")[2].partition(".")[0] for request in script.sent]


def clients(kind: str, *answers: Any, count: int = 2, **options: Any) -> tuple[Any, Any]:
    """A client of the first providers, each with its own key, that repeats nothing by itself."""
    listed = [ACME, GLOBEX, INITECH][:count]
    keys = {each.name: KEYS[each.name] for each in listed}
    return scripted(kind, *answers, **{"provider": listed, "api_key": keys, "retry": 0, **options})


def broken(stage: Any) -> errors.APIConnectionError:
    error = errors.APIConnectionError("broke the connection")
    error.stage = stage
    return error


def late(name: str) -> errors.InferenceTimeoutError:
    return errors.InferenceTimeoutError("late", clock=name)


def status(code: int, **headers: str) -> Reply:
    return json_reply({"error": f"says {code}"}, code, **headers)


ALWAYS = {
    "no connection": broken("connect"),
    "no connection in time": late("connect"),
    "overloaded": status(503),
    "overloaded, as Anthropic says it": status(529),
    "rate limit": status(429),
    "no such model": status(404),
}
CHEAP = {
    "connection lost": broken("sent"),
    "kept connection closed": broken("stale"),
    "bad gateway": status(502),
    "gateway timeout": status(504),
}
NEVER = {
    "wrong key": status(401),
    "no credit": status(402),
    "bad request": status(400),
    "refused input": status(422),
    "broken server": status(500),
    "no first byte": late("first_byte"),
    "deadline": late("total"),
    "no reply of the kind": json_reply({"unexpected": 1}),
    "error inside a 200": json_reply({"error": {"message": "busy", "code": 503}}),
}


@KINDS
@pytest.mark.parametrize("failure", [*ALWAYS, *CHEAP])
def test_next_provider_is_asked_when_one_cannot_answer(kind: str, failure: str) -> None:
    client, script = clients(kind, {**ALWAYS, **CHEAP}[failure], json_reply(LABELS))
    result = client.text_classification("I like it")
    assert hosts(script) == ["acme", "globex"]
    assert [label.label for label in result] == ["good"]


@KINDS
@pytest.mark.parametrize("failure", ALWAYS)
def test_next_provider_is_asked_for_a_dear_call_that_was_surely_not_accepted(kind: str, failure: str) -> None:
    client, script = clients(kind, ALWAYS[failure], json_reply({"image": "aGk="}))
    assert client.text_to_image("a cat").bytes == b"hi"
    assert hosts(script) == ["acme", "globex"]


@KINDS
@pytest.mark.parametrize("failure", CHEAP)
@pytest.mark.parametrize("method", ["text_to_image", "text_to_video"])
def test_dear_call_that_may_have_been_accepted_is_not_made_again(kind: str, method: str, failure: str) -> None:
    client, script = clients(kind, CHEAP[failure])
    with pytest.raises(errors.InferenceError):
        getattr(client, method)("a cat")
    assert hosts(script) == ["acme"]


@KINDS
@pytest.mark.parametrize("failure", NEVER)
@pytest.mark.parametrize("method", ["text_classification", "text_to_image"])
def test_failure_that_another_provider_would_not_mend_ends_the_call(kind: str, method: str, failure: str) -> None:
    client, script = clients(kind, NEVER[failure])
    with pytest.raises(errors.InferenceError) as caught:
        getattr(client, method)("a cat")
    assert hosts(script) == ["acme"]
    assert caught.value.failed == ()


def test_cheap_task_that_runs_as_a_job_is_as_dear_as_any_job() -> None:
    queued = {**QUEUE, "response": {"object": {"text": "text"}}, "set": [{"to": "a", "from": "input", "as": "b64"}]}
    listed = [provider(name, tasks={"automatic-speech-recognition": queued}) for name in ("acme", "globex")]
    client, script = scripted("sync", broken("sent"), provider=listed, api_key={"acme": "sk-1", "globex": "sk-2"})
    with pytest.raises(errors.APIConnectionError):
        client.automatic_speech_recognition(b"RIFF0000WAVE")
    assert len(script.sent) == 1


@KINDS
@pytest.mark.parametrize(
    "failure", [status(404), status(429), status(503), broken("connect"), late("connect")], ids=str
)
def test_job_that_was_accepted_is_never_submitted_elsewhere(kind: str, failure: Any) -> None:
    accepted = json_reply({"id": "j1"})
    client, script = clients(kind, accepted, failure)
    job = {"path": "/x", "job": {"poll": "{base}/{id}", "status": "status", "done": "done", "every": 0.001}}
    listed = [provider(name, tasks={"text-to-video": {**QUEUE, **job}}) for name in ("acme", "globex")]
    client, script = scripted(kind, accepted, failure, provider=listed, api_key={"acme": "a", "globex": "b"}, retry=0)
    with pytest.raises(errors.InferenceError) as caught:
        client.text_to_video("a cat")
    assert hosts(script) == ["acme", "acme"]
    assert caught.value.job is not None


@KINDS
def test_result_that_cannot_be_downloaded_is_not_made_again_elsewhere(kind: str) -> None:
    download = {**DRAW, "response": {"pick": "url", "type": "string", "as": "download"}}
    listed = [provider(name, tasks={"text-to-image": download}) for name in ("acme", "globex")]
    answers = [json_reply({"url": "https://cdn.example/a.png"}), status(404)]
    client, script = scripted(kind, *answers, provider=listed, api_key={"acme": "sk-1", "globex": "sk-2"})
    with pytest.raises(errors.NotFoundError):
        client.text_to_image("a cat")
    assert hosts(script) == ["acme", "cdn"]


EVENT = b'data: {"id": "c", "choices": [{"index": 0, "delta": {"content": "Hi"}, "finish_reason": null}]}\n\n'
END = b'data: {"id": "c", "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}\n\ndata: [DONE]\n\n'


@KINDS
def test_stream_that_cannot_be_opened_is_opened_elsewhere(kind: str) -> None:
    client, script = clients(kind, status(503), sse_reply(EVENT, END))
    stream = client.chat_completion("Hi", model="m", stream=True)
    assert stream.meta.failed == (("acme", "says 503"),)
    assert stream.result().choices[0].message.content == "Hi"
    assert hosts(script) == ["acme", "globex"]


@KINDS
@pytest.mark.parametrize("pieces", [[], [EVENT]], ids=["before any output", "after some output"])
def test_stream_that_breaks_after_it_was_opened_is_not_opened_elsewhere(kind: str, pieces: list[bytes]) -> None:
    client, script = clients(kind, sse_reply(*pieces, broken("sent")))
    stream = client.chat_completion("Hi", model="m", stream=True)
    with pytest.raises(errors.APIConnectionError):
        stream.result()
    assert hosts(script) == ["acme"]


@KINDS
def test_error_in_a_stream_is_not_mended_elsewhere(kind: str) -> None:
    client, script = clients(kind, sse_reply(b'data: {"error": {"message": "busy", "code": 503}}\n\n'))
    with pytest.raises(errors.Overloaded):
        client.chat_completion("Hi", model="m", stream=True).result()
    assert hosts(script) == ["acme"]


# Who failed, with what


@KINDS
def test_result_tells_who_answered_and_who_failed(kind: str) -> None:
    client, _ = clients(kind, status(503), broken("connect"), json_reply(LABELS), count=3)
    meta = client.text_classification("I like it").meta
    assert meta.provider == "initech"
    assert meta.failed == (("acme", "says 503"), ("globex", "broke the connection"))


@KINDS
def test_error_of_the_last_tells_who_failed_before(kind: str) -> None:
    client, script = clients(kind, status(503), status(429))
    with pytest.raises(errors.RateLimitError) as caught:
        client.text_classification("I like it")
    assert (caught.value.provider, caught.value.message) == ("globex", "says 429")
    assert caught.value.failed == (("acme", "says 503"),)
    assert len(script.sent) == 2


@KINDS
def test_error_that_ends_the_call_tells_who_failed_before(kind: str) -> None:
    client, script = clients(kind, status(503), status(401), count=3)
    with pytest.raises(errors.AuthenticationError) as caught:
        client.text_classification("I like it")
    assert caught.value.failed == (("acme", "says 503"),)
    assert hosts(script) == ["acme", "globex"]


def test_alone_a_provider_has_nobody_before_it() -> None:
    client, _ = scripted("sync", json_reply(LABELS), provider=ACME, api_key="sk-acme-1")
    assert client.text_classification("I like it").meta.failed == ()


def test_keys_never_show_in_what_failed() -> None:
    quoted = json_reply({"error": "the key sk-acme-1 has no quota left"}, 429)
    client, _ = clients("sync", quoted, json_reply(LABELS))
    assert client.text_classification("I like it").meta.failed == (("acme", "the key *** has no quota left"),)


# Keys


@KINDS
def test_each_provider_sees_its_own_key_alone(kind: str) -> None:
    client, script = clients(kind, status(503), status(503), json_reply(LABELS), count=3)
    client.text_classification("I like it")
    assert [request.headers["authorization"] for request in script.sent] == [
        f"Bearer {KEYS[name]}" for name in ("acme", "globex", "initech")
    ]


def test_provider_without_a_key_of_its_own_takes_that_of_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLOBEX_KEY", "sk-of-the-machine")
    listed = [ACME, provider("globex", key_env=["GLOBEX_KEY"])]
    client, script = scripted(
        "sync", status(503), json_reply(LABELS), provider=listed, api_key={"acme": "sk-acme-1"}, retry=0
    )
    client.text_classification("I like it")
    assert [request.headers["authorization"] for request in script.sent] == [
        "Bearer sk-acme-1",
        "Bearer sk-of-the-machine",
    ]


def mapping(*names: str) -> Reply:
    entry = {"task": "conversational", "status": "live"}
    found = {name: {**entry, "providerId": f"{name}-model"} for name in names}
    return json_reply({"id": "org/m", "inferenceProviderMapping": found})


ANSWER = {"id": "c", "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hi"}}]}


@KINDS
def test_one_key_of_the_hub_serves_them_all_through_the_router_with_one_look_up(kind: str) -> None:
    answers = [mapping("groq", "together"), status(429), json_reply(ANSWER)]
    client, script = scripted(kind, *answers, provider=["groq", "together"], api_key="hf_a", retry=0)
    result = client.chat_completion("Hi", model="org/m")
    assert [request.url.partition("?")[0] for request in script.sent] == [
        "https://huggingface.co/api/models/org/m",
        "https://router.huggingface.co/groq/openai/v1/chat/completions",
        "https://router.huggingface.co/together/v1/chat/completions",
    ]
    assert {request.headers["authorization"] for request in script.sent} == {"Bearer hf_a"}
    assert (result.meta.provider, result.meta.model) == ("together", "together-model")


@KINDS
def test_provider_that_does_not_have_the_model_is_passed_over(kind: str) -> None:
    client, script = scripted(
        kind, mapping("together"), json_reply(ANSWER), provider=["groq", "together"], api_key="hf_a"
    )
    meta = client.chat_completion("Hi", model="org/m").meta
    assert meta.failed == (("groq", "groq does not serve 'org/m'; the Hub maps it to together."),)
    assert "/together/" in script.sent[-1].url


@KINDS
def test_provider_that_does_not_serve_the_task_is_passed_over(kind: str) -> None:
    listed = [provider("acme", tasks={"chat-completion": CHAT}), GLOBEX]
    client, script = scripted(kind, json_reply(LABELS), provider=listed, api_key={"acme": "a", "globex": "b"})
    assert [name for name, _ in client.text_classification("I like it").meta.failed] == ["acme"]
    assert hosts(script) == ["globex"]


def test_provider_is_asked_without_a_hub_where_it_needs_none() -> None:
    client, script = scripted(
        "sync",
        broken("connect"),
        json_reply(ANSWER),
        provider=["groq", ACME],
        api_key={"groq": "k", "acme": "a"},
        retry=0,
    )
    meta = client.chat_completion("Hi", model="org/m").meta
    assert meta.failed == (("groq", "The look-up of model 'org/m' on the Hub failed: broke the connection"),)
    assert len(script.sent) == 2


# One call, one deadline


def test_deadline_holds_for_all_of_them_together() -> None:
    hands = driver(*[status(503)] * 9, time=Time())
    made = call(provider=ACME, others=(GLOBEX, INITECH), keys={name: Secret(key) for name, key in KEYS.items()})
    made.clock = clock(Timeout(total=5), hands.time)
    with pytest.raises(errors.Overloaded):
        hands.run(run_call(made))
    assert {id(request.clock) for request in hands.sent} == {id(made.clock)}
    assert hands.time.seconds < 5


def test_loading_model_is_waited_for_before_the_next_is_asked() -> None:
    loading = json_reply({"error": "Model x is currently loading"}, 503)
    hands = driver(*[loading] * 99)
    made = call(
        "text-to-image", provider=ACME, others=(GLOBEX,), keys={name: Secret(KEYS[name]) for name in ("acme", "globex")}
    )
    made.clock = clock(Timeout(first_byte=3), hands.time)
    with pytest.raises(errors.ModelLoading):
        hands.run(run_call(made))
    asked = hosts(hands)
    assert asked.count("acme") >= 3
    assert asked == ["acme"] * asked.count("acme") + ["globex"] * asked.count("globex")
    assert "globex" in asked
    assert 1 < hands.time.seconds < 6  # the last wait may begin just before the end of the first 3 s


def test_each_is_repeated_as_the_client_says_before_the_next() -> None:
    hands = driver(*[status(503)] * 3, *[status(503)] * 2, json_reply(LABELS))
    made = call(provider=ACME, others=(GLOBEX,), keys={name: Secret(KEYS[name]) for name in ("acme", "globex")})
    made.clock = clock(None, hands.time)
    assert hands.run(run_call(made)).meta.attempts == 3
    assert hosts(hands) == ["acme"] * 3 + ["globex"] * 3


# Arguments


def refused(**options: Any) -> str:
    with pytest.raises(errors.InvalidInput) as caught:
        InferenceClient(**options)
    return str(caught.value)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"provider": []}, "a name, a Provider or a list of them"),
        ({"provider": ["groq", ""]}, "provider must be a non-empty string"),
        ({"provider": ["groq", None]}, "provider must be a name, a Provider or a list of them"),
        ({"provider": ["groq", 7]}, "provider must be a name, a Provider or a list of them"),
        pytest.param(
            {"provider": {"groq", "together"}}, "provider must be a name, a Provider or a list of them", id="set"
        ),
        ({"provider": ["groq", "https://h"]}, "make a client of its own for a URL"),
        ({"provider": ["groq", "together"], "base_url": "https://h"}, "cannot be at one URL"),
        ({"provider": ["groq", "together"], "model": "https://h"}, "cannot be at one URL"),
        ({"provider": ["groq", "together"], "api_key": "gsk-1"}, "one key for several providers must be a Hub token"),
        ({"provider": ["groq", "together"], "token": "gsk-1"}, "one key for several providers must be a Hub token"),
        (
            {"provider": ["groq", "together"], "token": "gsk-1", "api_key": {"together": "t"}},
            "one key for several providers must be a Hub token",
        ),
        (
            {"provider": ["groq", "together"], "api_key": "hf_1", "headers": {"X-Api-Key": "k"}},
            "header 'x-api-key' would go to each of the providers",
        ),
        ({"provider": ["groq", "together"], "api_key": {"grok": "k"}}, "api_key has a key for grok"),
        ({"provider": "groq", "api_key": {"together": "k"}}, "api_key has a key for together"),
        ({"api_key": {"together": "k"}}, "api_key has a key for together"),
        ({"base_url": "http://h.example", "api_key": {"together": "k"}}, "api_key has a key for together"),
        ({"provider": ["groq", "together"], "api_key": {"groq": 7}}, "token must be a string"),
        ({"provider": ["groq", "together"], "api_key": {"groq": ""}}, "api_key['groq'] must be a key"),
        ({"provider": ["groq", "together"], "api_key": {"groq": None}}, "api_key['groq'] must be a key"),
        ({"provider": ["groq", "together"], "api_key": {"groq": "a b"}}, "The key holds spaces"),
        ({"provider": ["groq", "together"], "api_key": {7: "k"}}, "api_key has a key for 7"),
    ],
    ids=str,
)
def test_wrong_list_or_keys_are_refused(options: dict[str, Any], words: str) -> None:
    assert words in refused(**options)


@pytest.mark.parametrize("key", ["gsk-geheim", {"grok": "gsk-geheim"}])
def test_refusal_shows_no_key(key: Any) -> None:
    assert "geheim" not in refused(provider=["groq", "together"], api_key=key)


def test_unknown_provider_of_a_list_is_refused_when_it_is_asked() -> None:
    client, _ = scripted("sync", provider=["gorq", "groq"], api_key={"gorq": "a", "groq": "b"})
    with pytest.raises(errors.InvalidInput, match="provider='gorq' is not known"):
        client.chat_completion("Hi", model="m")


def test_key_for_all_may_be_given_beside_some_of_their_own() -> None:
    client, script = scripted(
        "sync",
        mapping("groq", "together"),
        status(429),
        mapping("groq", "together"),
        json_reply(ANSWER),
        provider=["groq", "together"],
        token="hf_a",
        api_key={"groq": "gsk-1"},
        retry=0,
    )
    client.chat_completion("Hi", model="org/m")
    shown = [(request.url.split("/")[2], request.headers.get("authorization")) for request in script.sent]
    assert shown == [
        ("huggingface.co", None),
        ("api.groq.com", "Bearer gsk-1"),
        ("huggingface.co", "Bearer hf_a"),
        ("router.huggingface.co", "Bearer hf_a"),
    ]


def test_any_key_goes_through_the_router_where_that_is_said() -> None:
    client, script = scripted(
        "sync", mapping("groq"), json_reply(ANSWER), provider=["groq", "together"], api_key="jwt", route="hub"
    )
    client.chat_completion("Hi", model="org/m")
    assert script.sent[1].url.startswith("https://router.huggingface.co/groq/")
    with pytest.raises(errors.InvalidInput, match="one key for several providers"):
        client.chat_completion("Hi", model="org/m", options=RequestOptions(route="direct"))
    assert len(script.sent) == 2


def test_keys_can_be_changed_together() -> None:
    client = InferenceClient(provider=["groq", "together"], api_key={"groq": "a", "together": "b"})
    assert [each.key for each in client.with_options(api_key="hf_a")._settings.candidates()] == [Secret("hf_a")] * 2
    changed = client.with_options(api_key={"groq": "c", "together": "d"})
    assert [each.key for each in changed._settings.candidates()] == [Secret("c"), Secret("d")]
    assert [each.key for each in client._settings.candidates()] == [Secret("a"), Secret("b")]
    with pytest.raises(errors.InvalidInput, match="one key for several"):
        client.with_options(api_key="gsk-1")
