// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.kit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Also the example of how rules are tested in JUnit. */
final class RuleStoryTest {
  private final RuleSet rules = RuleSet.load(List.of(), true, null);

  @TestFactory
  Stream<DynamicTest> tests_ofOneRule() {
    return RuleTests.of(rules.only("HP-DRIFT-001"))
        .map(test -> DynamicTest.dynamicTest(test.name(), test::verify));
  }

  @Test
  void story_toldInJava() {
    RuleStory.of(rules)
        .call("vault/read_secret")
        .labels(DataLabel.SECRET)
        .after(Duration.ofHours(3))
        .call("outbox/send_mail")
        .effects(Effect.EGRESS)
        .play()
        .assertFired("HP-CHAIN-001", 2)
        .assertVerdict(1, "permit")
        .assertVerdict(2, "deny");
  }

  @Test
  void failure_tellsTheWholeStory() {
    RuleStory.Told told =
        RuleStory.of(rules).in("b", "agent").call("outbox/send_mail").effects(Effect.EGRESS).play();

    assertThatThrownBy(() -> told.assertFired("HP-CHAIN-001", 1))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("HP-CHAIN-001 fired at: got [] (expected: [1])")
        .hasMessageContaining("1  +0s        [b] outbox/send_mail (egress)  -> permit");
  }
}
