// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.drift;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What drift looks at in a call before it leaves. No payload: hashes and sizes.
 *
 * @param tool its qualified name
 * @param shape tells the form of the arguments: names and kinds of values; 0 if there are none
 * @param hosts hashes of the hosts its arguments lead to, each once
 * @param argumentsSize in bytes
 * @param at engine time, milliseconds since 1970
 * @param asked whether the stated task speaks of it
 */
public record StepTraits(
    String tool, long shape, List<Long> hosts, int argumentsSize, long at, Asked asked) {
  public StepTraits {
    requireNonNull(tool, "tool");
    hosts = List.copyOf(hosts);
    requireNonNull(asked, "asked");
  }
}
