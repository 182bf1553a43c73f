# SPDX-FileCopyrightText: 2026 The Holdpoint authors
# SPDX-License-Identifier: Apache-2.0
"""A model that follows a script, in the forms of four vendors.

It speaks chat completions, responses, messages (Anthropic) and generateContent (Gemini), as a whole
or as a stream. With the environment's SCRIPT, a JSON list of [tool, arguments], it asks for these
tools one after another; without it for a hand-over, else for the first tool there is. Then it is done.
"""

import http.server
import json
import os
import time

TOOL_ARGUMENTS = {"path": "notes/a.txt"}
SCRIPT = json.loads(os.environ.get("SCRIPT", "[]"))
ANSWER = "done"
THOUGHT = "Nothing is left to do."


def choose(names, used):
    """The model's whole wit: what it asks for when it sees these tools and so many results."""
    if SCRIPT:
        wanted = SCRIPT[used] if used < len(SCRIPT) else None
        return wanted if wanted and wanted[0] in names else (None, None)
    hand_over = [n for n in names if "transfer" in n]
    if hand_over and used == 0:
        return hand_over[0], {"agent_name": "billing"} if "to_agent" in hand_over[0] else {}
    usable = [n for n in names if "transfer" not in n]
    if usable and used < (2 if os.environ.get("HANDED") else 1):
        return usable[0], TOOL_ARGUMENTS
    return None, None


def chat(body):
    """Chat completions."""
    messages = body.get("messages", [])
    used = sum(1 for m in messages if m.get("role") == "tool")
    name, arguments = choose([t.get("function", t)["name"] for t in body.get("tools") or []], used)
    message = {"role": "assistant", "content": None if name else ANSWER}
    if name:
        message["tool_calls"] = [
            {"id": f"call_{len(messages)}", "type": "function",
             "function": {"name": name, "arguments": json.dumps(arguments)}}
        ]
    else:
        message["reasoning_content"] = THOUGHT
    whole = {
        "id": "chatcmpl-1", "object": "chat.completion", "created": int(time.time()),
        "model": body.get("model", "stub-1"),
        "choices": [{"index": 0, "message": message,
                     "finish_reason": "tool_calls" if name else "stop"}],
        "usage": {"prompt_tokens": 21, "completion_tokens": 7, "total_tokens": 28,
                  "prompt_tokens_details": {"cached_tokens": 5},
                  "completion_tokens_details": {"reasoning_tokens": 3}},
    }
    if not body.get("stream"):
        return whole, None
    delta = {k: v for k, v in message.items() if v is not None}
    for i, call in enumerate(delta.get("tool_calls", [])):
        call["index"] = i
    base = {k: whole[k] for k in ("id", "created", "model")} | {"object": "chat.completion.chunk"}
    end = whole["choices"][0]["finish_reason"]
    return None, [
        {**base, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]},
        {**base, "choices": [{"index": 0, "delta": {}, "finish_reason": end}]},
        {**base, "choices": [], "usage": whole["usage"]},
        "[DONE]",
    ]


def names_of(tools):
    """Names as a model says them; tools of a namespace with it in front."""
    for tool in tools:
        if tool.get("type") == "namespace":
            yield from (tool["name"] + "/" + t["name"] for t in tool["tools"])
        else:
            yield tool.get("name", "")


def responses(body):
    """OpenAI's responses."""
    said = body.get("input") or []
    said = [] if isinstance(said, str) else said
    used = sum(1 for item in said if item.get("type", "").endswith("_call_output"))
    name, arguments = choose(list(names_of(body.get("tools") or [])), used)
    if name:
        space, _, plain = name.rpartition("/")
        item = {"type": "function_call", "id": f"fc_{used}", "call_id": f"call_{used + 1:024d}",
                "name": plain, "arguments": json.dumps(arguments), "status": "completed"}
        if space:
            item["namespace"] = space
    else:
        item = {"type": "message", "id": "msg_1", "role": "assistant", "status": "completed",
                "content": [{"type": "output_text", "text": ANSWER, "annotations": []}]}
    whole = {
        "id": "resp_1", "object": "response", "created_at": int(time.time()), "status": "completed",
        "model": body.get("model", "stub-1"), "output": [item], "parallel_tool_calls": False,
        "tool_choice": "auto", "tools": [],
        "usage": {"input_tokens": 21, "input_tokens_details": {"cached_tokens": 5},
                  "output_tokens": 7, "output_tokens_details": {"reasoning_tokens": 3},
                  "total_tokens": 28},
    }
    if not body.get("stream"):
        return whole, None
    begun = {**whole, "status": "in_progress", "output": [], "usage": None}
    return None, [
        {"type": "response.created", "response": begun},
        {"type": "response.output_item.added", "output_index": 0, "item": item},
        {"type": "response.output_item.done", "output_index": 0, "item": item},
        {"type": "response.completed", "response": whole},
    ]


