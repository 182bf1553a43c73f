#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Holdpoint authors
# SPDX-License-Identifier: Apache-2.0
# Records what real exporters send. Wants WORK, a folder with node_modules and a Python environment
# v/ (see README), and writes to OUT.
set -u
here=$(cd "$(dirname "$0")" && pwd)
work=${WORK:?a folder with node_modules and v/}
out=${OUT:?where recordings go}
cp "$here"/*.mjs "$here"/*.py "$here"/*.sh "$here"/*.java "$work"/
cd "$work" || exit 1
node=${NODE:-node}
python=$work/v/bin/python
# With ONLY set to a name, that one alone.
run() {
  local name=$1
  shift
  [ -z "${ONLY:-}" ] || [ "$ONLY" = "$name" ] || return 0
  RECORDING=$name "$python" recorder.py "$out" -- "$@" > "$out/$name.log" 2>&1
  echo "$name: exit $?, $(wc -l < "$out/$name.ndjson") requests"
}
mkdir -p "$out"
run vercel-ai-sdk "$node" vercel.mjs
EXPORT=json run vercel-ai-sdk-json "$node" vercel.mjs
LEGACY=1 run vercel-ai-sdk-legacy "$node" vercel.mjs
HANDED=1 run openai-agents-js-openinference "$node" agents.mjs
run langgraph-openinference "$node" langgraph.mjs
run openllmetry-js "$node" openllmetry.mjs
run openllmetry-openai "$python" openllmetry_openai.py
DIALECT=openinference run openinference-openai "$python" openllmetry_openai.py
HANDED=1 run openllmetry-openai-agents "$python" openllmetry_agents.py
DIALECT=openinference HANDED=1 run openinference-openai-agents "$python" openllmetry_agents.py
HANDED=1 run google-adk-python "$python" adk.py
run otel-mcp-fastmcp "$python" mcp_calls.py
OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true run otel-genai-openai "$python" genai_openai.py
run otel-genai-pydantic-ai "$python" genai_pydantic.py
if [ -f spring.cp ]; then
  javac -parameters -d classes -cp "$(cat spring.cp)" SpringAi.java
  run spring-ai-java java -cp "classes:$(cat spring.cp)" SpringAi
fi
# Vendors' programs call home: run these where there is no network but loopback.
SCRIPT='[["mcp__notes__read_note", {"name": "a"}], ["Bash", {"command": "echo hello", "description": "Says hello"}]]' \
  run claude-code-npm ./claude.sh
SCRIPT='[["mcp__notes/read_note", {"name": "a"}], ["exec_command", {"cmd": "echo hello"}]]' \
  run codex-cli-npm ./codex.sh
SCRIPT='[["mcp_notes_read_note", {"name": "a"}], ["run_shell_command", {"command": "echo hello"}]]' \
  run gemini-cli-npm ./gemini.sh
