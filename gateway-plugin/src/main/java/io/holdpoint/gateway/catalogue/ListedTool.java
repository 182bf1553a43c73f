// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import static java.util.Objects.requireNonNull;

/**
 * What an upstream said of a tool in its last {@code tools/list}. It is an untrusted hint.
 *
 * @param name the tool's name
 * @param digest SHA-256 over the canonical definition, in hexadecimal
 * @param readOnly whether it says that the tool changes nothing; the protocol's default is no
 * @param destructive whether it says that the tool may destroy; the protocol's default is yes
 * @param openWorld whether it says that the tool reaches the world; the protocol's default is yes
 */
public record ListedTool(
    String name, String digest, Hint readOnly, Hint destructive, Hint openWorld) {

  public ListedTool {
    requireNonNull(name, "name");
    requireNonNull(digest, "digest");
    requireNonNull(readOnly, "readOnly");
    requireNonNull(destructive, "destructive");
    requireNonNull(openWorld, "openWorld");
  }

  /** What a hint says. */
  public enum Hint {
    ABSENT,
    YES,
    NO
  }

  /** True if it may destroy, as the protocol reads its hints. */
  boolean mayDestroy() {
    return readOnly != Hint.YES && destructive != Hint.NO;
  }

  /** True if it says in so many words that it destroys. */
  boolean saysDestroys() {
    return readOnly != Hint.YES && destructive == Hint.YES;
  }

  /** True if it says in so many words that it changes something. */
  boolean saysWrites() {
    return readOnly == Hint.NO;
  }

  /** True if it says in so many words that it reaches the world. */
  boolean saysOpen() {
    return openWorld == Hint.YES;
  }
}
