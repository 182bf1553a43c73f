# SPDX-FileCopyrightText: 2026 The Holdpoint authors
# SPDX-License-Identifier: Apache-2.0
"""An MCP server with one tool, on standard input and output."""

from fastmcp import FastMCP

server = FastMCP("notes")


@server.tool
def read_note(name: str) -> str:
    """Reads a note."""
    return f"{name}: buy milk"


if __name__ == "__main__":
    server.run(show_banner=False)
