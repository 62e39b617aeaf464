"""Which model is meant: look-ups on the Hub that are shared, suffixes, adapters, and the choice of a provider.

What a single look-up sends, reads and keeps is in `test_routing.py`.
"""

from __future__ import annotations

import asyncio
import gc
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from typing import TYPE_CHECKING, Any

import pytest
from flows import Time, call, clock, driver
from scripted import json_reply, reply, scripted

from inferlink import AsyncInferenceClient, InferenceClient, Provider, RequestOptions, errors
from inferlink._auth import Secret
from inferlink._sending import drivers
from inferlink._sending.effects import Share
from inferlink._settings import State
from inferlink._specs.catalog import SHIPPED
from inferlink._targets.hf_hub import model_info
from inferlink._targets.routing import resolve
from inferlink._targets.targets import Target, find_provider
from inferlink.options import Timeout
from inferlink_generated import routes

if TYPE_CHECKING:
    from collections.abc import Callable

    from inferlink._sending.wire import Reply, Request

KINDS = pytest.mark.parametrize("kind", ["sync", "async"])
HUB = "https://huggingface.co/"
LABELS = [{"label": "good", "score": 0.5}]
MANY = 100


def mapped(task: str, **providers: Any) -> Reply:
    """The Hub's answer: provider (with underscores) to the state of the model there, or to more words."""
    entries = {}
    for name, words in providers.items():
        more = words if isinstance(words, dict) else {"status": words}
        entries[name.replace("_", "-")] = {"providerId": f"{name}/model", "task": task, "status": "live", **more}
    return json_reply({"id": "org/m", "inferenceProviderMapping": entries})


def answer(request: Request) -> Reply:
    """What the Hub says of a model, or a provider of a text."""
    found = mapped("text-classification", hf_inference="live") if request.url.startswith(HUB) else json_reply(LABELS)
    found.url = request.url
    return found


# One look-up for all who ask at the same time


class Hub:
    """A transport whose first look-up is answered when a test says so, with what the test says."""

    def __init__(self) -> None:
        self.sent: list[Request] = []
        self.asked, self.released = threading.Event(), threading.Event()
        self.first: Callable[[Request], Reply] = answer

    def send(self, request: Request) -> Reply:
        self.sent.append(request)
        if request.url.startswith(HUB) and len(self.look_ups) == 1:
            self.asked.set()
            assert self.released.wait(20)
            return self.first(request)
        return answer(request)

    def close(self) -> None:
        pass

    @property
    def look_ups(self) -> list[Request]:
        return [request for request in self.sent if request.url.startswith(HUB)]


class AsyncHub(Hub):
    """The same for the async client."""

    def __init__(self) -> None:
        super().__init__()
        self.open, self.reached = asyncio.Event(), asyncio.Event()

    async def send(self, request: Request) -> Reply:  # type: ignore[override]
        self.sent.append(request)
        if request.url.startswith(HUB) and len(self.look_ups) == 1:
            self.reached.set()
            await self.open.wait()
            return self.first(request)
        return answer(request)

    async def aclose(self) -> None:
        pass


def refuse(request: Request) -> Reply:
    return json_reply({"error": "no such model"}, 404)


def interrupt(request: Request) -> Reply:
    raise KeyboardInterrupt


def be_late(request: Request) -> Reply:
    raise errors.InferenceTimeoutError("late", clock="total")


def in_threads(monkeypatch: pytest.MonkeyPatch, hub: Hub, tasks: list[str]) -> list[Any]:
    """What calls of one client return or raise, all made while the look-up of the first is under way."""
    waiting = threading.Semaphore(0)

    def wait(*args: Any) -> Any:
        waiting.release()
        return wait_for(*args)

    monkeypatch.setattr(drivers, "wait", wait)
    client = InferenceClient(provider="hf-inference", api_key="hf_a", retry=0)
    client._link._transport = hub

    def one(task: str) -> Any:
        try:
            return getattr(client, task)("I like it", model="org/m")
        except (errors.InferenceError, KeyboardInterrupt) as error:
            return error

    with ThreadPoolExecutor(len(tasks)) as pool:
        first = pool.submit(one, tasks[0])
        assert hub.asked.wait(20)
        others = [pool.submit(one, task) for task in tasks[1:]]
        for _ in others:
            assert waiting.acquire(timeout=20)
        hub.released.set()
        return [first.result(), *(other.result() for other in others)]


