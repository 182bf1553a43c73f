// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.feed.send;

import static java.util.Objects.requireNonNull;

import io.holdpoint.server.audit.facts.RecordFacts;

/**
 * A record ready to be sent.
 *
 * @param number of the record
 * @param facts what it tells at a glance
 * @param urgency how bad
 * @param line what is sent, without a line end
 */
public record Outgoing(long number, RecordFacts facts, Urgency urgency, String line) {

  public Outgoing {
    requireNonNull(facts, "facts");
    requireNonNull(urgency, "urgency");
    requireNonNull(line, "line");
  }

  /** How bad something is, in the numbers of syslog and of OpenTelemetry. */
  public enum Urgency {
    ALERT(1, 21),
    CRITICAL(2, 18),
    WARNING(4, 13),
    NOTICE(5, 10),
    INFORMATIONAL(6, 9);

    private final int syslog;
    private final int telemetry;

    Urgency(int syslog, int telemetry) {
      this.syslog = syslog;
      this.telemetry = telemetry;
    }

    /** RFC 5424, table 2. */
    int syslog() {
      return syslog;
    }

    /** The severity number of OpenTelemetry's logs. */
    int telemetry() {
      return telemetry;
    }
  }
}
