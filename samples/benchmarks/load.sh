#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Holdpoint authors
# SPDX-License-Identifier: Apache-2.0
#
# Closed-loop load of tools/call: straight to a fast stub, through nginx where it is installed, and
# through Holdpoint all-in-one (spans, engine, journal, store). Targets take turns within a round;
# the table shows medians over the rounds. Everything runs on loopback and is gone afterwards.
#
#   load.sh [--rounds N] [--seconds N] [--warm-up SECONDS] [--warm-calls N]
#           [--sessions "1 8 64"] [--targets "direct nginx holdpoint"] [--holdpoint COMMAND]
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
rounds=3 seconds=3 warm_up=6 warm_calls=900000 loads="1 8 64" targets="direct nginx holdpoint"
holdpoint="$root/holdpoint"

fail() { echo "load.sh: $*" >&2; exit 1; }

while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || fail "$1: got no value"
  case "$1" in
    --rounds) rounds=$2 ;;
    --seconds) seconds=$2 ;;
    --warm-up) warm_up=$2 ;;
    --warm-calls) warm_calls=$2 ;;
    --sessions) loads=$2 ;;
    --targets) targets=$2 ;;
    --holdpoint) holdpoint=$2 ;;
    *) fail "got $1 (expected: an option named at the top of this script)" ;;
  esac
  shift 2
done

for tool in wrk gcc curl awk; do
  command -v "$tool" > /dev/null || fail "$tool: not found (expected: installed)"
done
if ! command -v nginx > /dev/null && [[ " $targets " == *" nginx "* ]]; then
  echo "nginx is not installed; going on without it" >&2
  targets=${targets/nginx/}
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/holdpoint-load.XXXXXX")
declare -A port pid
stop_all() {
  for one in "${pid[@]}"; do kill "$one" 2> /dev/null || true; done
  for one in "${pid[@]}"; do
    for _ in $(seq 100); do kill -0 "$one" 2> /dev/null || break; read -rt 0.1 <> <(:) || true; done
    kill -9 "$one" 2> /dev/null || true
  done
  wait 2> /dev/null || true
  rm -rf "$work"
}
trap stop_all EXIT
trap 'exit 130' INT TERM

token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
gcc -O2 -o "$work/stub" "$here/stub.c"
free_port() { "$work/stub" free; }

# Waits until a URL answers at all.
await() {
  for _ in $(seq 600); do
    curl -s -o /dev/null "$1" && return 0
    kill -0 "$2" 2> /dev/null || return 1
    read -rt 0.1 <> <(:) || true
  done
  return 1
}

start_direct() {
  port[direct]=$(free_port)
  "$work/stub" "${port[direct]}" > /dev/null &
  pid[direct]=$!
  await "http://127.0.0.1:${port[direct]}/count" "${pid[direct]}" || fail "the stub did not start"
}

start_nginx() {
  port[nginx]=$(free_port)
  sed -e "s|@WORK@|$work|g" -e "s|@PORT@|${port[nginx]}|g" -e "s|@STUB@|${port[direct]}|g" \
    "$here/nginx.conf" > "$work/nginx.conf"
  nginx -p "$work" -c "$work/nginx.conf" -e "$work/nginx.err" &
  pid[nginx]=$!
  await "http://127.0.0.1:${port[nginx]}/" "${pid[nginx]}" || fail "nginx: $(cat "$work/nginx.err")"
}

start_holdpoint() {
  port[holdpoint]=$(free_port) port[control]=$(free_port)
  sed -e "s|@WORK@|$work|g" -e "s|@PORT@|${port[holdpoint]}|g" -e "s|@STUB@|${port[direct]}|g" \
    -e "s|@CONTROL@|${port[control]}|g" -e "s|@GRPC@|$(free_port)|g" \
    -e "s|@HTTP@|$(free_port)|g" -e "s|@TOKEN@|$token|g" -e "s|@CATALOGUE@|$here/catalogue.yaml|g" \
    "$here/holdpoint.yaml" > "$work/holdpoint.yaml"
  $holdpoint serve --config "$work/holdpoint.yaml" > "$work/holdpoint.out" 2>&1 &
  pid[holdpoint]=$!
  await "http://127.0.0.1:${port[holdpoint]}/" "${pid[holdpoint]}" \
    || fail "holdpoint: $(tail -5 "$work/holdpoint.out")"
}

url() {
  case $1 in
    holdpoint) echo "http://127.0.0.1:${port[holdpoint]}/stub/mcp" ;;
    *) echo "http://127.0.0.1:${port[$1]}/mcp" ;;
  esac
}