def on_loop(make: Callable[[AsyncHub, list[asyncio.Task[Any]]], None], tasks: list[str]) -> tuple[AsyncHub, list[Any]]:
    """The same on a loop; `make` may do something to the calls while they wait."""

    async def run() -> tuple[AsyncHub, list[Any]]:
        driver().run(find_provider("hf-inference", SHIPPED))  # else the calls would read its file in threads first
        hub = AsyncHub()
        client = AsyncInferenceClient(provider="hf-inference", api_key="hf_a", retry=0)
        client._link._transport = hub
        calls = [asyncio.create_task(getattr(client, task)("I like it", model="org/m")) for task in tasks]
        await hub.reached.wait()
        for _ in range(20):
            await asyncio.sleep(0)
        make(hub, calls)
        await asyncio.sleep(0)
        hub.open.set()
        found = await asyncio.gather(*calls, return_exceptions=True)
        for _ in range(20):
            await asyncio.sleep(0)
        assert client._state.running == {}
        return hub, found

    return asyncio.run(run())


def do_nothing(hub: AsyncHub, calls: list[asyncio.Task[Any]]) -> None:
    pass


def test_threads_that_ask_at_the_same_time_share_one_look_up(monkeypatch: pytest.MonkeyPatch) -> None:
    hub = Hub()
    found = in_threads(monkeypatch, hub, ["text_classification"] * MANY)
    assert [result[0].label for result in found] == ["good"] * MANY
    assert len(hub.look_ups) == 1


def test_tasks_that_ask_at_the_same_time_share_one_look_up() -> None:
    hub, found = on_loop(do_nothing, ["text_classification"] * MANY)
    assert [result[0].label for result in found] == ["good"] * MANY
    assert len(hub.look_ups) == 1


def test_clients_that_share_connections_share_look_ups() -> None:
    client, script = scripted("sync", answer, answer, answer, provider="hf-inference", api_key="hf_a")
    client.text_classification("I like it", model="org/m")
    client.with_options(timeout=7).text_classification("I like it", model="org/m")
    assert [request.url.startswith(HUB) for request in script.sent] == [True, False, False]


def test_failed_look_up_fails_for_each_with_an_error_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    hub = Hub()
    hub.first = refuse
    tasks = ["text_classification", "summarization", "translation"]
    found = in_threads(monkeypatch, hub, tasks)
    assert [(type(error), error.task) for error in found] == [
        (errors.HubError, task.replace("_", "-")) for task in tasks
    ]
    assert len({id(error) for error in found}) == len(hub.look_ups) * 3 == 3


def test_failed_look_up_fails_for_each_task_of_a_loop_with_an_error_of_its_own() -> None:
    def fail(hub: AsyncHub, calls: list[asyncio.Task[Any]]) -> None:
        hub.first = refuse

    tasks = ["text_classification", "summarization", "translation"]
    hub, found = on_loop(fail, tasks)
    assert [(type(error), error.task) for error in found] == [
        (errors.HubError, task.replace("_", "-")) for task in tasks
    ]
    assert len({id(error) for error in found}) == len(hub.look_ups) * 3 == 3


@pytest.mark.parametrize("cancelled", [0, 5], ids=["the first", "another"])
def test_cancelled_caller_does_not_take_the_look_up_from_the_others(cancelled: int) -> None:
    def cancel(hub: AsyncHub, calls: list[asyncio.Task[Any]]) -> None:
        calls[cancelled].cancel()

    hub, found = on_loop(cancel, ["text_classification"] * 10)
    assert isinstance(found.pop(cancelled), asyncio.CancelledError)
    assert [result[0].label for result in found] == ["good"] * 9
    assert len(hub.look_ups) == 1


def test_look_up_that_nobody_waits_for_any_more_fails_in_silence() -> None:
    reported: list[Any] = []

    def cancel(hub: AsyncHub, calls: list[asyncio.Task[Any]]) -> None:
        asyncio.get_running_loop().set_exception_handler(lambda loop, context: reported.append(context))
        hub.first = refuse
        for one in calls:
            one.cancel()

    _, found = on_loop(cancel, ["text_classification"] * 3)
    gc.collect()
    assert [type(error) for error in found] == [asyncio.CancelledError] * 3
    assert reported == []


