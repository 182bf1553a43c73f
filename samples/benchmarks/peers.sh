#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Holdpoint authors
# SPDX-License-Identifier: Apache-2.0
#
# The same stdio server (stdio-stub.mjs) behind the npm proxy with the best throughput and behind
# Holdpoint with all that is on by default: how long 64 sessions take to open, and a closed loop of
# tools/call. Targets take turns; the table has medians over the rounds. Everything runs on loopback.
#
#   peers.sh [--rounds N] [--seconds N] [--sessions "8 64"] [--holdpoint COMMAND] [--proxy COMMAND]
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
rounds=3 seconds=5 loads="8 64" holdpoint="$here/../../holdpoint"
proxy="npx --yes mcp-proxy@6.7.19"

fail() { echo "peers.sh: $*" >&2; exit 1; }

while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || fail "$1: got no value"
  case "$1" in
    --rounds) rounds=$2 ;;
    --seconds) seconds=$2 ;;
    --sessions) loads=$2 ;;
    --holdpoint) holdpoint=$2 ;;
    --proxy) proxy=$2 ;;
    *) fail "got $1 (expected: an option named at the top of this script)" ;;
  esac
  shift 2
done
for tool in wrk gcc curl awk node npx; do
  command -v "$tool" >/dev/null || fail "$tool: not found (expected: installed)"
done

work=$(mktemp -d "${TMPDIR:-/tmp}/holdpoint-peers.XXXXXX")
declare -A pid url
stop_all() {
  for one in "${pid[@]}"; do kill -- -"$one" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap stop_all EXIT
trap 'exit 130' INT TERM

token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
gcc -O2 -o "$work/stub" "$here/stub.c"
free_port() { "$work/stub" free; }

await() {
  for _ in $(seq 600); do
    curl -s -o /dev/null "$1" && return 0
    read -rt 0.1 <> <(:) || true
  done
  fail "$2: does not answer: $(tail -3 "$work/$2.out")"
}

set -m
port=$(free_port)
# shellcheck disable=SC2086 # a command with its arguments
$proxy --host 127.0.0.1 --port "$port" --server stream -- node "$here/stdio-stub.mjs" >"$work/mcp-proxy.out" 2>&1 &
pid[mcp-proxy]=$! url[mcp-proxy]="http://127.0.0.1:$port/mcp"
await "http://127.0.0.1:$port/" mcp-proxy

port=$(free_port)
cat >"$work/holdpoint.yaml" <<YAML
data-dir: '$work/data'
catalogue: ['$here/catalogue.yaml']
gateway:
  listen: 127.0.0.1:$port
  durability: process
  policy: {shipped: false}
  upstreams: [{name: stub, command: node, args: ['$here/stdio-stub.mjs'], children: shared}]
  credentials: [{name: load, subject: load, agent: load, kind: shared, token: '$token'}]
collector: {grpc-listen: '127.0.0.1:$(free_port)', http-listen: '127.0.0.1:$(free_port)'}
control: {listen: '127.0.0.1:$(free_port)'}
engine: {max-sessions-per-principal: 10000, max-sessions: 40000}
YAML
# shellcheck disable=SC2086
$holdpoint serve --config "$work/holdpoint.yaml" >"$work/holdpoint.out" 2>&1 &
pid[holdpoint]=$! url[holdpoint]="http://127.0.0.1:$port/stub/mcp"
await "http://127.0.0.1:$port/" holdpoint
set +m

# Opens sessions at once, as that many clients would; prints milliseconds, leaves the ids in a file.
open_all() {
  local target=$1 count=$2
  cat >"$work/open.mjs" <<'JS'
import {writeFileSync} from 'node:fs';
import {Agent, request} from 'node:http';
const [url, token, count, out] = process.argv.slice(2);
const agent = new Agent({keepAlive: true});
const post = (body, more) => new Promise((done, failed) => {
  const call = request(url, {agent, method: 'POST', headers: {
    'content-type': 'application/json', accept: 'application/json, text/event-stream',
    authorization: 'Bearer ' + token, ...more}}, (answer) => {
    answer.resume().on('end', () => answer.statusCode < 300 ? done(answer.headers)
      : failed(new Error(`${body.method}: got ${answer.statusCode}`)));
  });
  call.on('error', failed).end(JSON.stringify({jsonrpc: '2.0', ...body}));
});
const open = async () => {
  const headers = await post({id: 1, method: 'initialize', params: {
    protocolVersion: '2025-06-18', capabilities: {}, clientInfo: {name: 'peers', version: '1'}}});
  const session = headers['mcp-session-id'];
  await post({method: 'notifications/initialized'}, session ? {'mcp-session-id': session} : {});
  return session ?? '-';
};
const begin = performance.now();
const ids = await Promise.all(Array.from({length: Number(count)}, open));
const took = performance.now() - begin;
writeFileSync(out, ids.join(','));
console.log(took.toFixed(0));
process.exit(0);
JS
  node "$work/open.mjs" "${url[$target]}" "$token" "$count" "$work/ids"
}

measure() {
  local target=$1 sessions=$2 time=$3 tag=$4 opened line
  opened=$(open_all "$target" "$sessions")
  line=$(wrk -t1 -c"$sessions" -d"${time}s" -s "$here/call.lua" "${url[$target]}" \
    -- "$sessions" "$token" "$tag" "$(cat "$work/ids")" | grep '^RESULT') || fail "wrk gave no result for $target"
  read -r _ requests micros p50 p99 errors <<<"$line"
  [ "$errors" -eq 0 ] || echo "  $target, $sessions sessions: $errors errors" >&2
  awk -v t="$target" -v s="$sessions" -v n="$requests" -v us="$micros" -v a="$p50" -v b="$p99" -v o="$opened" \
    'BEGIN { print t, s, n / us * 1e6, a, b, o }' >>"$work/$5"
}

echo "warming up" >&2
for lap in 1 2 3 4; do for target in mcp-proxy holdpoint; do measure "$target" 64 12 "w$lap" warm_up; done; done
for round in $(seq "$rounds"); do
  echo "round $round of $rounds" >&2
  for sessions in $loads; do
    for target in mcp-proxy holdpoint; do measure "$target" "$sessions" "$seconds" "r$round" results; done
  done
done

echo "| sessions | target | calls/s | of mcp-proxy | p50 us | p99 us | ms to open them all |"
echo "|---|---|---|---|---|---|---|"
sort -k2,2n -k1,1r "$work/results" | awk '
  function median(list,    n, v, i, j, x) {
    n = split(list, v, " ")
    for (i = 2; i <= n; i++) { x = v[i] + 0; for (j = i - 1; j > 0 && v[j] + 0 > x; j--) v[j + 1] = v[j]; v[j + 1] = x }
    return n % 2 ? v[(n + 1) / 2] : (v[n / 2] + v[n / 2 + 1]) / 2
  }
  { key = $2 SUBSEP $1
    if (!(key in rate)) order[++count] = key
    rate[key] = rate[key] " " $3; p50[key] = p50[key] " " $4; p99[key] = p99[key] " " $5; open[key] = open[key] " " $6 }
  END {
    for (i = 1; i <= count; i++) {
      split(order[i], part, SUBSEP); k = order[i]; m = part[1] SUBSEP "mcp-proxy"
      printf "| %s | %s | %.0f | %.1f | %.0f | %.0f | %.0f |\n", part[1], part[2], median(rate[k]),
        median(rate[k]) / median(rate[m]), median(p50[k]), median(p99[k]), median(open[k])
    } }'