# A process and all below it.
tree() {
  echo "$1"
  local child
  for child in $(cat "/proc/$1/task/"*/children 2> /dev/null); do tree "$child"; done
}
cpu_ticks() {
  local one sum=0
  for one in $(tree "${pid[$1]}"); do
    sum=$((sum + $(sed 's/.*) //' "/proc/$one/stat" 2> /dev/null | awk '{print $12 + $13}' || echo 0)))
  done
  echo "$sum"
}
rss_mb() {
  local one
  for one in $(tree "${pid[$1]}"); do cat "/proc/$one/status" 2> /dev/null; done \
    | awk '/^VmRSS/ {sum += $2} END {printf "%.0f", sum / 1024}'
}
stub_count() { curl -s "http://127.0.0.1:${port[direct]}/count"; }

# One measurement: appends target, sessions, req/s, p50, p99, CPU us per call to the results.
measure() {
  local target=$1 sessions=$2 time=$3 tag=$4 before ticks line forwarded
  before=$(stub_count) ticks=$(cpu_ticks "$target")
  line=$(wrk -t1 -c"$sessions" -d"${time}s" -s "$here/call.lua" "$(url "$target")" \
    -- "$sessions" "$token" "$tag" | grep '^RESULT') || fail "wrk gave no result for $target"
  ticks=$(($(cpu_ticks "$target") - ticks)) forwarded=$(($(stub_count) - before))
  read -r _ requests micros p50 p99 errors <<< "$line"
  [ "$errors" -eq 0 ] || echo "  $target, $sessions sessions: $errors errors" >&2
  # Requests still under way when wrk stops may be counted by one side only.
  if [ $((requests - forwarded)) -gt "$sessions" ]; then
    echo "  $target, $sessions sessions: only $forwarded of $requests calls reached the stub" >&2
  fi
  awk -v t="$target" -v s="$sessions" -v n="$requests" -v us="$micros" -v a="$p50" -v b="$p99" \
    -v k="$ticks" -v hz="$(getconf CLK_TCK)" 'BEGIN {
      print t, s, n / us * 1e6, a, b, (n ? k / hz * 1e6 / n : 0) }' >> "$work/$5"
}

start_direct
declare -A idle
for target in $targets; do
  [ "$target" = direct ] || "start_$target"
  idle[$target]=$(rss_mb "$target")
done
# A JVM is warm after so many calls, not after so many seconds: on a busy machine that takes longer.
warm() {
  local target=$1 lap sessions before
  before=$(stub_count)
  for lap in $(seq 30); do
    for sessions in 64 8; do measure "$target" "$sessions" "$warm_up" "w$lap-$sessions" warm_up; done
    [ $(($(stub_count) - before)) -lt "$warm_calls" ] || return 0
  done
  echo "  $target: not warm after 30 laps, its numbers will be too bad" >&2
}
echo "warming up, at least $warm_up s and $warm_calls calls each" >&2
for target in $targets; do warm "$target"; done
for round in $(seq "$rounds"); do
  echo "round $round of $rounds" >&2
  for sessions in $loads; do
    for target in $targets; do measure "$target" "$sessions" "$seconds" "r$round" results; done
  done
done

echo "| sessions | target | req/s | of direct | of nginx | added p50 us | added p99 us | CPU us per call |"
echo "|---|---|---|---|---|---|---|---|"
awk '
  function median(list,    n, v, i, j, x) {
    n = split(list, v, " ")
    for (i = 2; i <= n; i++) { x = v[i] + 0; for (j = i - 1; j > 0 && v[j] + 0 > x; j--) v[j + 1] = v[j]; v[j + 1] = x }
    return n % 2 ? v[(n + 1) / 2] : (v[n / 2] + v[n / 2 + 1]) / 2
  }
  { key = $2 SUBSEP $1
    if (!(key in rate)) order[++count] = key
    rate[key] = rate[key] " " $3; p50[key] = p50[key] " " $4; p99[key] = p99[key] " " $5; cpu[key] = cpu[key] " " $6 }
  END {
    for (i = 1; i <= count; i++) {
      split(order[i], part, SUBSEP); s = part[1]; d = s SUBSEP "direct"; n = s SUBSEP "nginx"; k = order[i]
      printf "| %s | %s | %.0f | %s | %s | %s | %s | %.1f |\n", s, part[2], median(rate[k]), \
        (d in rate) ? sprintf("%.2f", median(rate[k]) / median(rate[d])) : "-", \
        (n in rate) ? sprintf("%.2f", median(rate[k]) / median(rate[n])) : "-", \
        (d in rate) ? sprintf("%.0f", median(p50[k]) - median(p50[d])) : "-", \
        (d in rate) ? sprintf("%.0f", median(p99[k]) - median(p99[d])) : "-", median(cpu[k])
    } }' "$work/results"
echo
echo "| target | RSS idle MB | RSS after MB |"
echo "|---|---|---|"
for target in $targets; do echo "| $target | ${idle[$target]} | $(rss_mb "$target") |"; done
