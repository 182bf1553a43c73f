# SPDX-FileCopyrightText: 2026 The Holdpoint authors
# SPDX-License-Identifier: Apache-2.0
"""OpenAI's client with OpenTelemetry's own instrumentation: a tool is asked for and answered."""

import json

from opentelemetry._logs import set_logger_provider
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor

from tracing import provider

made = provider()
logs = LoggerProvider()
logs.add_log_record_processor(BatchLogRecordProcessor(OTLPLogExporter(), schedule_delay_millis=50))
set_logger_provider(logs)

from openai import OpenAI
from opentelemetry.instrumentation.openai_v2 import OpenAIInstrumentor

OpenAIInstrumentor().instrument()
client = OpenAI()
tool = {
    "type": "function",
    "function": {"name": "read_file", "description": "Reads a file.",
                 "parameters": {"type": "object", "properties": {"path": {"type": "string"}}}},
}
messages = [{"role": "system", "content": "be short"},
            {"role": "user", "content": "read notes/a.txt"}]
first = client.chat.completions.create(model="stub-1", messages=messages, tools=[tool])
call = first.choices[0].message.tool_calls[0]
messages += [
    {"role": "assistant", "content": None, "tool_calls": [call.model_dump()]},
    {"role": "tool", "tool_call_id": call.id, "content": json.dumps("hello")},
]
client.chat.completions.create(model="stub-1", messages=messages, tools=[tool])
made.force_flush()
made.shutdown()
logs.force_flush()
logs.shutdown()