def test_interrupted_thread_leaves_the_look_up_to_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    hub = Hub()
    hub.first = interrupt
    first, *others = in_threads(monkeypatch, hub, ["text_classification"] * 5)
    assert isinstance(first, KeyboardInterrupt)
    assert [result[0].label for result in others] == ["good"] * 4
    assert len(hub.look_ups) == 2


def test_time_of_the_first_thread_is_not_that_of_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    hub = Hub()
    hub.first = be_late
    first, *others = in_threads(monkeypatch, hub, ["text_classification"] * 5)
    assert isinstance(first, errors.InferenceTimeoutError)
    assert [result[0].label for result in others] == ["good"] * 4


def test_time_of_the_first_task_is_not_that_of_the_others() -> None:
    def delay(hub: AsyncHub, calls: list[asyncio.Task[Any]]) -> None:
        hub.first = be_late

    _, (first, *others) = on_loop(delay, ["text_classification"] * 5)
    assert isinstance(first, errors.InferenceTimeoutError)
    assert [result[0].label for result in others] == ["good"] * 4


def late_share(running: dict[object, Any]) -> Share:
    """The wish of a caller whose deadline is over."""
    time = Time()
    own = clock(Timeout(total=1), time)
    time.seconds = 2
    return Share("key", driver().run, running, own)  # type: ignore[arg-type]  # nobody runs it


def test_caller_waits_for_anothers_look_up_no_longer_than_its_own_deadline() -> None:
    import os

    share = late_share({(os.getpid(), "key"): Future()})
    with pytest.raises(errors.InferenceTimeoutError) as caught:
        drivers._share(share, None)  # type: ignore[arg-type]  # nothing is sent
    assert caught.value.clock == "total"

    async def run() -> None:
        loop = asyncio.get_running_loop()
        never = loop.create_task(asyncio.Event().wait())
        with pytest.raises(errors.InferenceTimeoutError):
            await drivers._share_async(late_share({(loop, "key"): never}), None)  # type: ignore[arg-type]
        assert not never.done()
        never.cancel()

    asyncio.run(run())


def test_answer_that_is_thrown_out_while_it_is_read_is_asked_for_again() -> None:
    made = call()
    flow = model_info("org/m", None, made)
    share = next(flow)
    assert isinstance(share, Share)
    driver(mapped("fill-mask", hf_inference="live")).run(share.flow())
    made.state.answers.clear()
    assert isinstance(flow.send(None), Share)


@KINDS
def test_look_up_carries_the_clients_own_token_and_never_that_of_the_machine(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_machine")
    client, script = scripted(kind, answer, answer, provider="hf-inference", api_key="hf_own")
    client.text_classification("I like it", model="org/m")
    assert [request.headers["authorization"] for request in script.sent] == ["Bearer hf_own"] * 2


@KINDS
def test_look_up_never_carries_a_providers_key(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_machine")
    chat = json_reply({"id": "c", "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hi"}}]})
    client, script = scripted(kind, mapped("conversational", groq="live"), chat, provider="groq", api_key="gsk-1")
    client.chat_completion("Hi", model="org/m")
    assert [request.headers.get("authorization") for request in script.sent] == [None, "Bearer gsk-1"]


# Suffixes


def where(task: str, model: str, answers: tuple[Any, ...] = (), **options: Any) -> Target:
    return driver(*answers).run(resolve(call(task, model, **options)))


HUB_KEY = {"key": Secret("hf_a")}
CHAT, DRAW = "chat-completion", "text-to-image"


@pytest.mark.parametrize("provider", [None, "auto"])
@pytest.mark.parametrize("suffix", ["fastest", "cheapest", "preferred", "groq", "a-provider-of-tomorrow"])
def test_chat_without_a_provider_leaves_the_suffix_to_the_router(suffix: str, provider: str | None) -> None:
    found = where(CHAT, f"org/m:{suffix}", provider=provider, **HUB_KEY)
    assert (found.provider.name, found.model) == ("auto", f"org/m:{suffix}")
    assert found.base == "https://router.huggingface.co"


