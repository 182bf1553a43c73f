// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.doctor;

import io.holdpoint.gateway.GatewayConfig;
import io.holdpoint.gateway.UpstreamTrial;
import io.holdpoint.server.doctor.Finding.Severity;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Tries every upstream without a gateway in between. */
final class UpstreamHealth {

  private static final String AREA = "upstream";
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final GatewayConfig config;
  private final InstantSource clock;
  private final Duration limit;

  UpstreamHealth(GatewayConfig config, InstantSource clock, Duration limit) {
    this.config = config;
    this.clock = clock;
    this.limit = limit;
  }

  List<Finding> examine() {
    if (config.upstreams().isEmpty()) {
      return List.of(
          new Finding(
              Severity.WARNING,
              AREA,
              "-",
              "no upstream is configured: nothing can be protected",
              "add gateway.upstreams to the configuration"));
    }
    List<Finding> findings = new ArrayList<>();
    try (UpstreamTrial trial = new UpstreamTrial(config, limit, clock)) {
      for (GatewayConfig.UpstreamServer upstream : config.upstreams()) {
        UpstreamTrial.Result result = trial.run(upstream.name());
        findings.add(finding(upstream.name(), result));
        clock(upstream.name(), result.date(), findings);
      }
    }
    return findings;
  }

  private static Finding finding(String name, UpstreamTrial.Result result) {
    String speaks =
        (result.legacy().isEmpty() ? "" : result.legacy())
            + (result.modern() ? (result.legacy().isEmpty() ? "" : " and ") + "2026-07-28" : "");
    String took = result.took().toMillis() + " ms";
    if (!result.trouble().isEmpty() && speaks.isEmpty()) {
      return new Finding(
          Severity.ERROR,
          AREA,
          name,
          "does not answer: " + result.trouble(),
          "is it running, and is its address, command or credential right?");
    }
    if (result.tools() < 0) {
      return new Finding(
          Severity.WARNING,
          AREA,
          name,
          "speaks " + speaks + " but lists no tools: " + result.trouble(),
          "");
    }
    return Finding.ok(
        AREA, name, "speaks " + speaks + ", lists " + result.tools() + " tools, " + took);
  }

  private void clock(String name, String date, List<Finding> findings) {
    try {
      Instant there =
          date.isEmpty()
              ? clock.instant()
              : Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
      Duration off = Duration.between(there, clock.instant()).abs();
      if (off.compareTo(SKEW) > 0) {
        findings.add(
            new Finding(
                Severity.WARNING,
                AREA,
                name,
                "its clock and this machine's differ by " + off.toSeconds() + " s",
                "let both follow a time server: evidence is ordered by time"));
      }
    } catch (DateTimeException unreadable) {
      findings.add(new Finding(Severity.INFO, AREA, name, "its Date header is no date", ""));
    }
  }
}
