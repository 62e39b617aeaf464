"""A credential goes only where it belongs: any provider file, any links in replies, any redirects, any handle.

Both clients make real requests, through an httpx client whose network is a function.
"""

from __future__ import annotations

import asyncio
import json
import warnings
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inferlink import AsyncInferenceClient, InferenceClient, InferenceError, Provider, RequestOptions
from inferlink.types import JobHandle, JobProgress

KINDS = pytest.mark.parametrize("kind", ["sync", "async"])
HUB_KEY, OWN_KEY = "hf_0123456789abcdef", "sk-0123456789abcdef"
HEADERS = {"X-Api-Key": "header-0123456789", "Proxy-Authorization": "proxy-0123456789"}
COOKIES = {"session": "cookie-0123456789"}
PAYER = "organisation-0123456789"
SECRETS = (*HEADERS.values(), *COOKIES.values(), PAYER)
AMBIENT = "hf_ambient-0123456789"
ROUTER, HUB = "https://router.huggingface.co", "https://huggingface.co"
PORTS = {"http": 80, "https": 443}

ORIGINS = (
    *("https://api.acme.example", "https://api.acme.example:8443", "http://api.acme.example", "http://10.0.0.7:8080"),
    *(ROUTER, HUB, "https://huggingface.co.evil.example", "https://api.acme.example.evil.example"),
    *("https://evil-huggingface.co", "http://huggingface.co", "http://router.huggingface.co"),
    *("https://evil.example", "http://evil.example:8080", "https://cdn.acme.example"),
)
MORE_LINKS = (
    *("", "/", "x", "../x", "/a/../../b", ".evil.example/x", "@evil.example/x", ":8443/x", "//evil.example/x"),
    *("https://", "https:///x", "https://[evil/x", "https://api.acme.example@evil.example/x", "\\\\evil.example/x"),
    *("javascript:1", "data:image/png;base64,aGk=", "data:,", "/x?y=https://evil.example#z", "https://evil.example"),
    *("/%2e%2e/x", "/x\r\nx-evil: 1", "https://évil.example/x", "HTTPS://EVIL.EXAMPLE/x", "ftp://evil.example/x"),
)
PATHS = st.sampled_from(["/x", "/jobs/1", "/a/b?c=d", "/..%2f..", ""])
LINKS = st.one_of(
    st.sampled_from(MORE_LINKS),
    st.builds("".join, st.tuples(st.sampled_from(ORIGINS), PATHS)),
    st.text(max_size=20),
    st.sampled_from([None, 7, [], {}]),
)
IDS = st.one_of(st.sampled_from(["1", "../x", "..", "a/b", "https://evil.example/x", "", None]), st.text(max_size=8))
REDIRECTS = st.one_of(st.none(), st.tuples(st.sampled_from([301, 302, 303, 307, 308]), LINKS))
POLLS = st.sampled_from(["{base}{path:urls.get}", "{request}/{id}", "{base}/jobs?id={id}", "{base}/j/{id}{query}"])
RESULTS = st.sampled_from([None, "{base}{path:urls.out}", "{base}/r/{id}{query}"])
JOBS = st.one_of(st.none(), st.tuples(POLLS, RESULTS))
FILES = st.fixed_dictionaries(
    {
        "base": st.builds("".join, st.tuples(st.sampled_from(ORIGINS), st.sampled_from(["", "/v1", "/v1/", "?k=1"]))),
        "auth": st.dictionaries(
            st.sampled_from(["direct", "routed"]), st.sampled_from(["Bearer {key}", "Key {key}", "{key}"])
        ),
        "routing": st.sampled_from(["direct", "hub", "both"]),
        "hub_base": st.sampled_from([None, "", "/acme"]),
        "ids": st.sampled_from(["optional", "verbatim", "mapped", "checked"]),
        "headers": st.sampled_from([{}, {"x-source": "inferlink"}]),
    }
)


