// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.verdict.Mode;
import io.holdpoint.server.attack.Campaign.Share;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No rule is idle: without any of them an attack is answered worse. */
@Tag("slow")
final class CampaignIT {
  @Test
  void everyRule_hasAnAttackThatAllOthersAnswerWorse() {
    RuleSet shipped = RuleSet.load(List.of(), true, null);
    Campaign campaign = new Campaign(shipped);
    List<Share> shares = campaign.without(campaign.play());

    assertThat(shares)
        .extracting(share -> share.rule().id())
        .containsExactlyElementsOf(
            shipped.rules().stream()
                .filter(rule -> rule.mode() != Mode.OFF)
                .map(Rule::id)
                .toList());
    assertThat(shares.stream().filter(share -> share.worse().isEmpty()))
        .extracting(share -> share.rule().id())
        .isEmpty();
  }
}
