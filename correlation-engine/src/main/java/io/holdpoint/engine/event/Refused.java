// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.event;

/**
 * A call that was denied, by whomever: the engine, a policy, a person. Only rules across sessions
 * see it, and only after the fact.
 */
public final class Refused extends StepEvent {

  public Refused(StepFacts facts) {
    super(facts);
  }
}
