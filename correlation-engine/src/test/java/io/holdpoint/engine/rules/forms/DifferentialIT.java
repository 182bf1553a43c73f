// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same comparison over millions of events. */
@Tag("slow")
final class DifferentialIT {
  @Test
  void esper_agreesWithTheReferenceOverMillionsOfEvents() {
    long matches =
        LongStream.range(1_000, 1_060).map(seed -> Differential.compare(seed, 8, 50_000)).sum();

    assertThat(matches).isGreaterThan(1_000_000);
  }
}
