// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.event;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.signal.Author;
import io.holdpoint.model.signal.Signal;

/**
 * A session was paused, killed, resumed or released. Only rules across sessions see it. Every
 * public method without parameters is a column of the same name.
 */
public final class Contained {
  private final Signal signal;
  private final long at;

  /**
   * @param signal what stands from now on
   * @param at engine time
   */
  public Contained(Signal signal, long at) {
    this.signal = requireNonNull(signal, "signal");
    this.at = at;
  }

  /** What it was, for example {@code kill}. */
  public String word() {
    return signal.word();
  }

  /** How far it reaches, for example {@code agent}. */
  public String reach() {
    return signal.header().scope().word();
  }

  /** The session. */
  public String session() {
    return signal.header().target().session().value();
  }

  /** The session its delegation began in. */
  public String root() {
    return signal.header().target().root().value();
  }

  /** What lies below every session of the credential. */
  public String floor() {
    return signal.header().target().floor().value();
  }

  /** The rule behind it, empty if a person is. */
  public String rule() {
    return signal.header().author() instanceof Author.ByRule rule ? rule.rule().id() : "";
  }

  /** The person behind it, empty if a rule is. */
  public String operator() {
    return signal.header().author() instanceof Author.Operator person ? person.name() : "";
  }

  /** Engine time in milliseconds since 1970. */
  public long at() {
    return at;
  }
}
