#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Holdpoint authors
# SPDX-License-Identifier: Apache-2.0
#
# How long `holdpoint serve` takes with the shipped rules (over 50): from the command to the first
# answer of the data plane and to the first answer of the API, with the class cache and without.
# Every run has a data folder of its own. Needs curl and a build (run ./holdpoint version before, and
# let the class caches in target/ come).
#
#   start.sh [RUNS]
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
here=$root/samples/benchmarks
runs=${1:-5}
work=$(mktemp -d "${TMPDIR:-/tmp}/holdpoint-start.XXXXXX")
server=
stop() {
  [ -z "$server" ] || kill "$server" 2> /dev/null || true
  wait 2> /dev/null || true
  rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT TERM

port=$((20000 + RANDOM % 10000))
millis() { echo $(($(date +%s%N) / 1000000)); }

# once NAME OPTIONS: one start, in milliseconds.
once() {
  local folder="$work/${1// /-}" began gateway=
  mkdir -p "$folder"
  port=$((port + 5))
  sed -e "s|@WORK@|$folder|g" -e "s|@PORT@|$port|g" -e "s|@STUB@|$((port + 1))|g" \
    -e "s|@CONTROL@|$((port + 2))|g" -e "s|@GRPC@|$((port + 3))|g" -e "s|@HTTP@|$((port + 4))|g" \
    -e "s|@TOKEN@|0123456789abcdef0123456789abcdef|g" -e "s|@CATALOGUE@|$here/catalogue.yaml|g" \
    "$here/holdpoint.yaml" > "$folder/holdpoint.yaml"
  began=$(millis)
  HOLDPOINT_BUILD=never HOLDPOINT_AOT=never HOLDPOINT_OPTS=$2 \
    "$root/holdpoint" serve --config "$folder/holdpoint.yaml" > "$folder/out" 2>&1 &
  server=$!
  until curl -s -o /dev/null "http://127.0.0.1:$((port + 2))/"; do
    if [ -z "$gateway" ] && curl -s -o /dev/null "http://127.0.0.1:$port/"; then gateway=$(millis); fi
    kill -0 "$server" 2> /dev/null || { cat "$folder/out" >&2; exit 1; }
    read -rt 0.01 <> <(:) || true
  done
  local all; all=$(millis)
  echo "$((${gateway:-$all} - began)) $((all - began))"
  kill "$server"; wait "$server" 2> /dev/null || true
  server=
}

[ -n "$(ls "$root"/target/holdpoint-server-*.aot 2> /dev/null)" ] \
  || { echo "start.sh: no class cache in target/ (expected: one, see above)" >&2; exit 1; }
for way in "with the cache:" "without:-XX:AOTMode=off"; do
  for run in $(seq "$runs"); do once "${way%%:*}-$run" "${way#*:}"; done > "$work/times" # no pipe: stop must know the server
  sort -n "$work/times" | awk -v way="${way%%:*}" '
    {gateway[NR] = $1; all[NR] = $2; if ($2 > worst) worst = $2}
    END {printf "%s: data plane %d ms, API %d ms (medians of %d; slowest start %d ms)\n",
      way, gateway[int((NR + 1) / 2)], all[int((NR + 1) / 2)], NR, worst}'
done
