# SPDX-FileCopyrightText: 2026 The Holdpoint authors
# SPDX-License-Identifier: Apache-2.0
"""Two listeners in one process: a model that follows a script, and a sink that writes down OTLP.

usage: recorder.py FOLDER -- COMMAND ARG...

Runs the command with OPENAI_BASE_URL and OTEL_EXPORTER_OTLP_ENDPOINT set to the two listeners, and
writes what it exported to FOLDER/<name>.ndjson, where <name> is the environment's RECORDING. One
line for each request: path, content type, user agent, encoding, body in Base64.
"""

import base64
import http.server
import json
import os
import subprocess
import sys
import threading
import time

TOOL_ARGUMENTS = json.dumps({"path": "notes/a.txt"})


def choose(body):
    """The model's whole wit: hand over, else use a tool once, else be done."""
    messages = body.get("messages") or body.get("input") or []
    if isinstance(messages, str):
        messages = [{"role": "user", "content": messages}]
    used = sum(
        1
        for m in messages
        if m.get("role") == "tool" or m.get("type") == "function_call_output"
    )
    tools = [t.get("function", t) for t in body.get("tools") or []]
    names = [t.get("name", "") for t in tools]
    hand_over = [n for n in names if "transfer" in n]
    if hand_over and used == 0:
        arguments = json.dumps({"agent_name": "billing"}) if "to_agent" in hand_over[0] else "{}"
        return hand_over[0], arguments
    usable = [n for n in names if "transfer" not in n]
    if usable and used < (2 if os.environ.get("HANDED") else 1):
        return usable[0], TOOL_ARGUMENTS
    return None, None


def completion(body):
    name, arguments = choose(body)
    message = {"role": "assistant", "content": None if name else "done"}
    if name:
        message["tool_calls"] = [
            {"id": f"call_{len(body.get('messages', []))}", "type": "function",
             "function": {"name": name, "arguments": arguments}}
        ]
    else:
        message["reasoning_content"] = "Nothing is left to do."
    return {
        "id": "chatcmpl-1", "object": "chat.completion", "created": int(time.time()),
        "model": body.get("model", "stub-1"),
        "choices": [{"index": 0, "message": message,
                     "finish_reason": "tool_calls" if name else "stop"}],
        "usage": {"prompt_tokens": 21, "completion_tokens": 7, "total_tokens": 28,
                  "prompt_tokens_details": {"cached_tokens": 5},
                  "completion_tokens_details": {"reasoning_tokens": 3}},
    }


def chunks(body):
    whole = completion(body)
    message = whole["choices"][0]["message"]
    delta = {k: v for k, v in message.items() if v is not None}
    for i, call in enumerate(delta.get("tool_calls", [])):
        call["index"] = i
    base = {"id": whole["id"], "object": "chat.completion.chunk", "created": whole["created"],
            "model": whole["model"]}
    yield {**base, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]}
    yield {**base, "choices": [{"index": 0, "delta": {},
                                "finish_reason": whole["choices"][0]["finish_reason"]}]}
    yield {**base, "choices": [], "usage": whole["usage"]}


class Model(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))) or b"{}")
        if body.get("stream"):
            lines = [f"data: {json.dumps(c)}\n\n" for c in chunks(body)] + ["data: [DONE]\n\n"]
            out, kind = "".join(lines).encode(), "text/event-stream"
        else:
            out, kind = json.dumps(completion(body)).encode(), "application/json"
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(out)))
        self.end_headers()
        self.wfile.write(out)

    def log_message(self, *args):
        pass


class Sink(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    out = None

    def do_POST(self):
        if self.headers.get("transfer-encoding", "").lower() == "chunked":
            body = b""
            while size := int(self.rfile.readline().strip(), 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        else:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
        line = {
            "url": self.path, "ct": self.headers.get("content-type", ""),
            "ua": self.headers.get("user-agent", ""),
            "enc": self.headers.get("content-encoding", ""),
            "body": base64.b64encode(body).decode(),
        }
        Sink.out.write(json.dumps(line) + "\n")
        Sink.out.flush()
        self.send_response(200)
        self.send_header("content-type", self.headers.get("content-type", ""))
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *args):
        pass


def listen(handler):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


def main():
    folder, command = sys.argv[1], sys.argv[sys.argv.index("--") + 1:]
    name = os.environ["RECORDING"]
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name + ".ndjson"), "w", encoding="utf-8") as out:
        Sink.out = out
        model, sink = listen(Model), listen(Sink)
        environment = dict(
            os.environ,
            OPENAI_BASE_URL=f"http://127.0.0.1:{model}/v1",
            OPENAI_API_KEY="not-a-key",
            OTEL_EXPORTER_OTLP_ENDPOINT=f"http://127.0.0.1:{sink}",
            OTEL_SERVICE_NAME="recorded-agent",
        )
        sys.exit(subprocess.run(command, env=environment, timeout=120).returncode)


if __name__ == "__main__":
    main()
