# SPDX-FileCopyrightText: 2026 The Holdpoint authors
# SPDX-License-Identifier: Apache-2.0
"""Google ADK for Python with a model behind an OpenAI-compatible address."""

import asyncio
import os

from tracing import provider

made = provider()

from google.adk.agents import LlmAgent
from google.adk.models.lite_llm import LiteLlm
from google.adk.runners import InMemoryRunner
from google.genai import types

os.environ["OPENAI_API_BASE"] = os.environ["OPENAI_BASE_URL"]


def read_file(path: str) -> str:
    """Reads a file."""
    return "hello"


async def main():
    billing = LlmAgent(name="billing", model=LiteLlm(model="openai/stub-1"), tools=[read_file],
                       description="knows what is owed",
                       disallow_transfer_to_parent=True, disallow_transfer_to_peers=True)
    triage = LlmAgent(name="triage", model=LiteLlm(model="openai/stub-1"), sub_agents=[billing],
                      description="finds who knows")
    runner = InMemoryRunner(agent=triage, app_name="recorded")
    session = await runner.session_service.create_session(app_name="recorded", user_id="ann")
    message = types.Content(role="user", parts=[types.Part(text="what do I owe?")])
    async for _ in runner.run_async(user_id="ann", session_id=session.id, new_message=message):
        pass


asyncio.run(main())
made.force_flush()
made.shutdown()
