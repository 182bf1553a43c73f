// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.oidc;

import static java.util.Objects.requireNonNull;

/** A login that came to nothing. Its message is for operators of the product, not for browsers. */
public final class OidcRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why, as far as a browser may know. */
  public enum Why {
    /** The answer was not one to a login of this browser, or its token is not good. */
    REFUSED("refused"),
    /** The person is known, and has no role here. */
    NO_ROLE("no-role"),
    /** The identity provider could not be asked. */
    UNREACHABLE("unreachable");

    private final String word;

    Why(String word) {
      this.word = word;
    }

    /** As the login page takes it. */
    public String word() {
      return word;
    }
  }

  private final Why why;

  OidcRefusedException(Why why, String message) {
    super(message);
    this.why = requireNonNull(why, "why");
  }

  /** Why. */
  public Why why() {
    return why;
  }
}
