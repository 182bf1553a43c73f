#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Holdpoint authors
# SPDX-License-Identifier: Apache-2.0
#
# Spans a second through the whole collector (assembly, engine, store) against a sink that only parses, and
# what the sender takes apart: about 2 minutes.
#
#   collector.sh [SECONDS]        of a turn, 8 by default
#   collector.sh search [STEPS]   bytes a step and p95 of search on so many steps, 5,000,000 by default:
#                                 about 3 minutes and 2 GB of /tmp
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
java="${JAVA_HOME:?"JAVA_HOME: got nothing (expected: a JDK of at least 25)"}/bin/java"

echo "building" >&2
(cd "$root" && mvn -B -q -pl samples -am -DskipTests -Dspotless.check.skip=true package \
  dependency:build-classpath -Dmdep.outputFile=target/test-classpath.txt -Dmdep.includeScope=test)
samples="$root/samples/target"
class_path="$samples/test-classes:$samples/classes:$(cat "$samples/test-classpath.txt")"
if [ "${1:-}" = search ]; then
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  for part in fill ask; do
    "$java" -Xmx2g --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
      -cp "$root/collector/target/test-classes:$class_path" \
      io.holdpoint.collector.storage.SearchLoad $part "$folder" "${2:-5000000}"
  done
else
  exec "$java" -cp "$class_path" io.holdpoint.samples.benchmarks.CollectorBenchmark "$@"
fi
