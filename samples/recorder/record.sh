#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Holdpoint authors
# SPDX-License-Identifier: Apache-2.0
# Records what real exporters send. Wants WORK, a folder with node_modules and a Python environment
# v/ (see README), and writes to OUT.
set -u
here=$(cd "$(dirname "$0")" && pwd)
work=${WORK:?a folder with node_modules and v/}
out=${OUT:?where recordings go}
cp "$here"/*.mjs "$here"/*.py "$work"/
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
