"""Results that are written to a path: as they arrive, whole or not at all, for both clients."""

from __future__ import annotations

import asyncio
import errno
import io
import json
import os
import pickle
import threading
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from faults import KINDS, FaultServer, Peer, head, ok
from scripted import Blocking, scripted

from inferlink import (
    APIConnectionError,
    AsyncInferenceClient,
    BadRequestError,
    InferenceClient,
    InferenceError,
    InferenceTimeoutError,
    InvalidInput,
    NotFoundError,
    Provider,
    RequestOptions,
    ResponseShapeError,
    Retry,
    Timeout,
)
from inferlink._media.inputs import read_media
from inferlink._media.saving import Saving
from inferlink._media.sources import FileSource
from inferlink.types import JobHandle

if TYPE_CHECKING:
    from collections.abc import Callable

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 12_000
OLD = b"what was there before"
both = pytest.mark.parametrize("kind", KINDS)
LINK: dict[str, Any] = {"pick": "url", "type": "string", "as": "download"}
TEXT: dict[str, Any] = {"pick": "b64", "type": "string", "as": "unb64"}
JOB = {"poll": "{base}/job/{id}", "status": "state", "done": ["done"], "every": 0.01}


def client(kind: str, base: str, job: dict[str, Any] | None = None, **options: Any) -> Any:
    """A client of a provider that answers with the image itself, with its address, or with its base64."""
    route: dict[str, Any] = {"path": "/run", "set": [{"to": "p", "from": "input"}]}
    route["response"] = {"first_of": [{"type": "bytes"}, LINK, TEXT]}
    route |= {"job": job} if job else {}
    made = Provider.from_dict({"name": "acme", "key": "optional", "base": base, "tasks": {"text-to-image": route}})
    options = {"provider": made, "retry": 0, **options}
    return InferenceClient(**options) if kind == "sync" else Blocking(AsyncInferenceClient(**options))


def serve(*replies: Callable[[str], bytes]) -> FaultServer:
    """Answers the requests of all connections in order; each reply is made with the server's URL."""
    left = list(replies)

    def handle(peer: Peer) -> None:
        while peer.request() is not None:
            peer.send(left.pop(0)(peer.server.url))

    return FaultServer(handle)


def raw(body: bytes = PNG, kind: str = "image/png") -> Callable[[str], bytes]:
    return lambda url: ok(body, f"content-type: {kind}")


def told(**data: str) -> Callable[[str], bytes]:
    """JSON, in which `{url}` is the server's."""
    text = json.dumps(data)
    return lambda url: ok(text.replace("{url}", url).encode(), "content-type: application/json")


