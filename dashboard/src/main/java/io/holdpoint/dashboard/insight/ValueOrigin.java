// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.insight;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.step.StepId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a part of one argument of a call came from. Names and shares; never a value.
 *
 * @param argument its name
 * @param named whether the user named it: {@code yes}, {@code no} or {@code unknown}
 * @param from the call whose result brought it; null if it is no longer known which
 * @param tool of that call
 * @param labels what that result carried, in their words
 * @param percent how much of the argument it is
 */
public record ValueOrigin(
    String argument,
    String named,
    @Nullable StepId from,
    String tool,
    List<String> labels,
    int percent) {

  public ValueOrigin {
    requireNonNull(argument, "argument");
    requireNonNull(named, "named");
    requireNonNull(tool, "tool");
    labels = List.copyOf(labels);
  }
}
