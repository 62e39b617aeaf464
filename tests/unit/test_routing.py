"""Where a call goes: URLs, providers, the Hub's answers, and the refusals that say what would work."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import Any

import pytest
from flows import call, driver
from hypothesis import given
from hypothesis import strategies as st
from scripted import json_reply, reply, scripted

from inferlink import Provider, RequestOptions
from inferlink._auth import Secret
from inferlink._settings import Settings, State
from inferlink._specs.catalog import SHIPPED
from inferlink._targets.hf_hub import Mapping, model_info
from inferlink._targets.routing import resolve, resolve_host
from inferlink._targets.targets import Target, find_provider
from inferlink._urls import complete_url, is_url, join_url, model_path
from inferlink.errors import APIConnectionError, HubError, InferenceTimeoutError, InferlinkWarning, InvalidInput
from inferlink.errors import NotSupported as Unserved

KINDS = ["sync", "async"]
ROUTE = {"path": "/{model}", "set": [{"to": "inputs", "from": "input"}], "rest": "parameters"}
HUB = "https://huggingface.co/api/models/"


def own(**words: Any) -> Provider:
    """A provider file of the test's own."""
    return Provider.from_dict(
        {"name": "acme", "base": "https://api.acme.example", "tasks": {"text-classification": ROUTE}, **words}
    )


@pytest.fixture
def hosted(monkeypatch: pytest.MonkeyPatch):
    """Makes provider files look like shipped ones."""

    def ship(*providers: Provider) -> None:
        served = {
            task: (*known, *(provider.name for provider in providers if task in provider.tasks))
            for task, known in SHIPPED.providers_of.items()
        }
        named = {**SHIPPED.providers, **{provider.name: (provider.name,) for provider in providers}}
        monkeypatch.setattr("inferlink._specs.catalog.SHIPPED", replace(SHIPPED, providers=named, providers_of=served))
        monkeypatch.setattr(
            "inferlink._targets.targets._LOADED", {(provider.name,): provider for provider in providers}
        )

    return ship


def mapping(task: str = "text-classification", **providers: str | dict[str, str]) -> Any:
    """The Hub's answer: provider to the state of the model there, or to more words."""
    entries = {}
    for name, words in providers.items():
        more = words if isinstance(words, dict) else {"status": words}
        entries[name.replace("_", "-")] = {"providerId": f"{name}/model", "task": task, "status": "live", **more}
    return json_reply({"id": "org/m", "inferenceProviderMapping": entries})


def target(*answers: Any, task: str = "text-classification", model: str | None = None, **options: Any) -> Target:
    return driver(*answers).run(resolve(call(task, model, **options)))


def refusal(*answers: Any, **options: Any) -> str:
    with pytest.raises((InvalidInput, Unserved)) as caught:
        target(*answers, **options)
    return str(caught.value)


# URLs of the caller's own


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("http://localhost:8080", "endpoint"),
        ("http://localhost:8080/", "endpoint"),
        ("https://abc.endpoints.huggingface.cloud/custom", "endpoint"),
        ("http://localhost:8080/v1", "openai"),
        ("http://localhost:8080/v1/", "openai"),
        ("http://localhost:8080/api/v1?key=1", "openai"),
        ("http://localhost:8080/v1/chat/completions", "openai"),
        ("http://localhost:8080/v1beta", "endpoint"),
    ],
)
def test_a_bare_url_belongs_to_a_server_by_its_path(url, server):
    found = target(task="chat-completion", base_url=url)
    assert (found.provider.name, found.base, found.given) == (server, url, True)


def test_a_url_for_one_call_takes_no_model_of_the_client():
    made = call("chat-completion", "http://h.example")
    made.settings = Settings(model="m")
    found = driver().run(resolve(made))
    assert (found.base, found.model) == ("http://h.example", None)


def test_the_name_of_a_call_comes_before_that_of_the_client():
    made = call("chat-completion", "b")
    made.settings = Settings(model="a", base_url="http://h.example")
    assert driver().run(resolve(made)).model == "b"
    made.model = None
    assert driver().run(resolve(made)).model == "a"


def test_a_named_server_is_used_at_the_url():
    assert target(task="chat-completion", base_url="http://h.example", provider="openai").provider.name == "openai"
    assert target(task="chat-completion", base_url="http://h.example", provider="auto").provider.name == "endpoint"