def files(folder: Path) -> dict[str, bytes]:
    """What is in a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def cut(url: str) -> bytes:
    return head("content-type: image/png", f"content-length: {len(PNG) + 1}") + PNG


FORMS = {
    "raw": [raw()],
    "unnamed": [raw(kind="application/octet-stream")],
    "untyped": [lambda url: ok(PNG)],
    "of a type of its own": [raw(kind="application/ogg")],
    "link": [told(url="{url}/a.png"), raw()],
    "untyped link": [told(url="{url}/a.png"), lambda url: ok(PNG)],
    "base64": [told(b64=b64encode(PNG).decode())],
    "base64 in untyped JSON": [lambda url: ok(b'{"b64": "' + b64encode(PNG) + b'"}')],
    "data URL": [told(url=f"data:image/png;base64,{b64encode(PNG).decode()}")],
}


@both
@pytest.mark.parametrize("form", FORMS)
def test_result_is_in_the_file_in_whatever_form_it_came(kind: str, form: str, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    with serve(*FORMS[form]) as server:
        image = client(kind, server.url).text_to_image("a cat", stream_to=str(path))
    assert path.read_bytes() == PNG
    assert list(tmp_path.iterdir()) == [path]
    assert (image.path, image.mime, len(image), image.bytes == PNG) == (path, "image/png", len(PNG), True)
    assert image.meta.provider == "acme"


@both
def test_result_of_a_job_goes_to_the_file(kind: str, tmp_path: Path) -> None:
    replies = [told(id="7", state="new"), told(id="7", state="done", url="{url}/a.png"), raw()]
    with serve(*replies) as server:
        image = client(kind, server.url, JOB).text_to_image("a cat", stream_to=tmp_path / "a.png")
    assert image.path.read_bytes() == PNG


@both
def test_result_of_a_job_that_is_resumed_goes_to_the_file(kind: str, tmp_path: Path) -> None:
    replies = [told(id="7", state="new"), told(state="done"), told(state="done", url="{url}/a.png"), raw()]
    with serve(*replies) as server:
        made = client(kind, server.url, JOB)
        with pytest.raises(ResponseShapeError) as caught:
            made.text_to_image("a cat")
        image = made.jobs.resume(caught.value.job, stream_to=tmp_path / "a.png")
    assert image.path.read_bytes() == PNG


@both
def test_job_whose_result_is_no_medium_has_nothing_to_save(kind: str, tmp_path: Path) -> None:
    handle = JobHandle(
        provider="acme",
        task="text-generation",
        model=None,
        job_id="7",
        poll="http://h.example/job/7",
        result=None,
        routed=False,
    )
    route = {"path": "/run", "set": [{"to": "p", "from": "input"}], "job": JOB, "response": "text"}
    plain = {"name": "acme", "key": "optional", "base": "http://h.example", "tasks": {"text-generation": route}}
    made, script = scripted(kind, provider=Provider.from_dict(plain))
    with pytest.raises(InvalidInput, match="stream_to is for media"):
        made.jobs.resume(handle, stream_to=tmp_path / "a")
    assert script.sent == []


@both
def test_connection_of_a_saved_reply_serves_again(kind: str, tmp_path: Path) -> None:
    async def twice(made: AsyncInferenceClient) -> None:
        for name in "ab":
            await made.text_to_image("a cat", stream_to=tmp_path / name)

    with serve(raw(), raw()) as server:
        made = client(kind, server.url)
        if kind == "async":
            asyncio.run(twice(made.client))
        else:
            for name in "ab":
                made.text_to_image("a cat", stream_to=tmp_path / name)
    assert server.connections == 1


@both
@pytest.mark.parametrize("data", [PNG[:16], PNG], ids=["small", "large"])
def test_end_of_the_reply_is_not_waited_for_twice(kind: str, data: bytes, tmp_path: Path) -> None:
    def handle(peer: Peer) -> None:
        peer.request()
        peer.send(head("content-type: image/png", "connection: close", f"content-length: {len(data)}") + data)
        peer.wait_closed()

    with FaultServer(handle) as server:
        made = client(kind, server.url, timeout=Timeout(total=20))
        assert made.text_to_image("a cat", stream_to=tmp_path / "a.png").bytes == data


@both
def test_users_own_http_client_saves_too(kind: str, tmp_path: Path) -> None:
    transport = httpx.MockTransport(
        lambda request: httpx.Response(200, headers={"content-type": "image/png"}, content=PNG)
    )
    make = httpx.Client if kind == "sync" else httpx.AsyncClient
    made = client(kind, "http://h.example", http_client=make(transport=transport))
    assert made.text_to_image("a cat", stream_to=tmp_path / "a.png").path.read_bytes() == PNG


def rubbish(url: str) -> bytes:
    return head("content-type: image/png", "content-encoding: gzip", f"content-length: {len(PNG)}") + PNG


BROKEN: dict[str, tuple[list[Callable[[str], bytes]], type[InferenceError]]] = {
    "cut reply": ([cut], APIConnectionError),
    "cut download": ([told(url="{url}/a.png"), cut], APIConnectionError),
    "damaged reply": ([rubbish], ResponseShapeError),
    "download that is gone": (
        [told(url="{url}/a.png"), lambda url: ok(b"gone", status="404 Not Found")],
        NotFoundError,
    ),
    "refusal": ([lambda url: ok(PNG, "content-type: image/png", status="400 Bad Request")], BadRequestError),
    "web page": ([raw(b"<!DOCTYPE html><html>", "text/html")], ResponseShapeError),
    "web page in disguise": ([raw(b"<html>" + b" " * 500, "image/png")], ResponseShapeError),
    "long web page in disguise": ([raw(b"<html>" + b"x" * 2_000_000, "image/png")], ResponseShapeError),
    "page in place of a download": ([told(url="{url}/a"), raw(b"\n <html>", "image/png")], ResponseShapeError),
    "error in disguise": ([raw(b'{"error": {"message": "no", "code": 400}}', "image/png")], InferenceError),
    "nothing": ([raw(b"")], ResponseShapeError),
    "JSON without a result": ([told(other="x")], ResponseShapeError),
}


@both
@pytest.mark.parametrize("fault", BROKEN)
def test_failed_call_leaves_what_was_there_and_nothing_else(kind: str, fault: str, tmp_path: Path) -> None:
    replies, error = BROKEN[fault]
    path = tmp_path / "a.png"
    path.write_bytes(OLD)
    left = list(replies)

    def handle(peer: Peer) -> None:
        while left and peer.request() is not None:
            peer.send(left.pop(0)(peer.server.url))

    with FaultServer(handle) as server, pytest.raises(error):
        client(kind, server.url).text_to_image("a cat", stream_to=path)
    assert files(tmp_path) == {"a.png": OLD}


@both
def test_download_that_was_cut_is_begun_again(kind: str, tmp_path: Path) -> None:
    left = [told(url="{url}/a.png"), cut, raw()]

    def handle(peer: Peer) -> None:
        while peer.request() is not None:
            reply = left.pop(0)
            peer.send(reply(peer.server.url))
            if reply is cut:
                break

    with FaultServer(handle) as server:
        image = client(kind, server.url, retry=Retry(base=0)).text_to_image("a cat", stream_to=tmp_path / "a.png")
    assert (files(tmp_path), image.meta.attempts) == ({"a.png": PNG}, 1)


@both
def test_long_text_that_calls_itself_a_medium_is_whole_in_the_error(kind: str, tmp_path: Path) -> None:
    page = b"<html>" + b"x" * 3_000_000
    with serve(raw(page)) as server, pytest.raises(ResponseShapeError, match="web page") as caught:
        client(kind, server.url).text_to_image("a cat", stream_to=tmp_path / "a.png")
    assert caught.value.body == page


@both
def test_deadline_holds_while_a_result_is_saved(kind: str, tmp_path: Path) -> None:
    def handle(peer: Peer) -> None:
        peer.request()
        peer.send(head("content-type: image/png", "content-length: 100000000") + PNG)
        peer.trickle(b"x")

    with FaultServer(handle) as server, pytest.raises(InferenceTimeoutError) as caught:
        client(kind, server.url).text_to_image(
            "a cat", stream_to=tmp_path / "a.png", options=RequestOptions(timeout=Timeout(total=0.5))
        )
    assert (caught.value.clock, caught.value.received > len(PNG)) == ("total", True)
    assert files(tmp_path) == {}


def test_cancelled_call_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = threading.Event()
    write = Saving.write

    def noted(saving: Saving, data: bytes) -> None:
        write(saving, data)
        begun.set()

    def handle(peer: Peer) -> None:
        peer.request()
        peer.send(head("content-type: image/png", "content-length: 100000000") + PNG)
        peer.wait_closed()

    async def run(url: str) -> None:
        made = client("async", url, timeout=Timeout(idle=None))
        task = asyncio.create_task(made.client.text_to_image("a cat", stream_to=tmp_path / "a.png"))
        await asyncio.to_thread(begun.wait)
        assert len(files(tmp_path)) == 1
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    monkeypatch.setattr(Saving, "write", noted)
    with FaultServer(handle) as server:
        asyncio.run(run(server.url))
    assert files(tmp_path) == {}


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Leaves so many bytes of room for each file."""

    def leave(room: int) -> None:
        class Full(io.FileIO):
            def write(self, data: Any) -> int:
                left = room - self.tell()
                if left <= 0:
                    raise OSError(errno.ENOSPC, "No space left on device")
                return super().write(data[:left])

        opened = Path.open
        monkeypatch.setattr(
            Path,
            "open",
            lambda path, mode, *rest, **how: Full(path, mode) if mode == "wb" else opened(path, mode, *rest),
        )

    return leave


