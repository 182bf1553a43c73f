# SPDX-FileCopyrightText: 2026 The Holdpoint authors
# SPDX-License-Identifier: Apache-2.0
"""A client and a server of FastMCP in one process: a tool, one that fails, a resource, a prompt."""

import asyncio
import sys

from tracing import provider

made = provider()
sys.tracebacklimit = 0  # no lines of the packages in what is recorded

from fastmcp import Client, FastMCP

server = FastMCP("notes")


@server.tool
def read_note(name: str) -> str:
    """Reads a note."""
    return f"{name}: buy milk"


@server.tool
def delete_note(name: str) -> str:
    """Deletes a note."""
    raise ValueError("no such note")


@server.resource("note://today")
def today() -> str:
    """What is noted today."""
    return "buy milk"


@server.prompt
def remind(what: str) -> str:
    """Words to remind somebody with."""
    return f"Do not forget: {what}"


async def main():
    async with Client(server) as client:
        await client.call_tool("read_note", {"name": "a"})
        await client.call_tool("delete_note", {"name": "b"}, raise_on_error=False)
        await client.read_resource("note://today")
        await client.get_prompt("remind", {"what": "milk"})


asyncio.run(main())
made.force_flush()
made.shutdown()
