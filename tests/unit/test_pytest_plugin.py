"""The fixtures of `inferlink.testing.pytest`, in runs of pytest of their own."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest
from live import open_client

from inferlink import AsyncInferenceClient, InferenceClient
from inferlink.testing import FakeServer, forbid_network

if TYPE_CHECKING:
    from pathlib import Path

CONFTEST = 'pytest_plugins = ["inferlink.testing.pytest"]\n'


def run(folder: Path, code: str, *options: str) -> tuple[int, str]:
    """Exit code and output of pytest on a test file."""
    (folder / "conftest.py").write_text(CONFTEST, "utf-8")
    (folder / "test_it.py").write_text(textwrap.dedent(code), "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider", *options, str(folder)]
    environment = {**os.environ, "HF_HOME": str(folder)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_clients_serve_every_task_without_a_plugin_for_asyncio(tmp_path: Path) -> None:
    code = """
        import asyncio

        def test_sync(inference_client, fake_server):
            assert inference_client.translation("Hello").translation_text
            assert inference_client.chat_completion("Hello").choices
            assert [request.path for request in fake_server.requests] == [
                "/pipeline/translation", "/v1/chat/completions"
            ]

        def test_async(async_inference_client):
            async def run():
                return await async_inference_client.text_classification("Hello")

            assert asyncio.run(run())
            assert asyncio.run(run())
    """
    assert run(tmp_path, code)[0] == 0


def test_async_client_goes_with_a_plugin(tmp_path: Path) -> None:
    code = """
        import pytest

        @pytest.fixture
        def anyio_backend():
            return "asyncio"

        @pytest.mark.anyio
        async def test_async(async_inference_client):
            assert await async_inference_client.text_classification("Hello")
            stream = await async_inference_client.chat_completion("Hello", stream=True)
            assert [piece async for piece in stream.text]
    """
    code, printed = run(tmp_path, code)
    assert (code, "1 passed" in printed) == (0, True), printed


CASSETTE = """
    import pytest
    from inferlink import InferenceClient
    from inferlink.testing import FakeServer, Recorder

    @pytest.mark.parametrize("question", ["Who are you?", "a/b"])
    def test_it(cassette, question):
        if {real}:
            with FakeServer() as server:
                url = server.url
                from pathlib import Path
                Path(__file__).with_name("url").write_text(url)
                with InferenceClient(base_url=url + "/v1") as client:
                    assert client.chat_completion(question).choices
        else:
            from pathlib import Path
            url = Path(__file__).with_name("url").read_text()
            with InferenceClient(base_url=url + "/v1") as client:
                assert client.chat_completion("{asked}" or question).choices
"""


def test_cassette_is_recorded_on_request_and_played_after(tmp_path: Path) -> None:
    code, printed = run(tmp_path, CASSETTE.format(real=True, asked=""), "--inferlink-record", "-k", "a/b")
    assert code == 0, printed
    assert [path.name for path in (tmp_path / "cassettes" / "test_it").iterdir()] == ["test_it-a-b.jsonl"]
    assert run(tmp_path, CASSETTE.format(real=False, asked=""), "-k", "a/b")[0] == 0
    code, printed = run(tmp_path, CASSETTE.format(real=False, asked="Why?"), "-k", "a/b")
    assert (code, "UnrecordedRequest" in printed, '"content": "Why?"' in printed) == (1, True, True)


def test_tests_of_one_name_in_two_classes_have_cassettes_of_their_own(tmp_path: Path) -> None:
    code = """
        class TestFirst:
            def test_it(self, cassette): ...

        class TestSecond:
            def test_it(self, cassette): ...
    """
    assert run(tmp_path, code, "--inferlink-record")[0] == 0
    found = sorted(path.name for path in (tmp_path / "cassettes" / "test_it").iterdir())
    assert found == ["TestFirst-test_it.jsonl", "TestSecond-test_it.jsonl"]


def test_cassette_that_is_missing_says_how_it_is_made(tmp_path: Path) -> None:
    code, printed = run(tmp_path, CASSETTE.format(real=True, asked=""))
    assert (code, "--inferlink-record" in printed) == (1, True)


def test_plugin_is_not_loaded_unasked(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(
        "import sys\n\ndef test_it():\n    assert not [name for name in sys.modules if name.startswith('inferlink')]\n"
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("url", ["http://192.0.2.1/v1", "http://model.test/v1", "http://[2001:db8::1]/v1"])
def test_call_of_a_real_host_fails_the_test(url: str, kind: str) -> None:
    forbidden = pytest.raises(AssertionError, match="may not use the network")
    with forbid_network(), open_client(kind, base_url=url) as client, forbidden:
        client.chat_completion("Hello")


def test_this_machine_may_be_called() -> None:
    async def call(url: str) -> object:
        async with AsyncInferenceClient(base_url=url) as client:
            return (await client.chat_completion("Hello")).choices

    with FakeServer() as server, forbid_network():
        with InferenceClient(base_url=server.url) as client:
            assert client.chat_completion("Hello").choices
        assert asyncio.run(call(server.url.replace("127.0.0.1", "localhost") + "/v1"))


def test_guard_ends_with_its_block() -> None:
    before = socket.getaddrinfo
    with forbid_network():
        assert socket.getaddrinfo is not before
    assert socket.getaddrinfo is before
