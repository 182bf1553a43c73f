# SPDX-FileCopyrightText: 2026 The Holdpoint authors
# SPDX-License-Identifier: Apache-2.0
"""The OpenAI client for Python, by OpenLLMetry or (DIALECT=openinference) by OpenInference."""

import os

from tracing import provider

made = provider()
if os.environ.get("DIALECT") == "openinference":
    from openinference.instrumentation.openai import OpenAIInstrumentor
else:
    from opentelemetry.instrumentation.openai import OpenAIInstrumentor
OpenAIInstrumentor().instrument(tracer_provider=made)

from openai import OpenAI

tools = [{"type": "function", "function": {"name": "read_file", "parameters": {
    "type": "object", "properties": {"path": {"type": "string"}}}}}]
client = OpenAI()
first = client.chat.completions.create(
    model="stub-1", tools=tools,
    messages=[{"role": "system", "content": "be brief"},
              {"role": "user", "content": "read notes/a.txt"}])
call = first.choices[0].message.tool_calls[0]
client.chat.completions.create(
    model="stub-1", tools=tools,
    messages=[{"role": "user", "content": "read notes/a.txt"},
              first.choices[0].message.model_dump(exclude_none=True),
              {"role": "tool", "tool_call_id": call.id, "content": "hello"}])
made.force_flush()
made.shutdown()
