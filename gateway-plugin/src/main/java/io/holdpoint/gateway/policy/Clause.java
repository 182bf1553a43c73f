// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.policy.cel.Condition;
import io.holdpoint.model.document.Position;
import org.jspecify.annotations.Nullable;

/**
 * One clause.
 *
 * @param id unique among the clauses in force
 * @param title for people
 * @param onResult true if it is asked when the result is there
 * @param selector which calls it is about
 * @param when null if it is about all of those
 * @param ofTheTool what of {@code when} the tool alone decides, or null
 * @param action what it wants
 * @param position where it stands
 */
public record Clause(
    String id,
    String title,
    boolean onResult,
    Selector selector,
    @Nullable Condition when,
    @Nullable Condition ofTheTool,
    ClauseAction action,
    Position position) {

  public Clause {
    requireNonNull(id, "id");
    requireNonNull(title, "title");
    requireNonNull(selector, "selector");
    requireNonNull(action, "action");
    requireNonNull(position, "position");
  }
}