def test_a_provider_of_ones_own_is_used_at_the_url():
    found = target(base_url="http://gateway:8080", provider=own(), key=Secret("k"))
    assert (found.provider.name, found.base, found.key) == ("acme", "http://gateway:8080", Secret("k"))


def test_a_hosted_provider_cannot_be_at_a_url():
    words = refusal(base_url="http://h.example/x?code=geheim", provider="hf-inference")
    assert "'hf-inference' is a hosted provider and cannot be combined with the URL http://h.example/x" in words
    assert "geheim" not in words


@pytest.mark.parametrize("url", ["http://user:geheim@h", "http://h.example:port", "http://h.example/\n"])
def test_a_wrong_url_of_one_call_is_refused(url):
    assert "geheim" not in refusal(model=url)


def test_a_url_never_needs_the_hub_or_a_key():
    found = driver()
    assert found.run(resolve(call("chat-completion", "org/m", base_url="http://localhost:1"))).key is None
    assert found.sent == []


def test_a_task_that_the_server_lacks_is_refused_with_what_it_has():
    words = refusal(base_url="http://h.example/v1", model="m")
    assert "openai text-classification: does not serve text-classification; it serves automatic_speech" in words
    assert "text-classification is served by hf-inference" in words


def test_a_key_in_the_servers_own_variable_is_for_that_server(monkeypatch):
    monkeypatch.setenv("ACME_KEY", "k")
    assert target(base_url="http://h.example", provider=own(key_env=["ACME_KEY"])).key == Secret("k")


# Providers by name


def test_an_unknown_provider_is_refused_with_those_that_are_known():
    words = refusal(provider="gorq", model="m")
    assert "provider='gorq' is not known; did you mean 'groq'? Hosted: auto, " in words
    assert "Servers: endpoint, " in words


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Groq", "; did you mean 'groq'?"),
        ("llama_cpp", "; did you mean 'llama-cpp'?"),
        ("acme.toml", "; for a file, pass Provider.from_file('acme.toml')."),
        ("elsewhere", "."),
    ],
)
def test_what_was_meant_by_an_unknown_provider_is_guessed(name, hint):
    assert f"is not known{hint} Hosted: auto" in refusal(provider=name, model="m")


def test_a_files_literal_is_read_once_and_off_the_loop(monkeypatch):
    monkeypatch.setattr("inferlink._targets.targets._LOADED", {})
    first, second = driver(), driver()
    assert first.run(find_provider("hf-inference", SHIPPED)) is second.run(find_provider("hf-inference", SHIPPED))
    assert (first.offloaded, second.offloaded) == (1, 0)


def test_a_server_without_an_address_needs_a_url():
    assert "has no address of its own: pass base_url=" in refusal(task="text-classification", provider="endpoint")


