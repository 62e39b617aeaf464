"""Requests beyond the tasks: `request(...)`, health and information, for both clients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

from .errors import APIStatusError
from .options import RequestOptions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._effects import Flow
    from ._raw import RawReply
    from ._settings import Settings, State
    from ._streaming import AsyncStream, Stream

__all__ = ["AsyncRequests", "SyncRequests"]

T = TypeVar("T")


def server_request(url: str | None, path: str, settings: Settings, state: State) -> Flow[Any]:
    """A GET at the root of a server."""
    from ._raw import RawRequest, run_request, server_root
    from ._settings import is_url
    from .errors import InvalidInput

    url = url or settings.base_url or settings.model
    if not is_url(url):
        raise InvalidInput(f"{path} is asked of a server: pass model='http://...' or make the client with base_url=.")
    return run_request(RawRequest(method="GET", path=path, url=server_root(url or "")), settings, state)


class SyncRequests:
    """Requests beyond the tasks."""

    _settings: Settings
    _state: State

    def _run(self, flow: Flow[Any]) -> Any:
        raise NotImplementedError

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
        from ._raw import RawRequest, run_request

        raw = RawRequest(method=method, path=path, json=json, content=content, type=type, stream=stream)
        settings = self._settings.with_options(options)
        settings = settings.with_options(RequestOptions(headers=headers or {}))
        result: RawReply | T | Stream[Any, None] = self._run(run_request(raw, settings, self._state))
        return result

    def health_check(self, model: str | None = None) -> bool:
        """Whether the server says it is healthy: `GET /health` at its root answers 200.

        Args:
            model: URL of the server, where it is not the client's.

        Raises:
            InvalidInput: When neither is a URL.
            APIConnectionError: When there is no connection.
        """
        try:
            self._run(server_request(model, "/health", self._settings, self._state))
        except APIStatusError:
            return False
        return True

    def get_endpoint_info(self, *, model: str | None = None) -> dict[str, Any]:
        """What a TGI or TEI server says of itself: `GET /info` at its root.

        Args:
            model: URL of the server, where it is not the client's.

        Raises:
            InvalidInput: When neither is a URL.
            APIStatusError: When the server has no such route.
        """
        reply: RawReply = self._run(server_request(model, "/info", self._settings, self._state))
        info: dict[str, Any] = reply.json()
        return info


class AsyncRequests:
    """Requests beyond the tasks."""

    _settings: Settings
    _state: State

    async def _run(self, flow: Flow[Any]) -> Any:
        raise NotImplementedError

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
        from ._raw import RawRequest, run_request

        raw = RawRequest(method=method, path=path, json=json, content=content, type=type, stream=stream)
        settings = self._settings.with_options(options)
        settings = settings.with_options(RequestOptions(headers=headers or {}))
        result: RawReply | T | AsyncStream[Any, None] = await self._run(run_request(raw, settings, self._state))
        return result

    async def health_check(self, model: str | None = None) -> bool:
        """Whether the server says it is healthy: `GET /health` at its root answers 200.

        Args:
            model: URL of the server, where it is not the client's.

        Raises:
            InvalidInput: When neither is a URL.
            APIConnectionError: When there is no connection.
        """
        try:
            await self._run(server_request(model, "/health", self._settings, self._state))
        except APIStatusError:
            return False
        return True

    async def get_endpoint_info(self, *, model: str | None = None) -> dict[str, Any]:
        """What a TGI or TEI server says of itself: `GET /info` at its root.

        Args:
            model: URL of the server, where it is not the client's.

        Raises:
            InvalidInput: When neither is a URL.
            APIStatusError: When the server has no such route.
        """
        reply: RawReply = await self._run(server_request(model, "/info", self._settings, self._state))
        info: dict[str, Any] = reply.json()
        return info
