"""Keeps a Python process on this machine, and writes down what it tried elsewhere. Loads by itself from PYTHONPATH."""

import os
import sys

LOCAL = {"127.0.0.1", "::1", "localhost", "", None}


def watch(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if host not in LOCAL:
        with open(os.environ["LOOPBACK_ONLY_LOG"], "a", encoding="utf-8") as log:  # noqa: PTH123 - pathlib is not loaded yet
            print(event, host, file=log)
        raise PermissionError(f"{event} of {host}: this process stays on this machine")


sys.addaudithook(watch)
