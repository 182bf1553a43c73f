#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Holdpoint authors
# SPDX-License-Identifier: Apache-2.0
#
# What telling of a step costs in processor time, from the open span to the row that goes into the
# store. Builds what it needs with the Java of JAVA_HOME (at least 25).
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
java="${JAVA_HOME:?"JAVA_HOME: got nothing (expected: a JDK of at least 25)"}/bin/java"

echo "building" >&2
(cd "$root" && mvn -B -q -pl samples -am -DskipTests -Dspotless.check.skip=true package \
  dependency:build-classpath -Dmdep.outputFile=target/test-classpath.txt -Dmdep.includeScope=test)
samples="$root/samples/target"
class_path="$samples/test-classes:$samples/classes:$(cat "$samples/test-classpath.txt")"
exec "$java" -Xmn128m -Xmx1g --sun-misc-unsafe-memory-access=allow -cp "$class_path" \
  io.holdpoint.samples.benchmarks.TellingBenchmark
