"""What a call will find on this machine: versions, extras, keys, servers. Nothing secret is printed."""

from __future__ import annotations

import os
import platform
import re
import sys
from importlib.metadata import PackageNotFoundError, requires, version
from typing import TYPE_CHECKING

from inferlink import InferenceClient

from .._auth import HUB_TOKENS, hub_endpoint, token_from_file, token_path
from .._urls import read_address, shown
from ..errors import APIConnectionError, InferenceError, InvalidInput
from ..options import Timeout
from ._tables import print_rows
from ._targets import known_targets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["doctor"]

_PATIENCE = Timeout(connect=3, first_byte=3, total=5)
_EXTRA = re.compile(r"""extra\s*==\s*['"]([\w-]+)['"]""")
_NAME = re.compile(r"[\w.-]+")
_OPTIONS = ("INFERLINK_MODEL", "INFERLINK_PROVIDER", "INFERLINK_BASE_URL", "INFERLINK_API_KEY", "INFERLINK_LOG")


def doctor() -> None:
    """Look at this installation: versions, extras, where keys are found, which hosts answer. It prints no secret."""
    checks = (*_versions(), *_extras(), *_keys(), *_hosts())
    print_rows([{"what": what, "found": found} for what, found in checks])


def _versions() -> Iterator[tuple[str, str]]:
    yield "inferlink", version("inferlink")
    yield "Python", f"{platform.python_version()} on {sys.platform}, {platform.machine()}"
    for line in requires("inferlink") or []:
        if not _EXTRA.search(line) and (name := _NAME.match(line)):
            yield name[0], version(name[0])


def _extras() -> Iterator[tuple[str, str]]:
    """Each extra, and what is missing of it."""
    needed: dict[str, list[str]] = {}
    for line in requires("inferlink") or []:
        if (extra := _EXTRA.search(line)) and (name := _NAME.match(line)):
            needed.setdefault(extra[1], []).append(name[0])
    for title, packages in sorted(needed.items()):
        missing = [package for package in packages if not _is_installed(package)]
        yield f"extra {title}", f"without {', '.join(missing)}" if missing else "complete"


def _is_installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def _keys() -> Iterator[tuple[str, str]]:
    """Where keys are found; of no key is more told than its place."""
    yield "Hub token", _token_place()
    names = {name for _, _, plain in known_targets() for name in plain.get("key_env", ())}
    for name in sorted(names - set(HUB_TOKENS)) + list(_OPTIONS):
        if os.environ.get(name, "").strip():
            yield name, "set"


def _token_place() -> str:
    variable = next((name for name in HUB_TOKENS if os.environ.get(name, "").strip()), None)
    if variable is not None:
        return f"in {variable}"
    try:
        found = token_from_file()
    except InvalidInput:
        return f"in {token_path()}, but it holds spaces, line breaks or non-ASCII characters"
    return "none" if found is None else f"in {token_path()}"


def _hosts() -> Iterator[tuple[str, str]]:
    """The Hub, and local servers where they usually are, or where the environment says."""
    hub = hub_endpoint()
    yield shown(hub), _ask(hub, _ask_hub)
    asked: set[str] = set()
    for _, _, plain in known_targets():
        usual: str = plain.get("address", "")
        variable = next((name for name in plain.get("address_env", ()) if os.environ.get(name, "").strip()), None)
        try:
            url = usual if variable is None else read_address(os.environ[variable], usual)
        except InvalidInput as error:
            yield str(variable), error.message
            continue
        if url and url not in asked:
            asked.add(url)
            yield shown(url), _ask(url, _ask_server)


def _ask(url: str, question: Callable[[InferenceClient, str], str]) -> str:
    try:
        with InferenceClient(base_url=url, token=False, timeout=_PATIENCE, retry=0) as client:
            return question(client, url)
    except APIConnectionError as error:
        return f"nothing answers: {error.message.partition('. ')[0]}"
    except InferenceError as error:
        return f"answers with an error: {error.message}" if error.status else error.message


def _ask_hub(client: InferenceClient, url: str) -> str:
    client.request("GET", f"{url}/api/models?limit=1")
    return "answers"


def _ask_server(client: InferenceClient, url: str) -> str:
    info = client.server()
    return " ".join(part for part in (info.title, info.version, info.state) if part)
