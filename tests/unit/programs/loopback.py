"""A server in a process of its own, so that its memory is not counted: prints its port, and ends with its input.

`POST /sink` counts a body and forgets it. `POST /v1/chat/completions` says the last message. `GET /image` is an image
of `size=` bytes, which nobody holds, `GET /link?size=` tells where that is, and `GET /packed?size=` has it in JSON.
`POST /count` answers as many requests as `most=` says, and no more until it is asked for `/open`. `POST /most` tells
how many connections were open at once since it was asked last.
"""

from __future__ import annotations

import asyncio
import json
import sys
from binascii import b2a_base64
from urllib.parse import parse_qsl, urlsplit

PNG = b"\x89PNG\r\n\x1a\n"
BLOCK = bytes(1 << 18)
state = {"answered": 0, "open": 0, "most": 0}
released = asyncio.Event()


def head(size: int, kind: str = "application/json") -> bytes:
    return f"HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {size}\r\n\r\n".encode()


async def read_body(reader: asyncio.StreamReader, headers: dict[str, str]) -> int:
    """The size of a body."""
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


async def send_packed(writer: asyncio.StreamWriter, size: int) -> None:
    """The same in base64: `size` is a multiple of 3."""
    before, after = b'{"b64": "' + b2a_base64(PNG + b"\0", newline=False), b'"}'
    writer.write(head(len(before) + size // 3 * 4 - 12 + len(after)) + before)
    left = size // 3 * 4 - 12
    while left:
        writer.write(b"A" * min(left, len(BLOCK)))
        await writer.drain()
        left -= min(left, len(BLOCK))
    writer.write(after)
    await writer.drain()


def completion(body: bytes) -> str:
    message = {"role": "assistant", "content": json.loads(body)["messages"][-1]["content"]}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return json.dumps({"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]})


async def answer(writer: asyncio.StreamWriter, path: str, query: dict[str, str], received: int, host: str) -> None:
    if path == "/image":
        return await send_image(writer, int(query["size"]))
    if path == "/packed":
        return await send_packed(writer, int(query["size"]))
    text = f'{{"text": "{received}"}}'
    if path == "/most":
        text, state["most"] = f'{{"text": "{state["most"]}"}}', state["open"]
    if path == "/link":
        text = f'{{"url": "http://{host}/image?size={query["size"]}"}}'
    if path == "/open":
        released.set()
    if path == "/count":
        state["answered"] += 1
        if state["answered"] > int(query["most"]):
            await released.wait()
    return await say(writer, text)


async def say(writer: asyncio.StreamWriter, text: str) -> None:
    writer.write(head(len(text)) + text.encode())
    await writer.drain()


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    state["open"] += 1
    state["most"] = max(state["most"], state["open"])
    try:
        while line := await reader.readline():
            target = urlsplit(line.split()[1].decode())
            headers: dict[str, str] = {}
            while (line := await reader.readline()).strip():
                name, _, value = line.decode("latin-1").partition(":")
                headers[name.lower()] = value.strip()
            if target.path == "/v1/chat/completions":
                await say(writer, completion(await reader.readexactly(int(headers["content-length"]))))
                continue
            received = await read_body(reader, headers)
            await answer(writer, target.path, dict(parse_qsl(target.query)), received, headers["host"])
    except OSError:
        pass  # the client has gone
    finally:
        state["open"] -= 1
        writer.close()


async def main() -> None:
    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=1024, limit=1 << 20)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.close()


asyncio.run(main())
