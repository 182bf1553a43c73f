# SPDX-FileCopyrightText: 2026 The Holdpoint authors
# SPDX-License-Identifier: Apache-2.0
"""An agent of Pydantic AI, which speaks the GenAI conventions and nothing of its own."""

from tracing import provider

made = provider()

from pydantic_ai import Agent
from pydantic_ai.models.instrumented import InstrumentationSettings
from pydantic_ai.models.openai import OpenAIChatModel

Agent.instrument_all(InstrumentationSettings())
agent = Agent(OpenAIChatModel("stub-1"), name="billing", system_prompt="be short")


@agent.tool_plain
def read_file(path: str) -> str:
    """Reads a file."""
    return "hello"


agent.run_sync("read notes/a.txt")
made.force_flush()
made.shutdown()
