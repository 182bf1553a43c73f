#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Holdpoint authors
# SPDX-License-Identifier: Apache-2.0
#
# How long after a kill the last byte of a streaming answer still reaches the agent, at a gateway in
# the engine's process and at a remote one. Builds what it needs, but not with HOLDPOINT_BUILD=never.
# About a minute with 300 kills at each.
#
#   kill.sh [KILLS]
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
if ! "$java" -version 2>&1 | grep -qE 'version "(2[5-9]|[3-9][0-9])'; then
  java=$(ls -d /usr/lib/jvm/*25*/bin/java 2>/dev/null | head -1 || true)
fi
[ -x "$java" ] || command -v "$java" >/dev/null || { echo "kill.sh: Java: found none of at least 25 (set JAVA_HOME)" >&2; exit 1; }

if [ "${HOLDPOINT_BUILD:-}" != never ]; then
  echo "building" >&2
  (cd "$root" && mvn -B -q -pl samples -am -DskipTests -Dspotless.check.skip=true package \
    dependency:build-classpath -Dmdep.outputFile=target/test-classpath.txt -Dmdep.includeScope=test)
fi
samples="$root/samples/target"
exec "$java" -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -Xms160m -Xmx1g -Xmn128m \
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -cp "$samples/test-classes:$samples/classes:$(cat "$samples/test-classpath.txt")" \
  io.holdpoint.samples.benchmarks.KillLatency "${1:-300}"
