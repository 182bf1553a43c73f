// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.workshop;

import io.holdpoint.engine.rules.about.Promotion.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a replay and people say of a rule. Whatever nobody confirmed counts as a false positive.
 *
 * @param sessions how many were replayed
 * @param hit how many of them it matched in
 * @param confirmed matches that people confirmed
 * @param refuted matches that people called false
 * @param days how long it has been in force as it is
 */
public record ShownEvidence(int sessions, int hit, int confirmed, int refuted, int days) {

  /**
   * From a report as the control API tells it.
   *
   * @param begun since when the rule is what it is; null if it is not in force
   */
  public static ShownEvidence of(
      JsonNode report,
      String rule,
      int confirmed,
      int refuted,
      @Nullable Instant begun,
      Instant now) {
    int hit = 0;
    for (JsonNode line : report.path("candidate")) {
      if (line.path("rule").asString("").equals(rule)) {
        hit = line.path("sessions").asInt(0);
      }
    }
    int days = begun == null ? 0 : (int) Duration.between(begun, now).toDays();
    return new ShownEvidence(report.path("sessions").asInt(0), hit, confirmed, refuted, days);
  }

  /**
   * As a rule file has it.
   *
   * @param source where the figures come from
   * @param by who vouches for them
   */
  public Evidence by(String by, String source, Instant now) {
    int right = Math.min(confirmed, hit);
    return new Evidence(
        Math.max(0, sessions - right),
        Math.max(refuted, hit - right),
        days,
        source,
        by,
        LocalDate.ofInstant(now, ZoneOffset.UTC));
  }
}
