// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RiskTrendTest {

  @Test
  void fewSteps_areAllThere() {
    RiskTrend trend = new RiskTrend();
    List.of(0, 10, 90, 40).forEach(trend::add);
    assertThat(trend.points()).containsExactly(0, 10, 90, 40);
    assertThat(RiskTrend.read("").points()).isEmpty();
  }

  @Test
  void manySteps_areThinnedOutEvenly_andTheNewestIsLast() {
    RiskTrend trend = new RiskTrend();
    IntStream.rangeClosed(1, 100).forEach(trend::add);
    assertThat(trend.points()).hasSizeBetween(RiskTrend.MOST / 2, RiskTrend.MOST);
    assertThat(trend.points()).startsWith(8, 16, 24).endsWith(96, 100);
  }

  @Test
  void whatIsWritten_isReadAndGoesOn() {
    RiskTrend whole = new RiskTrend();
    RiskTrend again = new RiskTrend();
    for (int risk = 0; risk < 77; risk++) {
      whole.add(risk);
      again = RiskTrend.read(again.text());
      again.add(risk);
    }
    assertThat(again.points()).isEqualTo(whole.points());
    assertThat(again.text()).isEqualTo(whole.text());
  }
}