@pytest.mark.parametrize("provider", [None, "auto"])
def test_suffix_names_the_provider_of_any_other_task(provider: str | None) -> None:
    answers = (mapped("text-to-image", fal_ai="live", replicate="live"),)
    found = where(DRAW, "org/m:replicate", answers, provider=provider, **HUB_KEY)
    assert (found.provider.name, found.model, found.hf_model) == ("replicate", "replicate/model", "org/m")


def test_suffix_names_the_provider_that_a_key_is_for() -> None:
    found = where(DRAW, "org/m:fal-ai", (mapped("text-to-image", fal_ai="live"),), key=Secret("fal-1"))
    assert (found.base, found.key, found.routed) == ("https://queue.fal.run", Secret("fal-1"), False)


@pytest.mark.parametrize(("task", "hub"), [(CHAT, "conversational"), (DRAW, "text-to-image")])
def test_suffix_may_repeat_the_provider(task: str, hub: str) -> None:
    found = where(task, "org/m:together", (mapped(hub, together="live"),), provider="together", **HUB_KEY)
    assert (found.provider.name, found.hf_model) == ("together", "org/m")


def refusal(task: str, model: str, **options: Any) -> str:
    hands = driver()
    with pytest.raises(errors.InvalidInput) as caught:
        hands.run(resolve(call(task, model, **options)))
    assert hands.sent == []
    return str(caught.value)


@pytest.mark.parametrize("task", [CHAT, DRAW])
def test_suffix_of_another_provider_is_a_conflict(task: str) -> None:
    words = refusal(task, "org/m:fal-ai", provider="together", **HUB_KEY)
    assert "model='org/m:fal-ai' names fal-ai, and provider='together' is given: leave one out." in words


@pytest.mark.parametrize("suffix", ["fastest", "cheapest", "preferred"])
@pytest.mark.parametrize(("task", "provider"), [(DRAW, None), (DRAW, "auto"), (DRAW, "fal-ai"), (CHAT, "groq")])
def test_policy_is_for_chat_without_a_provider_alone(task: str, provider: str | None, suffix: str) -> None:
    words = refusal(task, f"org/m:{suffix}", provider=provider, **HUB_KEY)
    assert f"':{suffix}' lets the router choose, which it does for chat without provider= alone." in words


@pytest.mark.parametrize("provider", [None, "auto", "fal-ai"])
def test_unknown_suffix_is_refused_with_those_that_are_known(provider: str | None) -> None:
    words = refusal(DRAW, "org/m:gorq", provider=provider, **HUB_KEY)
    assert "':gorq' is no provider; known are auto, baseten" in words


def test_own_provider_may_be_repeated_and_not_contradicted() -> None:
    route = {"path": "/{model}", "set": [{"to": "prompt", "from": "input"}]}
    words = {"name": "acme", "base": "https://acme.example", "routing": "both", "ids": "mapped"}
    own = Provider.from_dict({**words, "tasks": {DRAW: route}})
    found = where(DRAW, "org/m:acme", (mapped("text-to-image", acme="live"),), provider=own, **HUB_KEY)
    assert found.model == "acme/model"
    assert "names groq, and provider='acme' is given" in refusal(DRAW, "org/m:groq", provider=own, **HUB_KEY)


@pytest.mark.parametrize(
    ("options", "model"),
    [
        ({"provider": "openai", "key": Secret("sk-1")}, "ft:gpt-4o:acme"),
        ({"base_url": "http://localhost:11434/v1"}, "qwen3:8b"),
        ({"base_url": "http://localhost:11434/v1", "provider": "auto"}, "qwen3:groq"),
    ],
)
def test_colon_in_a_name_that_the_hub_does_not_know_is_part_of_it(options: dict[str, Any], model: str) -> None:
    assert where(CHAT, model, **options).model == model


@pytest.mark.parametrize("model", [":fal-ai", ":", "org/m:"])
def test_suffix_without_a_model_or_model_without_its_suffix_is_refused(model: str) -> None:
    assert "model=" in refusal(DRAW, model, **HUB_KEY)


# The Hub's choice of a provider


