// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.source;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A sender of telemetry.
 *
 * @param name what it is called: letters, digits, dot, dash, underscore; at most 64
 * @param trust how far it is believed
 * @param tenant whose steps it tells of, written like a name
 * @param principals for whom it may speak, in the order configured; empty if it is registered for
 *     nobody in particular
 */
public record Source(String name, Trust trust, String tenant, List<String> principals) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** So many stand beside each batch in the log at most. */
  public static final int MOST_PRINCIPALS = 64;

  /** The tenant of all who were not registered for another. */
  public static final String DEFAULT_TENANT = "default";

  /** Whoever sends without a token. */
  public static final Source ANONYMOUS = new Source("anonymous", Trust.NONE);

  public Source {
    requireNonNull(name, "name");
    requireNonNull(trust, "trust");
    requireNonNull(tenant, "tenant");
    principals = List.copyOf(principals);
    requireName("source name", name);
    requireName("tenant", tenant);
    principals.forEach(Source::requirePrincipal);
    if (principals.size() > MOST_PRINCIPALS) {
      throw new IllegalArgumentException(
          "principals: got " + principals.size() + " (expected: at most " + MOST_PRINCIPALS + ")");
    }
  }

  /** A sender of the default tenant, registered for nobody in particular. */
  public Source(String name, Trust trust) {
    this(name, trust, DEFAULT_TENANT, List.of());
  }

  /** True if a source or a tenant may be called so. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** True if a principal may be called so: 1 to 256 characters, none of them a control. */
  public static boolean isPrincipal(String name) {
    return !name.isBlank()
        && name.length() <= 256
        && name.chars().noneMatch(Character::isISOControl);
  }

  private static void requireName(String what, String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          what + ": got \"" + name + "\" (expected: 1 to 64 of A-Z a-z 0-9 . _ -)");
    }
  }

  private static void requirePrincipal(String name) {
    if (!isPrincipal(name)) {
      throw new IllegalArgumentException(
          "principal: got \"" + name + "\" (expected: 1 to 256 characters, no controls)");
    }
  }
}
