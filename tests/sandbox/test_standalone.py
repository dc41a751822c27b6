"""`python -m sandbox`: the server as a process of its own."""

import asyncio
import signal
import socket
import sys

import aiohttp


async def started(*options: str) -> tuple[asyncio.subprocess.Process, str]:
    """The process and the first line it prints."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sandbox", *options),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    async with asyncio.timeout(20):
        return process, (await process.stdout.readline()).decode().strip()


async def test_it_prints_its_address_serves_its_token_and_stops_on_sigterm() -> None:
    process, address = await started("--token", "77:abc", "--no-limits")
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{address}/bot77:abc/getMe") as response:
            me = (await response.json())["result"]
        async with session.get(f"{address}/sandbox/limits") as response:
            limits = await response.json()
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(5):
        status = await process.wait()

    assert (me["id"], limits["enabled"], status) == (77, False, 0)


async def test_a_taken_port_is_one_sentence_and_exit_1() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process, _ = await started("--port", str(port))
        assert process.stderr is not None
        sentence = (await process.stderr.read()).decode()

    assert await process.wait() == 1
    assert sentence.startswith(f"sandbox: cannot listen on 127.0.0.1:{port}:")
    assert sentence.count("\n") == 1