def test_a_provider_of_ones_own_is_called_directly_and_under_the_given_name(monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_machine")
    monkeypatch.setenv("ACME_KEY", "k")
    found = target(provider=own(key_env=["ACME_KEY"]), model="any/thing:at all")
    assert (found.base, found.routed, found.key) == ("https://api.acme.example", False, Secret("k"))
    assert found.model == "any/thing:at all"


def test_a_model_may_be_missing_where_the_file_says_so():
    assert target(provider=own(), key=Secret("k")).model is None
    assert "provider 'acme' needs a model" in refusal(provider=own(ids="verbatim"), key=Secret("k"))


def test_a_prefix_is_left_out_where_the_file_says_so():
    words = {"provider": own(ids="verbatim", strip="acme/"), "key": Secret("k")}
    assert target(model="acme/m", **words).model == "m"
    assert target(model="m", **words).model == "m"


def test_a_base_of_the_task_comes_first():
    routed = {"text-classification": {**ROUTE, "base": "https://queue.acme.example"}}
    assert target(provider=own(tasks=routed), key=Secret("k")).base == "https://queue.acme.example"


def test_a_local_server_is_called_at_its_usual_address():
    found = target(provider=own(address="http://localhost:11434", base="", key="optional"), model="m")
    assert (found.base, found.given, found.key) == ("http://localhost:11434", False, None)


# Keys and ways

BOTH = {"routing": "both", "ids": "verbatim", "key_env": ["ACME_KEY"]}


@pytest.mark.parametrize(
    ("options", "environment", "key", "routed"),
    [
        ({"key": Secret("hf_a")}, {}, "hf_a", True),
        ({"key": Secret("sk-a")}, {}, "sk-a", False),
        ({"key": Secret("jwt-a"), "route": "hub"}, {}, "jwt-a", True),
        ({"key": Secret("sk-a"), "route": "direct"}, {"HF_TOKEN": "hf_m"}, "sk-a", False),
        ({}, {"HF_TOKEN": "hf_m", "ACME_KEY": "sk-m"}, "hf_m", True),
        ({}, {"HF_TOKEN": "jwt-m"}, "jwt-m", True),
        ({}, {"ACME_KEY": "sk-m"}, "sk-m", False),
        ({"route": "direct"}, {"HF_TOKEN": "hf_m", "ACME_KEY": "sk-m"}, "sk-m", False),
        ({"route": "hub"}, {"HF_TOKEN": "hf_m", "ACME_KEY": "sk-m"}, "hf_m", True),
    ],
)
def test_the_key_decides_the_way(monkeypatch, options, environment, key, routed):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    found = target(provider=own(**BOTH), model="m", **options)
    assert (found.key, found.routed) == (Secret(key), routed)
    assert found.base == ("https://router.huggingface.co/acme" if routed else "https://api.acme.example")


def test_the_way_of_one_call_comes_before_the_clients():
    made = call(model="m", provider=own(**BOTH), key=Secret("jwt"), route="direct")
    made.settings = made.settings.with_options(RequestOptions(route="hub"))
    assert driver().run(resolve(made)).routed


@pytest.mark.parametrize(
    ("words", "options", "expected"),
    [
        (BOTH, {}, "needs a key: pass api_key=..., or set ACME_KEY, or log in to the Hub"),
        (BOTH, {"key": False}, "needs a key"),
        (BOTH, {"route": "direct", "key": Secret("hf_a")}, "A Hub token cannot be sent to acme directly"),
        ({"routing": "direct"}, {"key": Secret("hf_a")}, "A Hub token cannot be sent to acme directly"),
        ({"routing": "direct"}, {}, "provider 'acme' needs a key: pass api_key=...."),
        ({"routing": "hub", "ids": "verbatim"}, {}, "pass api_key=..., or log in to the Hub (HF_TOKEN)."),
        ({"routing": "direct"}, {"route": "hub"}, "acme cannot be called with route='hub'"),
        ({"routing": "hub"}, {"route": "direct"}, "acme cannot be called with route='direct'"),
    ],
)
def test_a_missing_or_wrong_key_is_refused(words, options, expected):
    assert expected in refusal(provider=own(**words), model="m", **options)


def test_the_machines_key_never_goes_to_a_provider_directly(monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "jwt-m")
    assert "needs a key" in refusal(provider=own(routing="direct"), model="m")


def test_another_router_address_is_the_files_word():
    found = target(provider=own(**BOTH, hub_base="/else"), model="m", key=Secret("hf_a"))
    assert found.base == "https://router.huggingface.co/else"


# No provider named


def test_chat_without_a_provider_goes_through_the_router_without_a_look_up():
    found = driver()
    result = found.run(resolve(call("chat-completion", "org/m:fastest", key=Secret("hf_a"))))
    assert (result.base, result.model, result.provider.name) == (
        "https://router.huggingface.co",
        "org/m:fastest",
        "auto",
    )
    assert found.sent == []


@pytest.mark.parametrize("model", ["org/m", None])
@pytest.mark.parametrize("task", ["chat-completion", "text-classification"])
def test_a_providers_key_without_the_providers_name_is_refused(task, model):
    assert "A provider's own key needs that provider's name" in refusal(task=task, model=model, key=Secret("r8_a"))


def test_the_hubs_first_live_provider_that_is_known_is_taken(hosted):
    hosted(own(**BOTH), own(**BOTH, name="globex"))
    answer = {"unknown": "live", "acme": "error", "globex": "live", "hf_inference": "live"}
    found = driver(mapping(**answer), mapping(**answer)).run(resolve(call(model="org/m", key=Secret("hf_a"))))
    assert found.provider.name == "globex"


def test_the_order_is_the_users_own(hosted):
    hosted(own(**BOTH), own(**BOTH, name="globex"))
    assert target(mapping(globex="live", acme="live"), model="org/m", key=Secret("hf_a")).provider.name == "globex"
    assert target(mapping(acme="live", globex="live"), model="org/m", key=Secret("hf_a")).provider.name == "acme"


def test_without_a_live_provider_a_failing_one_comes_before_a_test(hosted):
    mapped = {**BOTH, "ids": "mapped"}
    hosted(own(**mapped), own(**mapped, name="globex"))
    with pytest.warns(InferlinkWarning, match="the last health check of globex failed"):
        found = target(mapping(acme="staging", globex="error"), model="org/m", key=Secret("hf_a"))
    assert found.provider.name == "globex"


def test_an_entry_for_another_task_does_not_count():
    words = refusal(mapping("fill-mask", hf_inference="live"), model="org/m", key=Secret("hf_a"))
    assert "no known provider serves 'org/m' for text-classification" in words
    assert "hf-inference (fill-mask)" in words


def test_an_empty_mapping_is_no_crash():
    words = refusal(json_reply({"id": "org/m", "inferenceProviderMapping": {}}), model="org/m", key=Secret("hf_a"))
    assert "the Hub maps it to none" in words


def test_the_chosen_provider_is_called_with_one_look_up(hosted):
    hosted(own(**{**BOTH, "ids": "mapped"}))
    found = driver(mapping(acme="live"))
    result = found.run(resolve(call(model="org/m", key=Secret("hf_a"))))
    assert (result.model, result.hf_model, result.routed) == ("acme/model", "org/m", True)
    assert len(found.sent) == 1


# Look-ups

MAPPED = {"routing": "both", "ids": "mapped"}


def test_the_hub_gives_the_providers_name_of_a_model():
    answer = mapping(acme={"providerId": "acme-1", "adapter": "lora", "adapterWeightsPath": "w.safetensors"})
    found = target(answer, provider=own(**MAPPED), model="org/m", key=Secret("hf_a"))
    assert found.model == "acme-1"
    assert found.mapping == Mapping("acme", "acme-1", "text-classification", "live", "lora", "w.safetensors")


def test_a_mapping_may_be_a_list():
    entries = [3, {"provider": "acme", "providerId": "acme-1", "task": "text-classification", "status": "live"}]
    answer = json_reply({"inferenceProviderMapping": entries})
    assert target(answer, provider=own(**MAPPED), model="org/m", key=Secret("hf_a")).model == "acme-1"


def test_the_look_up_carries_the_clients_hub_key():
    found = driver(mapping(acme="live"))
    found.run(resolve(call(model="org/m", provider=own(**MAPPED), key=Secret("hf_a"))))
    assert found.sent[0].url.startswith(f"{HUB}org/m?expand=inferenceProviderMapping")
    assert found.sent[0].headers == {"accept": "application/json", "authorization": "Bearer hf_a"}


def test_a_providers_key_and_the_clients_headers_never_reach_the_hub():
    found = driver(mapping(acme="live"))
    options = {"provider": own(**MAPPED), "key": Secret("sk-a"), "headers": {"cookie": "c", "authorization": "x"}}
    found.run(resolve(call(model="org/m", **options, bill_to="org")))
    assert found.sent[0].headers == {"accept": "application/json"}


def test_the_key_does_not_go_to_a_hub_over_plain_http(monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", "http://hub.acme.example")
    found = driver(mapping(acme="live"))
    found.run(resolve(call(model="org/m", provider=own(**MAPPED), key=Secret("hf_a"))))
    assert found.sent[0].url.startswith("http://hub.acme.example/api/models/org/m")
    assert "authorization" not in found.sent[0].headers


@pytest.mark.parametrize("status", ["staging", "error"])
def test_a_model_that_is_not_live_is_used_with_a_warning(status):
    with pytest.warns(InferlinkWarning, match="staging mode" if status == "staging" else "health check"):
        found = target(mapping(acme=status), provider=own(**MAPPED), model="org/m", key=Secret("hf_a"))
    assert found.model == "acme/model"


def test_a_model_that_the_provider_lacks_is_refused_with_those_that_have_it():
    words = refusal(mapping(globex="live", initech="live"), provider=own(**MAPPED), model="org/m", key=Secret("hf_a"))
    assert "acme does not serve 'org/m'; the Hub maps it to globex, initech." in words


def test_a_model_for_another_task_is_refused_with_the_method_to_call():
    with pytest.raises(InvalidInput) as caught:
        target(mapping("conversational", acme="live"), provider=own(**MAPPED), model="org/m", key=Secret("hf_a"))
    assert "model 'org/m' serves conversational, not text-classification: call client.chat_completion(...)." in str(
        caught.value
    )
    assert (caught.value.provider, caught.value.task, caught.value.model) == ("acme", "text-classification", "org/m")


@pytest.mark.parametrize("model", ["a/b/c", "../m", "org/..", "/m", "org/", "./m", "org//m"])
def test_a_model_id_cannot_leave_its_place_at_the_hub(model):
    found = driver()
    with pytest.raises(InvalidInput, match="model="):
        found.run(resolve(call(model=model, provider=own(**MAPPED), key=Secret("hf_a"))))
    assert found.sent == []


def test_what_is_special_in_a_model_id_is_escaped():
    found = driver(mapping(acme="live"))
    found.run(resolve(call(model="org/m?x=1#y", provider=own(**MAPPED), key=Secret("hf_a"))))
    assert found.sent[0].url.startswith(f"{HUB}org/m%3Fx%3D1%23y?expand=")


# Models whose task is checked

HF = {"provider": "hf-inference", "key": Secret("hf_a")}


def tagged(tag: str | None) -> Any:
    return json_reply({"id": "org/m", "pipeline_tag": tag})


@pytest.mark.parametrize(
    ("tag", "task"),
    [
        ("text-generation", "text-generation"),
        ("text-generation", "chat-completion"),
        ("text2text-generation", "text-generation"),
        ("image-text-to-text", "chat-completion"),
        ("feature-extraction", "feature-extraction"),
        ("sentence-similarity", "feature-extraction"),
        ("text-classification", "text-classification"),
        (None, "text-classification"),
    ],
)
def test_a_tag_of_the_hub_serves_these_tasks(tag, task):
    found = target(tagged(tag), task=task, model="org/m", **HF)
    assert (found.model, found.routed) == ("org/m", True)


@pytest.mark.parametrize(
    ("tag", "task", "method"),
    [
        ("text2text-generation", "chat-completion", "client.text_generation(...)"),
        ("image-text-to-text", "text-generation", "client.chat_completion(...)"),
        ("text-classification", "text-generation", "client.text_classification(...)"),
    ],
)
def test_another_tag_is_refused_with_the_method_to_call(tag, task, method):
    assert method in refusal(tagged(tag), task=task, model="org/m", **HF)


def test_a_tag_without_a_method_is_refused_without_a_hint():
    words = refusal(tagged("robotics"), model="org/m", **HF)
    assert words.endswith("model 'org/m' serves robotics, not text-classification.")


def test_without_a_tag_the_mapping_tells_the_task():
    words = refusal(mapping("fill-mask", hf_inference="live"), model="org/m", **HF)
    assert "serves fill-mask" in words


# Recommended models


def test_without_a_model_the_hub_recommends_one_with_a_warning():
    tasks = {"text-classification": {"widgetModels": ["org/best", "org/second"]}}
    with pytest.warns(InferlinkWarning, match="using 'org/best', which the Hub recommends now. Pass model="):
        found = target(json_reply(tasks), tagged("text-classification"))
    assert (found.provider.name, found.model) == ("hf-inference", "org/best")


@pytest.mark.parametrize(
    "tasks",
    [{}, {"text-classification": {}}, {"text-classification": {"widgetModels": []}}, {"text-classification": 3}],
)
def test_a_task_without_a_recommended_model_needs_one(tasks):
    assert "The Hub recommends no model for text-classification: pass model='owner/name'." in refusal(json_reply(tasks))


def test_no_other_provider_gets_a_recommended_model():
    assert "provider 'acme' needs a model" in refusal(provider=own(**MAPPED), key=Secret("sk-a"))


def test_the_machines_key_asks_for_recommended_models(monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_machine")
    found = driver(json_reply({"text-classification": {"widgetModels": ["a/b"]}}), tagged(None))
    with pytest.warns(InferlinkWarning):
        found.run(resolve(call()))
    assert [request.url.partition("?")[0] for request in found.sent] == [
        "https://huggingface.co/api/tasks",
        f"{HUB}a/b",
    ]
    assert {request.headers["authorization"] for request in found.sent} == {"Bearer hf_machine"}


# What is kept


def test_an_answer_is_kept_for_each_key():
    state = State()
    found = driver(mapping(acme="live"), mapping(globex="live"))
    for key in ("hf_a", "hf_a", "hf_b", "hf_b"):
        made = call(model="org/m", state=state)
        info = found.run(model_info("org/m", Secret(key), made))
        assert info.mappings[0].provider == ("acme" if key == "hf_a" else "globex")
    assert len(found.sent) == 2


def test_an_answer_is_kept_for_ten_minutes(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    made, found = call(), driver(mapping(acme="live"), mapping(globex="live"))
    for seconds, provider in ((0, "acme"), (599, "acme"), (600, "globex")):
        now[0] = seconds
        assert found.run(model_info("org/m", None, made)).mappings[0].provider == provider


def test_another_hub_is_asked_anew(monkeypatch):
    made, found = call(), driver(mapping(acme="live"), mapping(globex="live"))
    found.run(model_info("org/m", None, made))
    monkeypatch.setenv("HF_ENDPOINT", "https://hub.acme.example")
    assert found.run(model_info("org/m", None, made)).mappings[0].provider == "globex"


def test_what_is_kept_is_bounded():
    made = call()
    for number in range(600):
        driver(mapping(acme="live")).run(model_info(f"org/m{number}", None, made))
    assert len(made.state.answers) <= 256


def test_an_error_is_not_kept():
    made = call()
    with pytest.raises(HubError):
        driver(json_reply({"error": "no"}, 404)).run(model_info("org/m", None, made))
    assert driver(mapping(acme="live")).run(model_info("org/m", None, made)).mappings


# When the Hub does not answer


def test_an_error_of_the_hub_is_a_hub_error_with_its_words():
    with pytest.raises(HubError) as caught:
        driver(json_reply({"error": "Repository not found"}, 404, x_request_id="r1")).run(
            model_info("org/m", None, call())
        )
    error = caught.value
    assert "The look-up of model 'org/m' on the Hub failed: Repository not found" in str(error)
    assert (error.status, error.request_id, error.url, error.retryable) == (404, "r1", f"{HUB}org/m", False)
    assert json.loads(error.body or b"") == {"error": "Repository not found"}


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"", b"[" * 100_000])
def test_an_answer_of_another_shape_is_a_hub_error(body):
    with pytest.raises(HubError, match="the answer is no JSON object"):
        driver(reply(body, "application/json")).run(model_info("org/m", None, call()))


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"inferenceProviderMapping": 3, "pipeline_tag": 7},
        {"inferenceProviderMapping": {"acme": None}},
        {"inferenceProviderMapping": [None, {}]},
    ],
)
def test_words_of_another_type_count_as_missing(answer):
    info = driver(json_reply(answer)).run(model_info("org/m", None, call()))
    assert info.tag is None
    assert all(entry.provider == "" for entry in info.mappings)