@dataclass
class World:
    """What the servers of one example say, and what they saw."""

    links: dict[str, Any]
    identity: Any
    result: Any
    redirects: list[Any]
    seen: list[httpx.Request] = field(default_factory=list[httpx.Request])

    def handle(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(request)
        if self.redirects and (redirect := self.redirects.pop()) is not None:
            status, link = redirect
            return httpx.Response(status, headers=[(b"location", str(link).encode("utf-8", "replace"))])
        if str(request.url).startswith(f"{HUB}/api/"):
            entry = {"providerId": "vendor/m", "task": "text-to-image", "status": "live"}
            return httpx.Response(
                200, json={"pipeline_tag": "text-to-image", "inferenceProviderMapping": {"acme": entry}}
            )
        state = "done" if len(self.seen) > 4 else "queued"
        return httpx.Response(200, json={"id": self.identity, "urls": self.links, "state": state, "url": self.result})


WORLDS = st.builds(
    World,
    links=st.fixed_dictionaries({"get": LINKS, "out": LINKS}),
    identity=IDS,
    result=LINKS,
    redirects=st.lists(REDIRECTS, max_size=4),
)


def provider(words: dict[str, Any], job: tuple[str, str | None] | None) -> Provider:
    """A provider file with these words; its task may be a job, and downloads its result."""
    route: dict[str, Any] = {
        "path": "/draw",
        "set": [{"to": "prompt", "from": "input"}, {"to": "model", "from": "model"}],
        "response": {"first_of": [{"pick": "url", "type": "string", "as": "download"}, {"type": "bytes"}]},
    }
    if job is not None:
        poll, result = job
        route["job"] = {"poll": poll, "result": result, "status": "state", "done": "done", "every": 0.0001}
    words = {name: value for name, value in words.items() if value is not None}
    return Provider.from_dict({"name": "acme", **words, "tasks": {"text-to-image": route}})


def attempt(kind: str, own: Provider, world: World, key: str, handle: JobHandle | None = None) -> list[JobProgress]:
    """Make one call, or resume a job; it may fail in any way that is one of ours."""
    seen: list[JobProgress] = []
    options: dict[str, Any] = {
        "model": "org/m",
        "provider": own,
        "api_key": key,
        "headers": HEADERS,
        "cookies": COOKIES,
        "bill_to": PAYER,
        "retry": 0,
    }
    given = RequestOptions(timeout=20, on_progress=seen.append)
    transport = httpx.MockTransport(world.handle)
    error: InferenceError | None = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            if kind == "sync":
                with httpx.Client(transport=transport) as network:
                    client = InferenceClient(**options, http_client=network)
                    client.jobs.resume(handle, options=given) if handle else client.text_to_image("x", options=given)
            else:
                asyncio.run(attempt_async(options, given, transport, handle))
        except InferenceError as failure:
            error = failure
    shown = f"{error} {error!r} {vars(error) if error else ''} {seen}"
    assert key not in shown
    return seen


async def attempt_async(
    options: dict[str, Any], given: RequestOptions, transport: httpx.MockTransport, handle: JobHandle | None
) -> None:
    async with httpx.AsyncClient(transport=transport) as network:
        client = AsyncInferenceClient(**options, http_client=network)
        await (client.jobs.resume(handle, options=given) if handle else client.text_to_image("x", options=given))


def origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or PORTS.get(parts.scheme)


def check(world: World, own: Provider, key: str) -> None:
    """Each credential was seen by those alone who may see it."""
    homes = {
        "direct": {origin(own.base)},
        "hub": {origin(ROUTER)},
        "both": {origin(ROUTER if key.startswith("hf_") else own.base)},
    }[own.routing]
    for request in world.seen:
        there = origin(str(request.url))
        text = " ".join([str(request.url), *request.headers.values()])
        at_home = there in homes
        assert at_home or not [secret for secret in SECRETS if secret in text], (str(request.url), text)
        of_the_hub = key.startswith("hf_") or own.routing == "hub"
        look_up = there == origin(HUB) and request.method == "GET" and of_the_hub
        assert at_home or look_up or key not in text, (str(request.url), text)
        assert "x-evil" not in request.headers


@KINDS
@given(words=FILES, job=JOBS, world=WORLDS, key=st.sampled_from([HUB_KEY, OWN_KEY]))
def test_no_credential_leaves_for_another_host(
    kind: str, words: dict[str, Any], job: tuple[str, str | None] | None, world: World, key: str
) -> None:
    own = provider(words, job)
    attempt(kind, own, world, key)
    check(world, own, key)


@KINDS
@given(words=FILES, job=JOBS, world=WORLDS, key=st.sampled_from([HUB_KEY, OWN_KEY]), links=st.tuples(LINKS, LINKS))
def test_no_credential_leaves_with_a_handle(
    kind: str, words: dict[str, Any], job: tuple[str, str | None] | None, world: World, key: str, links: tuple[Any, Any]
) -> None:
    own = provider(words, job)
    poll, result = (link if isinstance(link, str) else f"{own.base}/x" for link in links)
    handle = JobHandle(
        provider="acme", task="text-to-image", model="m", job_id="1", poll=poll, result=result, routed=key == HUB_KEY
    )
    for tampered in (handle, replace(handle, poll=f"{own.base.partition('?')[0]}/x", result=poll)):
        attempt(kind, own, world, key, tampered)
        check(world, own, key)


ENDPOINTS = [None, "https://hub.acme.example", "http://hub.acme.example", "http://127.0.0.1:9000"]
BASES = [
    *ORIGINS,
    *("https://x.aws.endpoints.huggingface.cloud", "http://x.aws.endpoints.huggingface.cloud"),
    *("https://x.endpoints.huggingface.cloud.evil.example", "https://hub.acme.example", "http://hub.acme.example"),
    *("http://127.0.0.1:9000", "http://localhost:8080", "https://hub.acme.example.evil.example"),
]


def may_see_the_machines_token(url: str, endpoint: str | None) -> bool:
    scheme, host, _ = origin(url)
    named = host in ("huggingface.co", "router.huggingface.co") or (host or "").endswith(".endpoints.huggingface.cloud")
    return (named or host == origin(endpoint or HUB)[1]) and (scheme == "https" or host == "127.0.0.1")


@KINDS
@given(base=st.sampled_from(BASES), endpoint=st.sampled_from(ENDPOINTS), world=WORLDS)
def test_the_machines_token_is_for_hugging_face_alone(kind: str, base: str, endpoint: str | None, world: World) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HF_TOKEN", AMBIENT)
        patch.delenv("HF_ENDPOINT", raising=False)
        if endpoint is not None:
            patch.setenv("HF_ENDPOINT", endpoint)
        ask(kind, world, base)
    assert world.seen
    for request in world.seen:
        there = str(request.url)
        text = " ".join([there, *request.headers.values()])
        assert AMBIENT not in text or may_see_the_machines_token(there, endpoint), (there, text)
        first = there.startswith(base) and request is world.seen[0]
        assert not first or (AMBIENT in text) is may_see_the_machines_token(base, endpoint)


def ask(kind: str, world: World, base: str) -> None:
    """One call to a URL of the caller's own, without a key."""

    async def wait() -> None:
        async with httpx.AsyncClient(transport=transport) as network:
            await AsyncInferenceClient(base_url=base, http_client=network, retry=0).text_to_image("x")

    transport = httpx.MockTransport(world.handle)
    with suppress(InferenceError):
        if kind == "async":
            asyncio.run(wait())
        with httpx.Client(transport=transport) as network:
            InferenceClient(base_url=base, http_client=network, retry=0).text_to_image("x")


@KINDS
def test_whole_way_of_a_job_is_gone_in_such_a_world(kind: str) -> None:
    """Else the properties might hold because every example fails at once."""
    words = {"base": "https://api.acme.example", "routing": "both", "ids": "mapped"}
    links = {"get": "https://evil.example/jobs/1", "out": "/out"}
    world = World(links, "1", "https://cdn.acme.example/x", [])
    own = provider(words, ("{base}{path:urls.get}", "{base}{path:urls.out}"))
    attempt(kind, own, world, OWN_KEY)
    check(world, own, OWN_KEY)
    assert [f"{request.method} {request.url}" for request in world.seen][-3:] == [
        "GET https://api.acme.example/jobs/1",
        "GET https://api.acme.example/out",
        "GET https://cdn.acme.example/x",
    ]
    assert OWN_KEY in world.seen[1].headers["authorization"]
    assert world.seen[1].headers["x-api-key"] == HEADERS["X-Api-Key"]
    assert json.loads(world.seen[1].content) == {"prompt": "x", "model": "vendor/m"}


def test_a_leak_would_be_seen() -> None:
    own = provider({"base": "https://api.acme.example", "routing": "direct"}, None)
    for headers in ({"authorization": f"Bearer {OWN_KEY}"}, {"x-api-key": HEADERS["X-Api-Key"]}):
        world = World({}, None, None, [], [httpx.Request("GET", "https://evil.example", headers=headers)])
        with pytest.raises(AssertionError):
            check(world, own, OWN_KEY)
