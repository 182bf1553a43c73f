// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.rules.RuleSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CampaignTest {
  private static final RuleSet SHIPPED = RuleSet.load(List.of(), true, null);

  @Test
  void meets_everyAttackAndStopsNoTwin() {
    List<Played> played = new Campaign(SHIPPED).play();

    assertThat(played.stream().filter(p -> p.scenario().isAttack())).hasSizeGreaterThan(100);
    assertThat(played)
        .filteredOn(p -> p.scenario().isAttack() || p.scenario().isTwin())
        .filteredOn(p -> !p.isAsItShould())
        .extracting(p -> p.scenario().rule().id() + ": " + p.scenario().name() + " " + p.rules())
        .isEmpty();
  }

  @Test
  void misses_whatOnlyTheRemovedRuleSees() {
    RuleSet one = SHIPPED.only("HP-EVADE-007");
    Campaign campaign = new Campaign(one);

    assertThat(campaign.without(campaign.play()))
        .singleElement()
        .satisfies(
            share -> {
              assertThat(share.attacks()).isEqualTo(share.worse().size()).isPositive();
              assertThat(share.stopped()).isEqualTo(share.missed()).isPositive();
              assertThat(share.worse().getFirst().words()).endsWith(": refused, else missed");
            });
  }
}
