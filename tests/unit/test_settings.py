"""What a client may be told: the constructor, `with_options`, options of a call, pickling, and what is refused."""

from __future__ import annotations

import pickle
import warnings
from fractions import Fraction
from math import inf, nan

import pytest
from scripted import json_reply, scripted

from inferlink import AsyncInferenceClient, InferenceClient, Provider, RequestOptions, Retry, Timeout
from inferlink._auth import Secret
from inferlink._settings import Settings, State, clean_headers, read_key, read_place, warn
from inferlink.errors import InferenceError, InferlinkWarning, InvalidInput

KINDS = [InferenceClient, AsyncInferenceClient]
ACME = {"name": "acme", "base": "https://api.acme.example", "tasks": {"text-classification": {"use": "pipeline"}}}


def refused(**options: object) -> str:
    """The words of the refusal, the same for both clients."""
    messages = []
    for kind in KINDS:
        with pytest.raises(InvalidInput) as caught:
            kind(**options)  # type: ignore[arg-type]  # wrong on purpose
        messages.append(str(caught.value))
    assert messages[0] == messages[1]
    return messages[0]


# The constructor


@pytest.mark.parametrize("kind", KINDS)
def test_a_client_needs_no_argument_and_reads_no_file(kind, monkeypatch):
    monkeypatch.setattr("pathlib.Path.read_text", lambda *a, **k: pytest.fail("a file was read"))
    assert repr(kind()) == f"{kind.__name__}()"


@pytest.mark.parametrize(
    "given",
    [
        {"base_url": "http://h.example/v1"},
        {"model": "http://h.example/v1"},
        {"provider": "http://h.example/v1"},
        {"model": "HTTP://h.example/v1"},
    ],
)
def test_a_url_may_come_as_base_url_model_or_provider(given):
    settings = InferenceClient(**given)._settings
    assert (settings.base_url or "").lower() == "http://h.example/v1"
    assert settings.model is None
    assert settings.provider is None