def test_a_look_up_is_repeated_like_a_cheap_call():
    found = driver(json_reply({}, 503), APIConnectionError("cut"), mapping(acme="live"))
    with pytest.raises(HubError, match="cut") as caught:
        found.run(model_info("org/m", None, call()))
    assert len(found.slept) == 1
    assert isinstance(caught.value.__cause__, APIConnectionError)


def test_a_deadline_stays_a_timeout():
    with pytest.raises(InferenceTimeoutError):
        driver(InferenceTimeoutError("late")).run(model_info("org/m", None, call()))


@pytest.mark.parametrize("kind", KINDS)
def test_a_failed_look_up_costs_no_call(kind):
    client, script = scripted(kind, json_reply({"error": "gone"}, 404), provider="hf-inference", api_key="hf_a")
    with pytest.raises(HubError) as caught:
        client.text_classification("I like it", model="org/m")
    assert caught.value.task == "text-classification"
    assert len(script.sent) == 1


# Requests of the caller's own


def host(url: str | None = None, **options: Any) -> Target:
    return driver().run(resolve_host(Settings(**options), State(), url))


def test_requests_of_ones_own_go_to_the_clients_target():
    assert host(base_url="http://h.example/v1").base == "http://h.example/v1"
    assert host(provider=own(), key=Secret("k")).base == "https://api.acme.example"
    assert host(provider="hf-inference").base == "https://router.huggingface.co/hf-inference"
    assert host("http://other", base_url="http://h.example").base == "http://other"


