// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What opens an upstream, at the moment it is needed. Never blocks. Safe for use by many threads.
 */
interface UpstreamCredential {

  /** The name of the field it travels in. */
  String header();

  /** The field's value if there is a good one, else null. */
  @Nullable String ready();

  /** As {@link #ready}, or once it was got; fails with a {@link CredentialException}. */
  CompletionStage<String> obtain();

  /**
   * The upstream did not take a value.
   *
   * @return true if {@link #obtain} may bring one that fares better
   */
  boolean refused(String value);
}