def test_a_name_goes_with_a_url():
    settings = InferenceClient("qwen", base_url="http://h.example")._settings
    assert (settings.model, settings.base_url) == ("qwen", "http://h.example")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"model": "http://a", "base_url": "http://b"}, "base_url and model both hold a URL"),
        ({"provider": "http://a", "base_url": "http://b"}, "base_url and provider both hold a URL"),
        ({"provider": "http://a", "model": "http://b"}, "model and provider both hold a URL"),
        ({"token": "hf_a", "api_key": "hf_b"}, "two names for the same thing"),
        ({"token": False, "api_key": "hf_b"}, "two names for the same thing"),
        ({"token": True}, "token=True is not supported"),
        ({"provider": ["groq"], "api_key": {"gorq": "k"}}, "api_key has a key for gorq, which provider= does not name"),
        ({"api_key": {"groq": "k"}}, "api_key has a key for groq"),
        ({"provider": "groq", "api_key": {"groq": "a\nb"}}, "line breaks"),
        ({"token": b"hf_a"}, "token must be a string, False or None, got bytes"),
        ({"api_key": "hf_a\r\nX-Evil: 1"}, "line breaks"),
        ({"model": ""}, "model must be a non-empty string"),
        ({"model": "  "}, "model must be a non-empty string"),
        ({"model": 7}, "model must be a non-empty string, got 7"),
        ({"base_url": ""}, "base_url must be a non-empty string"),
        ({"base_url": "localhost:8080"}, "'localhost:8080' is no http or https URL; write it out, as http://"),
        ({"base_url": "ftp://h"}, "'ftp://h' is no http or https URL"),
        ({"base_url": "http://"}, "'http://' is no http or https URL"),
        ({"base_url": "http://h.example/a b"}, "is no http or https URL"),
        ({"base_url": "http://h.example/\r\nX-Evil: 1"}, "is no http or https URL"),
        ({"base_url": "http://h.example:port"}, "host or port that cannot be read"),
        ({"base_url": "http://h.example:99999"}, "host or port that cannot be read"),
        ({"base_url": "http://[::1"}, "host or port that cannot be read"),
        ({"provider": ""}, "provider must be a non-empty string"),
        ({"provider": 7}, "provider must be a name, a Provider or a list of them, got 7"),
        ({"provider": []}, "provider must be a name, a Provider or a list of them, got []"),
        ({"provider": ["groq", ""]}, "provider must be a non-empty string"),
        ({"provider": ["groq", "http://h.example"]}, "a list of providers holds names"),
        ({"bill_to": ""}, "bill_to must be a non-empty string"),
        ({"bill_to": "a\r\nX-Evil: 1"}, "must be text without line breaks"),
        ({"timeout": 0}, "total must be a positive number of seconds"),
        ({"timeout": -1.0}, "total must be a positive number"),
        ({"timeout": "10"}, "total must be a positive number of seconds or None, got '10'"),
        ({"timeout": True}, "total must be a positive number"),
        ({"timeout": nan}, "total must be a positive number"),
        ({"timeout": inf}, "total must be a positive number of seconds or None"),
        ({"retry": -1}, "retry: attempts, base and maximum must be numbers from 0 up"),
        ({"retry": "2"}, "retry: attempts"),
        ({"headers": {"x": "a\nb"}}, "header 'x' must be text without line breaks"),
        ({"headers": {"x": "a\0b"}}, "header 'x' must be text without line breaks"),
        ({"headers": {"x": "a\u010ab"}}, "header 'x' must be text without line breaks"),
        ({"bill_to": "acme\r\nX-Evil: 1"}, "header 'x-hf-bill-to' must be text without line breaks"),
        ({"cookies": {"a\n": "b"}}, "header 'cookie' must be text without line breaks"),
        ({"headers": {"x\r\ny": "a"}}, "must be text without line breaks, under a name of plain characters"),
        ({"headers": {"x y": "a"}}, "under a name of plain characters"),
        ({"headers": {"": "a"}}, "under a name of plain characters"),
        ({"headers": {"x": 1}}, "header 'x' must be text"),
        ({"headers": [("x", "a")]}, "headers must be a Mapping, got list"),
        ({"cookies": "a=b"}, "cookies must be a Mapping, got str"),
        ({"cookies": {"a": "b\r\nX-Evil: 1"}}, "header 'cookie' must be text without line breaks"),
        ({"route": "router"}, "route must be one of None, 'hub', 'direct', got 'router'"),
        ({"unsupported": "ignore"}, "unsupported must be one of 'refuse', 'drop', got 'ignore'"),
        ({"max_connections": 0}, "max_connections must be at least 1"),
        ({"max_connections": "9"}, "max_connections must be at least 1"),
        ({"max_connections": 2.5}, "max_connections must be at least 1, a whole number"),
        ({"keepalive": -1}, "keepalive must not be negative"),
        ({"keepalive": None}, "keepalive must not be negative"),
    ],
)
def test_what_cannot_work_is_refused(given, words):
    assert words in refused(**given)


@pytest.mark.parametrize("url", ["http://user:geheim@h", "http://geheim@h", "https://user:geheim@h/v1?x=1"])
@pytest.mark.parametrize("argument", ["base_url", "model", "provider"])
def test_a_url_with_a_password_is_refused_without_showing_it(url, argument):
    message = refused(**{argument: url})
    assert "api_key=" in message
    assert "geheim" not in message


def test_a_refusal_shows_no_password_that_could_not_be_read():
    assert "geheim" not in refused(base_url="http://user:geheim")
    assert "geheim" not in refused(base_url="ftp://h?key=geheim")


@pytest.mark.parametrize(
    ("token", "api_key", "expected"),
    [
        (None, None, None),
        ("hf_a", None, Secret("hf_a")),
        (None, "hf_a\n", Secret("hf_a")),
        (False, None, False),
        (None, False, False),
        ("", None, False),
        ("  ", None, False),
    ],
)
def test_a_key_comes_by_either_name_or_not_at_all(token, api_key, expected):
    assert read_key(token, api_key) == expected


