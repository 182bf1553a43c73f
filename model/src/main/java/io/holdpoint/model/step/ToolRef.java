// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.step;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Set;

/**
 * A tool as the catalogue knows it for one call.
 *
 * @param upstream the configured name of the server that offers it
 * @param name the name in the protocol, or the method for steps that are not tool calls
 * @param digest hash of the definition last listed by the upstream, empty if it was never listed
 * @param effects what the call can do; never empty, an unknown tool counts as capable
 * @param labels what a result of this call will carry
 * @param known false if no catalogue entry matched
 * @param roles what the catalogue says of arguments, by name; not written to records or sent, for
 *     who judges elsewhere tells roles by names
 */
public record ToolRef(
    String upstream,
    String name,
    String digest,
    Set<Effect> effects,
    Set<DataLabel> labels,
    boolean known,
    Map<String, ArgumentRole> roles) {

  public ToolRef {
    requireNonNull(upstream, "upstream");
    requireNonNull(name, "name");
    requireNonNull(digest, "digest");
    effects = Set.copyOf(effects);
    labels = Set.copyOf(labels);
    roles = Map.copyOf(roles);
    if (effects.isEmpty()) {
      throw new IllegalArgumentException(
          "effects of " + upstream + "/" + name + ": got none (expected: at least one)");
    }
  }

  /** A tool of whose arguments the catalogue says nothing. */
  public ToolRef(
      String upstream,
      String name,
      String digest,
      Set<Effect> effects,
      Set<DataLabel> labels,
      boolean known) {
    this(upstream, name, digest, effects, labels, known, Map.of());
  }

  /** {@code upstream/name}, the way a tool is named to people. */
  public String qualifiedName() {
    return upstream + "/" + name;
  }
}
