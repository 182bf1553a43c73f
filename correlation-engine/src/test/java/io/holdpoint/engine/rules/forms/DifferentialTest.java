// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.forms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short forms mean in Esper what their plain reading in Java means. */
final class DifferentialTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void esper_agreesWithTheReference(long seed) {
    assertThat(Differential.compare(seed, 10, 20_000)).isGreaterThan(1_000);
  }
}