@both
@pytest.mark.parametrize("room", [0, 1000, 2_000_000])
def test_medium_that_finds_no_room_on_the_disk_is_in_the_error(
    kind: str, room: int, tmp_path: Path, disk: Callable[[int], None]
) -> None:
    medium = PNG + bytes(range(256)) * 12_000
    disk(room)
    with serve(raw(medium), raw()) as server:
        made = client(kind, server.url)
        with pytest.raises(InvalidInput, match=r"a\.png' cannot be written: .*No space.* See \.body") as caught:
            made.text_to_image("a cat", stream_to=tmp_path / "a.png")
        assert bytes(made.text_to_image("a dog")) == PNG
    assert caught.value.body == medium
    assert files(tmp_path) == {}
    assert server.connections == {"sync": 1, "async": 2}[kind]  # each async call has a loop of its own


@both
@pytest.mark.parametrize(("room", "kept"), [(0, True), (2_000_000, False)])
def test_medium_that_finds_room_nowhere_is_given_up_and_leaves_nothing(
    kind: str, room: int, kept: bool, tmp_path: Path, disk: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    medium = PNG + bytes(range(256)) * 12_000
    monkeypatch.setattr("inferlink._transport.streams._RESCUED", 1 << 20)
    disk(room)
    with serve(raw(medium)) as server, pytest.raises(InvalidInput, match="No space") as caught:
        client(kind, server.url).text_to_image("a cat", stream_to=tmp_path / "a.png")
    assert kept == bool(caught.value.body)
    assert medium.startswith(caught.value.body or b"")
    assert files(tmp_path) == {}


@both
def test_disk_that_is_full_is_told_and_leaves_nothing(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Saving.write

    def fails(saving: Saving, data: bytes) -> None:
        write(saving, data)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Saving, "write", fails)
    for replies in ([raw()], FORMS["base64"]):
        with serve(*replies) as server, pytest.raises(InvalidInput, match=r"a\.png' cannot be written: .*No space"):
            client(kind, server.url).text_to_image("a cat", stream_to=tmp_path / "a.png")
    assert files(tmp_path) == {}


@both
@pytest.mark.parametrize(
    ("place", "reason"), [("no/a.png", "no such folder"), (".", "no regular file"), (7, "must be the path of a file")]
)
def test_place_that_cannot_be_written_is_refused_before_anything_is_sent(
    kind: str, place: Any, reason: str, tmp_path: Path
) -> None:
    with serve(raw()) as server, pytest.raises(InvalidInput, match=reason):
        client(kind, server.url).text_to_image("a cat", stream_to=place if place == 7 else tmp_path / place)
    assert server.requests == []


@both
def test_folder_that_may_not_be_written_to_is_refused_before_anything_is_sent(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = os.access  # who runs the tests as root may write everywhere
    monkeypatch.setattr(os, "access", lambda path, mode: (path, mode) != (tmp_path, os.W_OK) and allowed(path, mode))
    with serve(raw()) as server, pytest.raises(InvalidInput, match="its folder may not be written to"):
        client(kind, server.url).text_to_image("a cat", stream_to=tmp_path / "a.png")
    assert server.requests == []


def test_no_file_is_touched_on_the_thread_of_the_loop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: set[int] = set()
    for name in ("write", "finish"):
        method = getattr(Saving, name)

        def noted(saving: Saving, *data: bytes, method: Any = method) -> object:
            threads.add(threading.get_ident())
            return method(saving, *data)

        monkeypatch.setattr(Saving, name, noted)
    for form in FORMS.values():
        with serve(*form) as server:
            client("async", server.url).text_to_image("a cat", stream_to=tmp_path / "a.png")
    assert threads
    assert threading.get_ident() not in threads


def test_saved_image_is_a_result_like_any_other(tmp_path: Path) -> None:
    with serve(raw(), raw()) as server:
        made = client("sync", server.url)
        image, other = made.text_to_image("a cat", stream_to=tmp_path / "a.png"), made.text_to_image("a cat")
    copy = image.save(tmp_path / "b.png")
    image.save(tmp_path / "a.png")
    assert copy.read_bytes() == PNG == (tmp_path / "a.png").read_bytes()
    assert (image, hash(image), bytes(image)) == (other, hash(other), PNG)
    assert (other.path, pickle.loads(pickle.dumps(image)).path) == (None, image.path)
    media = read_media(image, "image", "image")
    assert isinstance(media.source, FileSource)
    assert repr(image) == "Image(image/png, 3.1 MB)"


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_permissions_of_a_file_that_is_replaced_hold_from_the_first_byte_on(
    mode: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(OLD)
    path.chmod(mode)
    write, modes = Saving.write, set()

    def noted(saving: Saving, data: bytes) -> None:
        write(saving, data)
        modes.update(each.stat().st_mode & 0o777 for each in tmp_path.iterdir())

    monkeypatch.setattr(Saving, "write", noted)
    with serve(raw()) as server:
        client("sync", server.url).text_to_image("a cat", stream_to=path)
    assert (path.stat().st_mode & 0o777, path.read_bytes() == PNG, modes) == (mode, True, {mode, 0o600})


def test_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link.png").symlink_to(tmp_path / "a.png")
    with serve(raw()) as server:
        image = client("sync", server.url).text_to_image("a cat", stream_to=tmp_path / "link.png")
    assert image.path == tmp_path / "a.png"
    assert (tmp_path / "link.png").is_symlink()
