// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Says whether a text, JSON or not, holds something sensitive: what opens something, or whatever
 * the types tell. The same scan as that of masking. Safe for use by many threads.
 */
public final class SecretFinder {

  /** As far as a text is looked into, in bytes. */
  public static final int FARTHEST = 1 << 20;

  private static final int SHORTEST = 12;

  private final ThreadLocal<JsonScan> scans = ThreadLocal.withInitial(JsonScan::new);

  /** True if {@code text} holds a secret. */
  public boolean finds(String text) {
    return text.length() >= SHORTEST && has(text, true);
  }

  /** True if {@code text} holds a secret, or a number of a person's or an account's. */
  public boolean findsPersonal(String text) {
    return has(text, false);
  }

  /** True if {@code text} holds anything that is looked for at all. */
  public boolean findsAnything(String text) {
    return found(text, false).findAny().isPresent();
  }

  private boolean has(String text, boolean secretsOnly) {
    return found(text, secretsOnly)
        .anyMatch(
            family ->
                switch (family) {
                  case SECRET -> true;
                  case FINANCE, IDENTITY, ENCODED -> !secretsOnly;
                  case CONTACT, NETWORK, CONFIGURED -> false;
                });
  }

  private Stream<EntityType.Family> found(String text, boolean secretsOnly) {
    String near = text.length() > FARTHEST ? text.substring(0, FARTHEST) : text;
    byte[] bytes = near.getBytes(StandardCharsets.UTF_8);
    List<Finding> found = new ArrayList<>(4);
    scans.get().scanText(bytes, secretsOnly, found);
    return found.stream().map(finding -> finding.type().family());
  }
}
