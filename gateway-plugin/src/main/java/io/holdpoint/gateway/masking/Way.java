// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

/** What stands in the place of something sensitive. */
public enum Way {
  /** What it was: {@code [email]}. */
  REDACT,
  /** Its last four characters: {@code ************1111}. */
  PARTIAL,
  /** The same text for the same value, by a key: {@code [email:5f0c...]}. */
  HASH,
  /** Something of the same form: digits for digits, letters for letters. */
  FORMAT,
  /** A random token that only this gateway can turn back, for this session and principal. */
  TOKEN
}
