#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Holdpoint authors
# SPDX-License-Identifier: Apache-2.0
# Gemini CLI in a home of its own: one prompt, a tool of an MCP server, a command.
set -eu
home=$PWD/home
trap 'rm -rf "$home"' EXIT
mkdir -p "$home/work"
mkdir "$home/.gemini"
cat > "$home/.gemini/settings.json" << END
{"telemetry": {"enabled": true, "target": "local", "otlpEndpoint": "$OTEL_EXPORTER_OTLP_ENDPOINT",
  "otlpProtocol": "http", "logPrompts": true, "traces": ${TRACES:-false}},
 "security": {"auth": {"selectedType": "gemini-api-key"}, "folderTrust": {"enabled": false}},
 "tools": {"core": ["run_shell_command", "mcp_notes_read_note"]}, "general": {"enableAutoUpdate": false}, "privacy": {"usageStatisticsEnabled": false},
 "mcpServers": {"notes": {"command": "$PWD/v/bin/python", "args": ["$PWD/notes.py"]}}}
END
echo "be short" > "$home/system.md"
work=$PWD
cd "$home/work"
env -i PATH="$PATH" HOME="$home" GOOGLE_GEMINI_BASE_URL="$MODEL_URL" GEMINI_API_KEY=not-a-key GEMINI_SYSTEM_MD="$home/system.md" \
  "$work/node_modules/.bin/gemini" --model gemini-2.5-flash --approval-mode yolo --prompt "what is in my note?" < /dev/null
