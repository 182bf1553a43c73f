// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.document.Position;
import java.util.Set;

/**
 * A call with what is expected of it; beside the clauses, so that both change together.
 *
 * @param name for people
 * @param call the call
 * @param expects the verdict
 * @param by clauses that must apply, possibly none
 * @param position where it stands
 */
public record PolicyCase(
    String name, CallSketch call, Expected expects, Set<String> by, Position position) {

  /** What may be expected. */
  public enum Expected {
    PERMIT,
    HOLD,
    DENY
  }

  public PolicyCase {
    requireNonNull(name, "name");
    requireNonNull(call, "call");
    requireNonNull(expects, "expects");
    by = Set.copyOf(by);
    requireNonNull(position, "position");
  }

  static PolicyCase read(DocumentReader item, PolicyText file) {
    return new PolicyCase(
        item.requiredText("name"),
        CallSketch.read(item.section("call"), file),
        item.choice("expect", Expected.class, Expected.PERMIT),
        Set.copyOf(item.texts("by")),
        item.position());
  }
}
