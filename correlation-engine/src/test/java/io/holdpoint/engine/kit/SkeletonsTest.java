// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.rules.Advice;
import io.holdpoint.engine.rules.RuleSet;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SkeletonsTest {
  static Stream<String> forms() {
    return Skeletons.FORMS.stream();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void skeleton_isSoundAndPassesItsTests(String form) {
    RuleSet rules = RuleSet.of("new.yaml", Skeletons.of(form, "ACME-MULTI-042", new UUID(1, 2)));

    RuleTests.verify(rules);
    assertThat(rules.rules().getFirst().form().word()).isEqualTo(form);
    assertThat(Advice.on(rules.rules().getFirst(), Instant.EPOCH)).isEmpty();
  }

  @Test
  void usualForm_followsTheFamily() {
    assertThat(Skeletons.usualForm("ACME-LOOP-001")).isEqualTo("rate");
    assertThat(Skeletons.usualForm("whatever")).isEqualTo("filter");
  }
}
