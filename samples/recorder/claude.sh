#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Holdpoint authors
# SPDX-License-Identifier: Apache-2.0
# Claude Code in a home of its own: one prompt, a tool of an MCP server, a command.
set -eu
home=$PWD/home
trap 'rm -rf "$home"' EXIT
mkdir -p "$home/work"
cat > "$home/mcp.json" << END
{"mcpServers": {"notes": {"command": "$PWD/v/bin/python", "args": ["$PWD/notes.py"]}}}
END
work=$PWD
cd "$home/work"
env -i PATH="$PATH" HOME="$home" IS_SANDBOX=1 \
  ANTHROPIC_BASE_URL="$MODEL_URL" ANTHROPIC_API_KEY=not-a-key \
  DISABLE_AUTOUPDATER=1 CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC=1 ENABLE_TOOL_SEARCH=false \
  CLAUDE_CODE_ENABLE_TELEMETRY=1 ${TRACES:+CLAUDE_CODE_ENHANCED_TELEMETRY_BETA=1} \
  OTEL_LOGS_EXPORTER=otlp OTEL_METRICS_EXPORTER=otlp ${TRACES:+OTEL_TRACES_EXPORTER=otlp} \
  OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf \
  OTEL_EXPORTER_OTLP_ENDPOINT="$OTEL_EXPORTER_OTLP_ENDPOINT" \
  OTEL_LOGS_EXPORT_INTERVAL=500 OTEL_METRIC_EXPORT_INTERVAL=2000 \
  OTEL_LOG_USER_PROMPTS=1 OTEL_LOG_TOOL_DETAILS=1 OTEL_LOG_TOOL_CONTENT=1 \
  "$work/node_modules/.bin/claude" -p "what is in my note?" --model claude-stub-1 \
  --mcp-config "$home/mcp.json" --allowedTools "Bash,mcp__notes__read_note" < /dev/null
