// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.event;

/** An attempt, before it leaves. A rule that matches it can hold or deny the call. */
public final class ToolCall extends StepEvent {
  public ToolCall(StepFacts facts) {
    super(facts);
  }
}