@pytest.mark.parametrize("provider", [None, "auto"])
def test_requests_of_ones_own_need_a_target(provider):
    with pytest.raises(InvalidInput, match="no target to ask"):
        host(provider=provider, key=Secret("hf_a"))


# URLs


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://h.example", "http://h.example/v1/chat/completions"),
        ("http://h.example/", "http://h.example/v1/chat/completions"),
        ("http://h.example/v1", "http://h.example/v1/chat/completions"),
        ("http://h.example/v1/", "http://h.example/v1/chat/completions"),
        ("http://h.example/v1/chat/completions", "http://h.example/v1/chat/completions"),
        ("http://h.example/v1/chat/completions/?x=1", "http://h.example/v1/chat/completions/?x=1"),
        ("http://h.example/deployments/x/chat/completions", "http://h.example/deployments/x/chat/completions"),
        ("http://h.example/custom", "http://h.example/custom/v1/chat/completions"),
        (
            "http://h.example/custom/v1?api-version=1&x=a/b",
            "http://h.example/custom/v1/chat/completions?api-version=1&x=a/b",
        ),
        ("http://h.example?x=1#part", "http://h.example/v1/chat/completions?x=1"),
        ("http://h.example/v1/completions", "http://h.example/v1/chat/completions"),
        ("http://h.example/v1/embeddings", "http://h.example/v1/chat/completions"),
    ],
)
def test_a_url_is_completed(url, expected):
    assert complete_url(url, "chat/completions", {"completions", "chat/completions", "embeddings"}) == expected


