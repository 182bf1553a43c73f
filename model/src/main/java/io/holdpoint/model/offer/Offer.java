// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.offer;

import static java.util.Objects.requireNonNull;

/**
 * One thing a server offers.
 *
 * @param kind what kind of thing
 * @param upstream the configured name of the server
 * @param name its name in the protocol; empty for instructions, of which a server has one
 */
public record Offer(OfferKind kind, String upstream, String name) {

  public Offer {
    requireNonNull(kind, "kind");
    requireNonNull(upstream, "upstream");
    requireNonNull(name, "name");
  }

  /** A tool. */
  public static Offer tool(String upstream, String name) {
    return new Offer(OfferKind.TOOL, upstream, name);
  }

  /** The way people read it: {@code upstream/name}. */
  public String label() {
    return switch (kind) {
      case TOOL -> upstream + "/" + name;
      case INSTRUCTIONS -> "the instructions of " + upstream;
      case PROMPT, RESOURCE, TEMPLATE -> kind.word() + " " + upstream + "/" + name;
    };
  }
}
