// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.identity;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A program that runs agents and vouches for them, known by a credential that its agents' tool
 * channel does not hold.
 *
 * @param name of its credential
 * @param principals whom it may speak for, by subject; the first is meant where it names none
 */
public record Host(String name, Map<String, Principal> principals) {

  public Host {
    requireNonNull(name, "name");
    principals = Collections.unmodifiableMap(new LinkedHashMap<>(principals));
    if (principals.isEmpty()) {
      throw new IllegalArgumentException(
          "host " + name + ": got no principal (expected: at least one it may speak for)");
    }
  }

  /**
   * A principal it may speak for, or empty.
   *
   * @param subject empty for the first one
   */
  public Optional<Principal> principal(String subject) {
    return subject.isEmpty()
        ? Optional.of(principals.values().iterator().next())
        : Optional.ofNullable(principals.get(subject));
  }
}