def chosen(*answers: Any, task: str = DRAW, **options: Any) -> str:
    return where(task, "org/m", answers, **{**HUB_KEY, **options}).provider.name


@pytest.mark.parametrize("names", [("fal_ai", "replicate", "together"), ("together", "fal_ai", "replicate")])
def test_first_of_the_users_own_order_is_taken(names: tuple[str, ...]) -> None:
    assert chosen(mapped("text-to-image", **dict.fromkeys(names, "live"))) == names[0].replace("_", "-")


def test_provider_of_tomorrow_is_passed_over() -> None:
    assert chosen(mapped("text-to-image", tomorrow="live", fal_ai="live")) == "fal-ai"


def test_provider_without_the_task_is_passed_over() -> None:
    assert chosen(mapped("text-to-image", groq="live", together="live")) == "together"


def test_entry_for_another_task_is_passed_over() -> None:
    other = {"status": "live", "task": "image-to-image"}
    assert chosen(mapped("text-to-image", fal_ai=other, together="live")) == "together"


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ({"fal_ai": "staging", "replicate": "error", "together": "live"}, "together"),
        ({"fal_ai": "staging", "replicate": "error"}, "replicate"),
        ({"fal_ai": "unheard-of", "replicate": "staging"}, "replicate"),
        ({"fal_ai": "unheard-of"}, "fal-ai"),
    ],
)
@pytest.mark.filterwarnings("ignore::inferlink.errors.InferlinkWarning")
def test_live_comes_before_error_and_error_before_staging(states: dict[str, str], expected: str) -> None:
    assert chosen(mapped("text-to-image", **states)) == expected


@pytest.mark.parametrize("state", ["staging", "error"])
def test_choice_that_is_not_live_warns(state: str) -> None:
    with pytest.warns(errors.InferlinkWarning, match="staging mode" if state == "staging" else "health check"):
        chosen(mapped("text-to-image", fal_ai=state))


@pytest.mark.parametrize("entries", [{}, [], None, {"tomorrow": {"task": "text-to-image", "status": "live"}}])
@KINDS
def test_model_that_nobody_serves_is_refused(kind: str, entries: Any) -> None:
    found = json_reply({"id": "org/m", "inferenceProviderMapping": entries})
    client, script = scripted(kind, found, api_key="hf_a")
    with pytest.raises(errors.NotSupported, match="no known provider serves 'org/m' for text-to-image"):
        client.text_to_image("a cat", model="org/m")
    assert len(script.sent) == 1


def test_model_that_does_both_tasks_of_a_pair_is_taken_for_either() -> None:
    for task in ("feature-extraction", "sentence-similarity"):
        other = ({"feature-extraction", "sentence-similarity"} - {task}).pop()
        assert chosen(mapped(other, hf_inference="live"), task=task) == "hf-inference"


def test_choice_asks_the_hub_once_and_with_the_key_that_pays() -> None:
    hands = driver(mapped("text-to-image", fal_ai="live"))
    found = hands.run(resolve(call(DRAW, "org/m", **HUB_KEY)))
    assert (found.provider.name, found.routed, found.model) == ("fal-ai", True, "fal_ai/model")
    assert [request.headers["authorization"] for request in hands.sent] == ["Bearer hf_a"]


def test_every_provider_that_is_known_for_a_task_can_be_chosen() -> None:
    for name in set(routes.PROVIDERS_OF[DRAW]) - {"auto", "openai"}:
        assert chosen(mapped("text-to-image", **{name.replace("-", "_"): "live"})) == name


def test_provider_that_takes_no_key_of_the_hub_is_not_chosen() -> None:
    assert chosen(mapped("text-to-image", openai="live", fal_ai="live")) == "fal-ai"


# Adapters

LORA = {"adapter": "lora", "adapterWeightsPath": "weights v1.safetensors", "task": "text-to-image"}


