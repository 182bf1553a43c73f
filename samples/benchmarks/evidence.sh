#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Holdpoint authors
# SPDX-License-Identifier: Apache-2.0
#
# What evidence costs: the journal with every record on the disk at 64 sessions, 100 clauses of
# policy, and masking with all types on. Builds what it needs, but not with HOLDPOINT_BUILD=never.
#
#   evidence.sh [journal|policy|masking] [FOLDER of the journal; its disk counts]
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
if ! "$java" -version 2>&1 | grep -qE 'version "(2[5-9]|[3-9][0-9])'; then
  java=$(ls -d /usr/lib/jvm/*25*/bin/java 2>/dev/null | head -1 || true)
fi
[ -x "$java" ] || command -v "$java" >/dev/null || { echo "evidence.sh: Java: found none of at least 25 (set JAVA_HOME)" >&2; exit 1; }

if [ "${HOLDPOINT_BUILD:-}" != never ]; then
  echo "building" >&2
  (cd "$root" && mvn -B -q -pl samples -am -DskipTests -Dspotless.check.skip=true package \
    dependency:build-classpath -Dmdep.outputFile=target/test-classpath.txt -Dmdep.includeScope=test)
fi
samples="$root/samples/target"
class_path="$samples/test-classes:$samples/classes:$root/gateway-plugin/target/test-classes:$(cat "$samples/test-classpath.txt")"
what=${1:-all}
run() {
  "$java" -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -Xmx1g -cp "$class_path" "$@"
}
if [ "$what" = all ] || [ "$what" = journal ]; then
  run io.holdpoint.samples.benchmarks.JournalBenchmark 5 "${2:-$samples}"
fi
if [ "$what" = all ] || [ "$what" = policy ]; then
  run org.openjdk.jmh.Main PolicyBenchmark | grep -E '^(PolicyBenchmark|Benchmark )|<failure>|Exception'
fi
if [ "$what" = all ] || [ "$what" = masking ]; then
  run io.holdpoint.gateway.masking.MaskingBenchmark 2>&1 | grep 'MB/s'
fi
