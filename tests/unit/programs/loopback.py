"""A server in a process of its own, so that its memory is not counted: prints its port, and ends with its input.

`POST /sink` counts a body and forgets it. `GET /image` is an image of `size=` bytes, which nobody holds. `GET
/link?size=` tells where that is. `POST /count` answers as many requests as `most=` says, and no more until it is asked
for `/open`.
"""

from __future__ import annotations

import asyncio
import sys
from urllib.parse import parse_qsl, urlsplit

PNG = b"\x89PNG\r\n\x1a\n"
BLOCK = bytes(1 << 18)
state = {"answered": 0}
released = asyncio.Event()


def head(size: int, kind: str = "application/json") -> bytes:
    return f"HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {size}\r\n\r\n".encode()


async def read_body(reader: asyncio.StreamReader, headers: dict[str, str]) -> int:
    left = int(headers.get("content-length", 0))
    size = 0
    if headers.get("transfer-encoding") == "chunked":
        while length := int(await reader.readline(), 16):
            size += await skip(reader, length)
            await reader.readline()
        await reader.readline()
    return size + await skip(reader, left)


async def skip(reader: asyncio.StreamReader, size: int) -> int:
    left = size
    while left and (data := await reader.read(min(left, len(BLOCK)))):
        left -= len(data)
    return size - left


async def send_image(writer: asyncio.StreamWriter, size: int) -> None:
    writer.write(head(size, "image/png") + PNG)
    left = size - len(PNG)
    while left:
        writer.write(BLOCK[:left])
        await writer.drain()
        left -= min(left, len(BLOCK))


async def answer(writer: asyncio.StreamWriter, path: str, query: dict[str, str], received: int, host: str) -> None:
    if path == "/image":
        return await send_image(writer, int(query["size"]))
    text = f'{{"text": "{received}"}}'
    if path == "/link":
        text = f'{{"url": "http://{host}/image?size={query["size"]}"}}'
    if path == "/open":
        released.set()
    if path == "/count":
        state["answered"] += 1
        if state["answered"] > int(query["most"]):
            await released.wait()
    writer.write(head(len(text)) + text.encode())
    return await writer.drain()


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while line := await reader.readline():
            target = urlsplit(line.split()[1].decode())
            headers: dict[str, str] = {}
            while (line := await reader.readline()).strip():
                name, _, value = line.decode("latin-1").partition(":")
                headers[name.lower()] = value.strip()
            received = await read_body(reader, headers)
            await answer(writer, target.path, dict(parse_qsl(target.query)), received, headers["host"])
    except OSError:
        pass  # the client has gone
    finally:
        writer.close()


async def main() -> None:
    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=1024, limit=1 << 20)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.close()


asyncio.run(main())
