// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.step;

import java.util.Locale;

/** What an argument is to a call. */
public enum ArgumentRole {
  /** What is acted on: a file, a table, a repository. */
  RESOURCE,
  /** Where data or money goes: a person, an address, an account, a channel, a link. */
  DESTINATION,
  /** Free text. */
  CONTENT,
  /** Which one is meant: an id, a name. */
  IDENTITY,
  /** What is looked for. */
  QUERY,
  /** What opens something or says who may: passwords, keys, permissions. */
  SECRET,
  /** How much. */
  AMOUNT,
  /** When. */
  TIME,
  /** Anything else: switches, formats, units. */
  OTHER;

  /** The word used in files, for example {@code destination}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** True if it says who, what or where, so that another value is another deed. */
  public boolean isIdentity() {
    return this == RESOURCE || this == DESTINATION || this == IDENTITY || this == SECRET;
  }
}