def test_a_completion_never_goes_to_the_route_of_chat():
    known = ("completions", "chat/completions", "embeddings")
    assert (
        complete_url("http://h.example/v1/chat/completions", "completions", known) == "http://h.example/v1/completions"
    )
    assert complete_url("http://h.example/v1/chat/completions", "embeddings", known) == "http://h.example/v1/embeddings"


@pytest.mark.parametrize(
    ("base", "path", "query", "expected"),
    [
        ("http://h.example", "/a", "", "http://h.example/a"),
        ("http://h.example/", "a", "", "http://h.example/a"),
        ("http://h.example/b/", "/a?x=1", "", "http://h.example/b/a?x=1"),
        ("http://h.example/b?k=1", "/a?x=1", "y=2", "http://h.example/b/a?k=1&x=1&y=2"),
        ("http://h.example/b/?k=1", "", "", "http://h.example/b/?k=1"),
        ("http://h.example", "//evil.example/x", "", "http://h.example/evil.example/x"),
    ],
)
def test_a_path_goes_below_its_base(base, path, query, expected):
    assert join_url(base, path, query) == expected


@pytest.mark.parametrize("value", ["http://h.example", "https://h", "HTTPS://h"])
def test_a_url_is_known_by_its_scheme(value):
    assert is_url(value)


