// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaggageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sample.run=r-1,holdpoint.session=r-2 | r-1",
        "a=b, sample.run = r%2D1;ttl=3 ,c=d | r-1",
        "a=b | ''",
        "sample.run | ''",
        "'' | ''"
      })
  void runOf_findsTheMember(String header, String run) {
    assertThat(Baggage.runOf(header)).isEqualTo(run);
  }
}
