# SPDX-FileCopyrightText: 2026 The Holdpoint authors
# SPDX-License-Identifier: Apache-2.0
"""Two listeners in one process: the model of model.py, and a sink that writes down OTLP.

usage: recorder.py FOLDER -- COMMAND ARG...

Runs the command with MODEL_URL, OPENAI_BASE_URL (its /v1) and OTEL_EXPORTER_OTLP_ENDPOINT set to the
two listeners, and writes what it exported to FOLDER/<name>.ndjson, where <name> is the environment's RECORDING. One
line for each request: path, content type, user agent, encoding, body in Base64.
"""

import base64
import http.server
import json
import os
import subprocess
import sys
import threading

from model import Model

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
            MODEL_URL=f"http://127.0.0.1:{model}",
            OPENAI_BASE_URL=f"http://127.0.0.1:{model}/v1",
            OPENAI_API_KEY="not-a-key",
            OTEL_EXPORTER_OTLP_ENDPOINT=f"http://127.0.0.1:{sink}",
            OTEL_SERVICE_NAME="recorded-agent",
        )
        sys.exit(subprocess.run(command, env=environment, timeout=120).returncode)


if __name__ == "__main__":
    main()
