// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.replay;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.DetectionKind;
import io.holdpoint.model.verdict.Mode;
import java.util.List;

/**
 * A rule matched.
 *
 * @param rule its id
 * @param kind its family
 * @param action what it asks for
 * @param mode whether that is carried out
 * @param score what it adds to the risk
 * @param text the explanation for people
 * @param chain places in the recording that prove it
 */
public record Firing(
    String rule,
    DetectionKind kind,
    Action action,
    Mode mode,
    int score,
    String text,
    List<Integer> chain) {

  public Firing {
    requireNonNull(rule, "rule");
    requireNonNull(kind, "kind");
    requireNonNull(action, "action");
    requireNonNull(mode, "mode");
    requireNonNull(text, "text");
    chain = List.copyOf(chain);
  }

  /** True if it asks for more than attention and is carried out. */
  public boolean binds() {
    return mode == Mode.ENFORCE && action != Action.ALERT;
  }
}