@pytest.mark.parametrize("value", [None, "", "httpx://h", "localhost:80", "org/http://m", 3, b"http://h.example"])
def test_anything_else_is_no_url(value):
    assert not is_url(value)


@pytest.mark.parametrize("model", ["..", ".", "", "/", "a/../b", "a//b", "/a", "a/", "a/.", "\ud800"])
def test_a_model_id_cannot_leave_its_place_in_a_path(model):
    with pytest.raises(InvalidInput, match="cannot stand in a URL"):
        model_path(model)


@given(st.text(min_size=1))
def test_a_model_id_in_a_path_is_one_path_below(model):
    try:
        path = model_path(model)
    except InvalidInput:
        return
    assert path.isascii()
    assert not set(path) & set("?#\\ \r\n")
    assert not {".", "..", ""} & set(path.split("/"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_path_in_a_model_id_is_refused_before_anything_is_sent(kind):
    client, script = scripted(kind, provider=own(), api_key="k")
    with pytest.raises(InvalidInput, match="cannot stand in a URL"):
        client.text_classification("I like it", model="../../admin")
    assert script.sent == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_of_routing_says_where_it_was(kind):
    client, _ = scripted(kind, provider=own(routing="direct"))
    with pytest.raises(InvalidInput) as caught:
        client.text_classification("I like it", model="m")
    assert caught.value.task == "text-classification"
