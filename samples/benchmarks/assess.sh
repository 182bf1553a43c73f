#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Holdpoint authors
# SPDX-License-Identifier: Apache-2.0
#
# How long a caller waits for the verdict on one attempt, and for a result to be taken in: the shipped
# rules (over 50), 10,000 live sessions, arguments of 24 and 1,024 characters, everything recorded,
# 1 / 8 / 64 callers; then as a gateway asks, with one caller per processor and 8 or 64 sessions. Builds what it needs; further arguments go to JMH.
#
#   assess.sh [--callers "1 8 64"] [JMH options]
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
callers="1 8 64"
if [ "${1:-}" = --callers ]; then
  callers=${2:?"--callers: got nothing (expected: numbers)"}
  shift 2
fi

# The first Java of at least 25 among JAVA_HOME, PATH and the usual folders.
find_java() {
  local java version
  for java in "${JAVA_HOME:-}/bin/java" "$(command -v java || true)" /usr/lib/jvm/*/bin/java \
    /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java; do
    [ -x "$java" ] || continue
    version=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -1)
    if [ "${version:-0}" -ge 25 ]; then echo "$java"; return; fi
  done
  echo "assess.sh: Java: found none of at least 25 (set JAVA_HOME)" >&2
  return 1
}
java=$(find_java)

echo "building" >&2
(cd "$root" && mvn -B -q -pl samples -am -DskipTests -Dspotless.check.skip=true package \
  dependency:build-classpath -Dmdep.outputFile=target/test-classpath.txt -Dmdep.includeScope=test)
samples="$root/samples/target"
class_path="$samples/test-classes:$samples/classes:$(cat "$samples/test-classpath.txt")"
# Memory and collector as the launcher sets them for `serve`; JMH hands them to the JVM it measures.
flags="-XX:+UseSerialGC -XX:+UseCompactObjectHeaders -Xms160m -Xmx1g -Xmn128m"
measure() {
  # shellcheck disable=SC2086 # the flags are words
  "$java" $flags --sun-misc-unsafe-memory-access=allow -cp "$class_path" org.openjdk.jmh.Main "$@" \
    | grep -E '^(AssessBenchmark|CompleteBenchmark|Benchmark )|coverage loss|<failure>|Exception'
}
for count in $callers; do
  echo "== $count callers"
  measure '(Assess|Complete)Benchmark' -t "$count" "$@"
done
loops=$(getconf _NPROCESSORS_ONLN)
echo "== $loops event loops"
measure AssessBenchmark -t "$loops" -p sessions=8,64 "$@"
