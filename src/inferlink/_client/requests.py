"""Requests beyond the tasks: `request(...)`, health and information, for both clients."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

from .._settings import clean_headers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .._sending.effects import Flow
    from .._settings import Settings, State
    from .._streams.objects import AsyncStream, Stream
    from ..options import RequestOptions
    from .about import ServerInfo
    from .raw import RawReply

__all__ = ["AsyncRequests", "SyncRequests"]

T = TypeVar("T")


class _Asking:
    """Flows for both clients. As generators they import what they need when they run, off a loop."""

    _settings: Settings
    _state: State

    def _own_request(
        self, options: RequestOptions | None, headers: Mapping[str, str] | None, **parts: Any
    ) -> Flow[Any]:
        """A request of the caller's own."""
        from .raw import RawRequest, run_request

        settings = self._settings.with_options(options)
        settings = replace(settings, headers={**settings.headers, **clean_headers(headers)})
        return (yield from run_request(RawRequest(**parts), settings, self._state))

    def _about(self, what: str, url: str | None) -> Flow[Any]:
        """A question about a server."""
        from . import about

        ask: Callable[[str | None, Settings, State], Flow[Any]] = getattr(about, what)
        return (yield from ask(url, self._settings, self._state))


class SyncRequests(_Asking, ABC):
    """Requests beyond the tasks."""

    @abstractmethod
    def _run(self, flow: Flow[Any]) -> Any:
        """Carry a flow out."""

    @overload
    def request(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        type: None = None,
        stream: Literal[False] = False,
        options: RequestOptions | None = None,
    ) -> RawReply: ...
    @overload
    def request(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        type: type[T],
        stream: Literal[False] = False,
        options: RequestOptions | None = None,
    ) -> T: ...
    @overload
    def request(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        type: None = None,
        stream: Literal[True],
        options: RequestOptions | None = None,
    ) -> Stream[Any, None]: ...
    def request(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        type: type[T] | None = None,
        stream: bool = False,
        options: RequestOptions | None = None,
    ) -> RawReply | T | Stream[Any, None]:
        """Send a request of your own to the client's target, with its auth, retries, errors and streaming.

        GET, HEAD and streams are repeated as chat is; any other only where nothing can have been billed for it.

        Args:
            method: HTTP method.
            path: Path below the target's base, or a URL on the same origin.
            json: Body as JSON.
            content: Body as bytes.
            headers: Extra headers.
            type: Read the reply as this type: a dataclass, TypedDict, pydantic model, or builtin.
            stream: Hand over server-sent events as they come, each as JSON.
            options: Options of this call.

        Raises:
            InvalidInput: For two bodies, another origin, or a client without a target.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            ResponseShapeError: When the reply is not of the wanted type.
        """
        parts = {"method": method, "path": path, "json": json, "content": content, "type": type, "stream": stream}
        result: RawReply | T | Stream[Any, None] = self._run(self._own_request(options, headers, **parts))
        return result

    def health_check(self, model: str | None = None) -> bool:
        """Whether the server says it is healthy: `GET /health` at its root, or what its file says, answers 200.

        Args:
            model: URL of the server, where it is not the client's.

        Raises:
            InvalidInput: When neither is a URL.
            APIConnectionError: When there is no connection.
        """
        healthy: bool = self._run(self._about("server_health", model))
        return healthy

    def get_endpoint_info(self, *, model: str | None = None) -> dict[str, Any]:
        """What a TGI or TEI server says of itself: `GET /info` at its root.

        Args:
            model: URL of the server, where it is not the client's.

        Raises:
            InvalidInput: When neither is a URL.
            APIStatusError: When the server has no such route.
        """
        found: dict[str, Any] = self._run(self._about("endpoint_info", model))
        return found

    def server(self, url: str | None = None) -> ServerInfo:
        """What the server at the client's URL is: name, version, state, models, context length, tasks.

        Unless the client names a server with `provider=`, a few GETs find out which one it is; the answer is kept for
        ten minutes. Nothing that costs is called.

        Args:
            url: URL of the server, where it is not the client's.

        Raises:
            InvalidInput: When there is no server to ask.
            APIConnectionError: When there is no connection.
        """
        found: ServerInfo = self._run(self._about("server_info", url))
        return found


class AsyncRequests(_Asking, ABC):
    """Requests beyond the tasks."""

    @abstractmethod
    async def _run(self, flow: Flow[Any]) -> Any:
        """Carry a flow out."""

    @overload
    async def request(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        type: None = None,
        stream: Literal[False] = False,
        options: RequestOptions | None = None,
    ) -> RawReply: ...
    @overload
    async def request(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        type: type[T],
        stream: Literal[False] = False,
        options: RequestOptions | None = None,
    ) -> T: ...
    @overload
    async def request(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        type: None = None,
        stream: Literal[True],
        options: RequestOptions | None = None,
    ) -> AsyncStream[Any, None]: ...
    async def request(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        type: type[T] | None = None,
        stream: bool = False,
        options: RequestOptions | None = None,
    ) -> RawReply | T | AsyncStream[Any, None]:
        """Send a request of your own to the client's target, with its auth, retries, errors and streaming.

        GET, HEAD and streams are repeated as chat is; any other only where nothing can have been billed for it.

        Args:
            method: HTTP method.
            path: Path below the target's base, or a URL on the same origin.
            json: Body as JSON.
            content: Body as bytes.
            headers: Extra headers.
            type: Read the reply as this type: a dataclass, TypedDict, pydantic model, or builtin.
            stream: Hand over server-sent events as they come, each as JSON.
            options: Options of this call.

        Raises:
            InvalidInput: For two bodies, another origin, or a client without a target.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            ResponseShapeError: When the reply is not of the wanted type.
        """
        parts = {"method": method, "path": path, "json": json, "content": content, "type": type, "stream": stream}
        result: RawReply | T | AsyncStream[Any, None] = await self._run(self._own_request(options, headers, **parts))
        return result

    async def health_check(self, model: str | None = None) -> bool:
        """Whether the server says it is healthy: `GET /health` at its root, or what its file says, answers 200.

        Args:
            model: URL of the server, where it is not the client's.

        Raises:
            InvalidInput: When neither is a URL.
            APIConnectionError: When there is no connection.
        """
        healthy: bool = await self._run(self._about("server_health", model))
        return healthy

    async def get_endpoint_info(self, *, model: str | None = None) -> dict[str, Any]:
        """What a TGI or TEI server says of itself: `GET /info` at its root.

        Args:
            model: URL of the server, where it is not the client's.

        Raises:
            InvalidInput: When neither is a URL.
            APIStatusError: When the server has no such route.
        """
        found: dict[str, Any] = await self._run(self._about("endpoint_info", model))
        return found

    async def server(self, url: str | None = None) -> ServerInfo:
        """What the server at the client's URL is: name, version, state, models, context length, tasks.

        Unless the client names a server with `provider=`, a few GETs find out which one it is; the answer is kept for
        ten minutes. Nothing that costs is called.

        Args:
            url: URL of the server, where it is not the client's.

        Raises:
            InvalidInput: When there is no server to ask.
            APIConnectionError: When there is no connection.
        """
        found: ServerInfo = await self._run(self._about("server_info", url))
        return found