def test_each_provider_may_have_its_own_key():
    own = Provider.from_dict(ACME)
    settings = InferenceClient(provider=["groq", own], api_key={"groq": "sk-g", "acme": "sk-a"})._settings
    assert [each.provider for each in settings.candidates()] == ["groq", own]
    assert [each.key for each in settings.candidates()] == [Secret("sk-g"), Secret("sk-a")]
    assert "sk-" not in repr(settings)


def test_keys_by_provider_are_not_pickled():
    client = InferenceClient(provider=["groq", "together"], api_key={"groq": "sk-geheim"})
    data = pickle.dumps(client)
    assert b"geheim" not in data
    assert pickle.loads(data)._settings.key_lost


def test_header_names_are_compared_without_case():
    assert clean_headers({"X-A": "1", "x-b ": "\xe9\t2"}) == {"x-a": "1", "x-b": "\xe9\t2"}
    assert clean_headers(None) == {}


def test_cookies_become_one_header():
    assert InferenceClient(cookies={"a": "1", "b": "2"})._settings.headers == {"cookie": "a=1; b=2"}


def test_a_place_without_a_url_stays_as_it_is():
    own = Provider.from_dict(ACME)
    assert read_place("m", "auto", None) == ("m", "auto", None)
    assert read_place(None, own, None) == (None, own, None)
    assert read_place(None, own, "http://h.example") == (None, own, "http://h.example")


def test_the_repr_shows_where_calls_go_and_nothing_that_is_secret():
    client = InferenceClient(
        "m", base_url="http://h.example/v1?code=geheim", api_key="geheim", headers={"x-key": "geheim"}
    )
    assert repr(client) == "InferenceClient(model='m', base_url='http://h.example/v1')"
    assert "geheim" not in repr(client._settings.key)
    assert repr(InferenceClient(provider=Provider.from_dict(ACME))) == "InferenceClient(provider='acme')"


# with_options


@pytest.mark.parametrize("kind", KINDS)
def test_a_changed_client_shares_all_but_what_was_changed(kind):
    client = kind("a", base_url="http://h.example", headers={"x": "1"}, timeout=3)
    other = client.with_options(model="b", headers={"Y": "2"}, retry=5, timeout=4)
    assert (client._settings.model, other._settings.model) == ("a", "b")
    assert other._settings.headers == {"x": "1", "y": "2"}
    assert other._settings.retry == Retry(attempts=5)
    assert other._settings.timeout == 4
    assert other._settings.base_url == "http://h.example"
    assert other._link is client._link
    assert other._state is client._state
    assert type(other) is kind


def test_options_that_are_left_out_stay():
    client = InferenceClient(token="hf_a", bill_to="acme", route="hub", unsupported="drop")
    assert client.with_options()._settings == client._settings


def test_a_key_can_be_changed_and_taken_away():
    client = InferenceClient(token="hf_a")
    assert client.with_options(api_key="hf_b")._settings.key == Secret("hf_b")
    assert client.with_options(api_key=False)._settings.key is False
    assert client._settings.key == Secret("hf_a")


@pytest.mark.parametrize(
    "changes", [{"model": "http://h.example"}, {"timeout": 0}, {"headers": {"x": "\n"}}, {"model": ""}]
)
def test_wrong_changes_are_refused(changes):
    with pytest.raises(InvalidInput):
        InferenceClient(base_url="http://h.example").with_options(**changes)


# Options of a call


def test_options_of_a_call_come_before_those_of_the_client():
    settings = Settings(timeout=1, headers={"a": "1", "b": "1"}, route="hub")
    options = RequestOptions(timeout=2, retry=0, headers={"B": "2"}, unsupported="drop", route="direct")
    changed = settings.with_options(options)
    assert changed.timeout == 2
    assert changed.retry == Retry(attempts=0)
    assert changed.headers == {"a": "1", "b": "2"}
    assert changed.unsupported == "drop"
    assert changed.route == "direct"


