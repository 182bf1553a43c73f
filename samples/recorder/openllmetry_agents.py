# SPDX-FileCopyrightText: 2026 The Holdpoint authors
# SPDX-License-Identifier: Apache-2.0
"""OpenAI Agents SDK for Python, by OpenLLMetry or (DIALECT=openinference) by OpenInference."""

import asyncio
import os

from tracing import provider

made = provider()
if os.environ.get("DIALECT") == "openinference":
    from openinference.instrumentation.openai_agents import OpenAIAgentsInstrumentor
else:
    from opentelemetry.instrumentation.openai_agents import OpenAIAgentsInstrumentor
OpenAIAgentsInstrumentor().instrument(tracer_provider=made)

from agents import Agent, Runner, function_tool, set_default_openai_api, set_default_openai_client
from openai import AsyncOpenAI

set_default_openai_client(AsyncOpenAI(), use_for_tracing=False)
set_default_openai_api("chat_completions")


@function_tool
def read_file(path: str) -> str:
    """Reads a file."""
    return "hello"


billing = Agent(name="billing", model="stub-1", tools=[read_file])
triage = Agent(name="triage", model="stub-1", handoffs=[billing])
asyncio.run(Runner.run(triage, "what do I owe?"))
made.force_flush()
made.shutdown()
