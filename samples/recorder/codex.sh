#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Holdpoint authors
# SPDX-License-Identifier: Apache-2.0
# Codex CLI in a home of its own: one prompt, a command, a tool of an MCP server.
set -eu
home=$PWD/home
trap 'rm -rf "$home"' EXIT
mkdir -p "$home/work"
cat > "$home/config.toml" << END
model = "stub-1"
model_provider = "stub"
approval_policy = "never"
sandbox_mode = "danger-full-access"
[model_providers.stub]
name = "stub"
base_url = "$OPENAI_BASE_URL"
env_key = "OPENAI_API_KEY"
wire_api = "responses"
[otel]
log_user_prompt = true
exporter = { otlp-http = { endpoint = "$OTEL_EXPORTER_OTLP_ENDPOINT/v1/logs", protocol = "${EXPORT:-binary}" } }
[mcp_servers.notes]
command = "$PWD/v/bin/python"
args = ["$PWD/notes.py"]
required = true
END
work=$PWD
cd "$home/work"
env -i PATH="$PATH" HOME="$home" CODEX_HOME="$home" OPENAI_API_KEY=not-a-key \
  "$work/node_modules/.bin/codex" exec --skip-git-repo-check "what is in my note?" < /dev/null
