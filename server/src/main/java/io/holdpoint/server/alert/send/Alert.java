// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.alert.send;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.verdict.Severity;
import java.time.Instant;

/**
 * Something that people are to know of. Without argument values: it leaves the house.
 *
 * @param id names it; the same for the same thing
 * @param about what it tells of
 * @param severity how bad
 * @param rule the rule behind it, empty if none is
 * @param agent whose doing, empty if nobody's
 * @param session in which session, empty if in none
 * @param ref the held call or the order, empty if there is none
 * @param title in a few words
 * @param text in a sentence or two
 * @param key what alerts that say the same have in common
 * @param at when
 * @param until when a held call is over, else the same as {@code at}
 */
public record Alert(
    String id,
    About about,
    Severity severity,
    String rule,
    String agent,
    String session,
    String ref,
    String title,
    String text,
    String key,
    Instant at,
    Instant until) {

  /** What an alert tells of. */
  public enum About {
    DETECTION,
    SIGNAL,
    COVERAGE,
    APPROVAL,
    TEST
  }

  public Alert {
    requireNonNull(id, "id");
    requireNonNull(about, "about");
    requireNonNull(severity, "severity");
    requireNonNull(rule, "rule");
    requireNonNull(agent, "agent");
    requireNonNull(session, "session");
    requireNonNull(ref, "ref");
    requireNonNull(title, "title");
    requireNonNull(text, "text");
    requireNonNull(key, "key");
    requireNonNull(at, "at");
    requireNonNull(until, "until");
  }
}