@pytest.mark.parametrize(
    ("provider", "model", "expected"),
    [
        (
            "fal-ai",
            "fal-ai/flux-lora",
            {"loras": [{"path": f"{HUB}org/m/resolve/main/weights v1.safetensors", "scale": 1}]},
        ),
        (
            "fal-ai",
            "fal-ai/lora",
            {
                "loras": [{"path": f"{HUB}org/m/resolve/main/weights v1.safetensors", "scale": 1}],
                "model_name": "stabilityai/stable-diffusion-xl-base-1.0",
            },
        ),
        ("wavespeed", "wavespeed-ai/flux-dev-lora", {"loras": [{"path": "org/m", "scale": 1}]}),
        (
            "replicate",
            "acme/flux-lora:v7",
            {"version": "v7", "input": {"prompt": "a cat", "lora_weights": f"{HUB}org/m"}},
        ),
    ],
)
@KINDS
def test_adapter_is_sent_as_the_provider_wants_it(
    kind: str, provider: str, model: str, expected: dict[str, Any]
) -> None:
    words = {**LORA, "providerId": model}
    hub = mapped("text-to-image", **{provider.replace("-", "_"): words})
    client, script = scripted(kind, hub, json_reply({}, 400), provider=provider, api_key="hf_a")
    with pytest.raises(errors.BadRequestError):
        client.text_to_image("a cat", model="org/m")
    prompt = {} if provider == "replicate" else {"prompt": "a cat"}
    assert script.body() == {**prompt, **expected}


@pytest.mark.parametrize("words", [{}, {"adapterWeightsPath": "w.safetensors"}, {"adapter": "lora"}], ids=str)
def test_model_that_is_no_adapter_with_weights_sends_none(words: dict[str, str]) -> None:
    for name, sends in (("fal-ai", False), ("replicate", False), ("wavespeed", "adapter" in words)):
        hub = mapped("text-to-image", **{name.replace("-", "_"): words})
        client, script = scripted("sync", hub, json_reply({}, 400), provider=name, api_key="hf_a")
        with pytest.raises(errors.BadRequestError):
            client.text_to_image("a cat", model="org/m")
        body = script.body()
        assert ("loras" in body or "lora_weights" in body.get("input", {})) is sends


# Models that the Hub recommends


@KINDS
def test_recommended_model_is_used_with_a_warning_and_by_the_hubs_own_service_alone(kind: str) -> None:
    tasks = json_reply({"text-classification": {"widgetModels": ["org/best"]}})
    client, script = scripted(kind, tasks, answer, answer, api_key="hf_a")
    with pytest.warns(errors.InferlinkWarning, match="using 'org/best'") as warned:
        client.text_classification("I like it")
    assert warned[0].filename == {"sync": __file__, "async": asyncio.events.__file__}[kind]  # a task's first caller
    assert [request.url.partition("?")[0] for request in script.sent] == [
        f"{HUB}api/tasks",
        f"{HUB}api/models/org/best",
        "https://router.huggingface.co/hf-inference/models/org/best",
    ]
    for provider in ("together", "fal-ai", "openai"):
        other, script = scripted(kind, provider=provider, api_key="sk-1")
        task = other.chat_completion if provider == "openai" else other.text_to_image
        with pytest.raises(errors.InvalidInput, match=f"provider '{provider}' needs a model"):
            task("Hi")
        assert script.sent == []


@KINDS
def test_recommendation_is_looked_up_once(kind: str) -> None:
    tasks = json_reply({"text-classification": {"widgetModels": ["org/best"]}})
    client, script = scripted(kind, tasks, answer, answer, answer, api_key="hf_a")
    for _ in range(2):
        with pytest.warns(errors.InferlinkWarning):
            client.text_classification("I like it", options=RequestOptions(retry=0))
    assert [request.url for request in script.sent].count(f"{HUB}api/tasks") == 1


# Task of a model


@KINDS
def test_model_for_another_task_is_refused_with_the_method_that_would_work(kind: str) -> None:
    client, script = scripted(kind, mapped("text-to-image", together="live"), provider="together", api_key="hf_a")
    with pytest.raises(
        errors.InvalidInput, match=r"serves text-to-image, not chat-completion: call client\.text_to_image"
    ):
        client.chat_completion("Hi", model="org/m")
    assert len(script.sent) == 1


def test_state_of_each_client_is_its_own() -> None:
    first, second = State(), State()
    driver(mapped("fill-mask")).run(model_info("org/m", None, call(state=first)))
    assert len(first.answers) == 1
    assert second.answers == {}
    assert reply(b"", "text/plain").status == 200