def test_options_that_are_not_set_come_from_the_client():
    settings = Settings(timeout=1, headers={"a": "1"}, route="hub", unsupported="drop", retry=Retry(attempts=7))
    assert settings.with_options(None) is settings
    assert settings.with_options(RequestOptions()) == settings


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"options": {"timeout": 3}}, "options must be a RequestOptions, got dict"),
        ({"options": RequestOptions(timeout=-1)}, "must be a positive number"),
        ({"options": RequestOptions(headers={"x": "\r\n"})}, "without line breaks"),
        ({"options": RequestOptions(unsupported="no")}, "unsupported must be one of"),  # type: ignore[arg-type]
        ({"extra_body": [1]}, "extra_body must be a Mapping, got list"),
        ({"model": ""}, "model must be a non-empty string"),
        ({"model": 3}, "model must be a non-empty string"),
        ({"model": "http://other"}, "model is a URL, and the client has one already"),
    ],
)
def test_wrong_options_of_a_call_are_refused_before_anything_is_sent(kind, arguments, words):
    client, script = scripted(kind, base_url="http://h.example")
    with pytest.raises(InvalidInput, match=words):
        client.text_classification("I like it", **arguments)
    assert script.sent == []


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_headers_reach_the_target_as_they_were_given(kind):
    client, script = scripted(
        kind,
        json_reply([{"label": "A", "score": 1}]),
        base_url="http://h.example",
        api_key="k",
        headers={"X-Client": "1"},
    )
    options = RequestOptions(headers={"Authorization": "Custom x", "User-Agent": "mine"})
    client.text_classification("I like it", options=options)
    assert script.sent[0].headers == {
        "accept": "application/json",
        "user-agent": "mine",
        "content-type": "application/json",
        "authorization": "Custom x",
        "x-client": "1",
    }


# Timeout and retry as values


def test_a_plain_number_is_the_deadline_of_a_call_and_the_patience_of_a_stream():
    assert Timeout.of(5, stream=False) == Timeout(total=5)
    assert Timeout.of(5, stream=True) == Timeout(first_byte=5, idle=5)
    assert Timeout.of(None, stream=True) == Timeout()
    assert Timeout.of(Timeout(pool=1), stream=True) == Timeout(pool=1)


def test_a_clock_may_be_switched_off():
    assert Timeout(connect=None, pool=None, first_byte=None, idle=None).total is None


@pytest.mark.parametrize("clock", ["connect", "pool", "first_byte", "idle", "total"])
@pytest.mark.parametrize("value", [0, -1, nan, inf, "1", True, Fraction(1, 2)])
def test_a_clock_must_be_a_positive_number(clock, value):
    with pytest.raises(InvalidInput, match=f"timeout: {clock} must be a positive number of seconds or None"):
        Timeout(**{clock: value})


def test_a_number_is_a_number_of_retries():
    assert Retry.of(None) == Retry()
    assert Retry.of(0) == Retry(attempts=0)
    assert Retry.of(Retry(base=1)) == Retry(base=1)


@pytest.mark.parametrize("wrong", [{"attempts": -1}, {"base": -0.1}, {"maximum": nan}, {"base": None}])
def test_a_retry_has_no_negative_numbers(wrong):
    with pytest.raises(InvalidInput, match="from 0 up"):
        Retry(**wrong)


# Pickling


@pytest.mark.parametrize("kind", KINDS)
def test_a_client_is_pickled_without_its_secrets(kind):
    client = kind(
        "m", base_url="http://h.example", token="hf_geheim", timeout=3, headers={"X-Api-Key": "geheim", "x-run": "7"}
    )
    data = pickle.dumps(client)
    assert b"geheim" not in data
    settings = pickle.loads(data)._settings
    assert (settings.model, settings.base_url, settings.timeout) == ("m", "http://h.example", 3)
    assert settings.headers == {"x-run": "7"}
    assert settings.key is None