def messages(body):
    """Anthropic's messages."""
    said = [m["content"] for m in body.get("messages", []) if isinstance(m["content"], list)]
    used = sum(1 for parts in said for part in parts if part.get("type") == "tool_result")
    name, arguments = choose([t["name"] for t in body.get("tools") or []], used)
    if name:
        block = {"type": "tool_use", "id": f"toolu_{used + 1:024d}", "name": name, "input": arguments}
    else:
        block = {"type": "text", "text": ANSWER}
    end = "tool_use" if name else "end_turn"
    tokens = {"input_tokens": 16, "cache_read_input_tokens": 5, "cache_creation_input_tokens": 0}
    whole = {"id": f"msg_{used + 1}", "type": "message", "role": "assistant", "content": [block],
             "model": body.get("model", "stub-1"), "stop_reason": end, "stop_sequence": None,
             "usage": {**tokens, "output_tokens": 7}}
    if not body.get("stream"):
        return whole, None
    empty = {**block, "input": {}} if name else {**block, "text": ""}
    delta = ({"type": "input_json_delta", "partial_json": json.dumps(arguments)} if name
             else {"type": "text_delta", "text": ANSWER})
    begun = {**whole, "content": [], "stop_reason": None, "usage": {**tokens, "output_tokens": 1}}
    return None, [
        {"type": "message_start", "message": begun},
        {"type": "content_block_start", "index": 0, "content_block": empty},
        {"type": "content_block_delta", "index": 0, "delta": delta},
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": end, "stop_sequence": None},
         "usage": {"output_tokens": 7}},
        {"type": "message_stop"},
    ]


def generate_content(body, streamed):
    """Gemini's generateContent."""
    parts = [part for content in body.get("contents", []) for part in content.get("parts", [])]
    used = sum(1 for part in parts if "functionResponse" in part)
    names = [d["name"] for t in body.get("tools") or [] for d in t.get("functionDeclarations", [])]
    name, arguments = choose(names, used)
    kind = body.get("generationConfig", {}).get("responseMimeType", "")
    text = "{}" if kind == "application/json" else ANSWER
    part = {"functionCall": {"id": f"fn_{used + 1:024d}", "name": name, "args": arguments}} if name \
        else {"text": text}
    whole = {
        "candidates": [{"index": 0, "content": {"role": "model", "parts": [part]},
                        "finishReason": "STOP"}],
        "usageMetadata": {"promptTokenCount": 21, "cachedContentTokenCount": 5,
                          "candidatesTokenCount": 4, "thoughtsTokenCount": 3,
                          "totalTokenCount": 28},
        "modelVersion": "stub-1", "responseId": "resp-1",
    }
    return (None, [whole]) if streamed else (whole, None)


def answer(path, body):
    """The whole answer, or the events of a stream."""
    if "count_tokens" in path or "countTokens" in path:
        return {"input_tokens": 21, "totalTokens": 21}, None
    if "enerateContent" in path:
        return generate_content(body, "streamGenerateContent" in path)
    if "/messages" in path:
        return messages(body)
    return responses(body) if "/responses" in path else chat(body)


def events(stream):
    """Server-sent events; those of a kind are named after it."""
    for event in stream:
        if isinstance(event, dict):
            yield (f"event: {event['type']}\n" if "type" in event else "")
            event = json.dumps(event)
        yield f"data: {event}\n\n"


class Model(http.server.BaseHTTPRequestHandler):
    """The listener."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))) or b"{}")
        if os.environ.get("SHOW"):
            print(self.path, json.dumps(body), flush=True)
        whole, stream = answer(self.path, body)
        if stream:
            self.reply("".join(events(stream)), "text/event-stream")
        else:
            self.reply(json.dumps(whole), "application/json")

    def do_GET(self):
        self.reply(json.dumps({"object": "list", "data": [], "models": []}), "application/json")

    def do_HEAD(self):
        self.reply("", "application/json")

    def reply(self, text, kind):
        out = text.encode()
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(out)))
        self.end_headers()
        self.wfile.write(out)

    def log_message(self, *args):
        pass
