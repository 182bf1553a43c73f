// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.identity;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A program that runs agents and vouches for them, known by a credential that its agents' tool
 * channel does not hold. Immutable.
 */
public final class Host {

  private final String name;
  private final Function<String, Optional<Principal>> principals;

  private Host(String name, Function<String, Optional<Principal>> principals) {
    this.name = requireNonNull(name, "name");
    this.principals = principals;
  }

  /**
   * A host that speaks for some principals.
   *
   * @param name of its credential
   * @param usual the subject that is meant where it names none
   * @param principals by subject
   */
  public static Host of(String name, String usual, Map<String, Principal> principals) {
    Map<String, Principal> known = Map.copyOf(principals);
    if (!known.containsKey(usual)) {
      throw new IllegalArgumentException(
          "host " + name + ": got no principal " + usual + " (expected: its usual one)");
    }
    return new Host(
        name, subject -> Optional.ofNullable(known.get(subject.isEmpty() ? usual : subject)));
  }

  /** A person who may speak for everybody, and has to name whom. */
  public static Host operator(String name, Function<String, Principal> principals) {
    return new Host(
        name,
        subject -> subject.isBlank() ? Optional.empty() : Optional.of(principals.apply(subject)));
  }

  /** The name of its credential. */
  public String name() {
    return name;
  }

  /**
   * A principal it may speak for, or empty.
   *
   * @param subject empty for the usual one
   */
  public Optional<Principal> principal(String subject) {
    return principals.apply(subject);
  }
}