@pytest.mark.parametrize("kind", KINDS)
def test_a_client_is_pickled_without_the_secrets_of_its_url(kind):
    data = pickle.dumps(kind(base_url="http://h.example/v1?api_key=geheim&api-version=7"))
    assert b"geheim" not in data
    settings = pickle.loads(data)._settings
    assert (settings.base_url, settings.key_lost) == ("http://h.example/v1?api-version=7", True)
    assert not pickle.loads(pickle.dumps(kind(base_url="http://h.example/v1?a=1")))._settings.key_lost


def test_white_space_around_a_header_is_no_part_of_it():
    assert clean_headers({"X-Team": " a b\t"}) == {"x-team": "a b"}


def test_options_of_a_call_show_no_header():
    assert "geheim" not in repr(RequestOptions(headers={"Authorization": "Bearer geheim"}))


def test_the_pool_and_the_flavour_are_kept():
    client = pickle.loads(pickle.dumps(AsyncInferenceClient(max_connections=3, keepalive=5)))
    assert isinstance(client, AsyncInferenceClient)
    assert (client._link.settings.max_connections, client._link.settings.keepalive) == (3, 5)


def test_a_client_that_wants_no_key_still_wants_none():
    client = pickle.loads(pickle.dumps(InferenceClient(token=False)))
    assert client._settings.key is False
    assert not client._settings.key_lost


def test_a_provider_of_ones_own_is_pickled_with_the_client():
    own = Provider.from_dict(
        {**ACME, "tasks": {"text-classification": {"use": "pipeline", "response": {"pick": "x", "type": "list"}}}}
    )
    client = pickle.loads(pickle.dumps(InferenceClient(provider=own)))
    assert client._settings.provider == own


@pytest.mark.parametrize("again", ["settings", "client"])
def test_a_lost_key_is_an_error_and_not_a_call_without_one(again):
    client = pickle.loads(pickle.dumps(InferenceClient(base_url="http://h.example", token="hf_a")))
    client = pickle.loads(pickle.dumps(client)) if again == "client" else client
    with pytest.raises(InvalidInput, match="keys are never pickled"):
        client.text_classification("I like it")


@pytest.mark.parametrize("options", [{"api_key": "hf_b"}, {"api_key": False}, {"headers": {"authorization": "x"}}])
def test_a_lost_key_can_be_given_again(options):
    client = pickle.loads(pickle.dumps(InferenceClient(base_url="http://h.example", token="hf_a")))
    assert not client.with_options(**options)._settings.key_lost


def test_a_client_with_an_httpx_client_of_ones_own_cannot_be_pickled():
    with pytest.raises(TypeError, match="http_client"):
        pickle.dumps(InferenceClient(http_client=object()))


# State and warnings


def test_the_budget_is_ten_retries_and_grows_a_tenth_with_each_success():
    state = State()
    assert [state.spend_retry() for _ in range(11)] == [True] * 10 + [False]
    for _ in range(9):
        state.succeeded()
    assert not state.spend_retry()
    state.succeeded()
    state.succeeded()
    assert state.spend_retry()
    assert not state.spend_retry()


def test_the_budget_never_grows_beyond_ten():
    state = State()
    for _ in range(50):
        state.succeeded()
    assert sum(state.spend_retry() for _ in range(20)) == 10


def test_a_warning_is_ours_and_in_the_log(caplog):
    with pytest.warns(InferlinkWarning, match="look out"):
        warn("look out")
    assert "look out" in caplog.text


def test_a_warning_may_be_made_an_error():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(InferlinkWarning):
            warn("look out")


def test_every_refusal_is_also_a_value_error():
    assert issubclass(InvalidInput, ValueError)
    assert issubclass(InvalidInput, InferenceError)
