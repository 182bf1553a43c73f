// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.oidc;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/**
 * Asks an identity provider. An implementation keeps to https and public addresses unless the
 * operator named others, follows no redirect to another origin, and bounds size and time. Its
 * methods block. Safe for use by many threads.
 */
public interface OidcFetch {

  /** Asks nobody. */
  OidcFetch NONE =
      new OidcFetch() {
        @Override
        public byte[] get(URI url) throws IOException {
          throw new IOException("got nobody who asks (expected: an identity provider)");
        }

        @Override
        public byte[] post(URI url, String form, Map<String, String> headers) throws IOException {
          return get(url);
        }
      };

  /**
   * A document.
   *
   * @throws IOException if there is none; the message holds no secret
   */
  byte[] get(URI url) throws IOException;

  /**
   * The answer to a form.
   *
   * @param headers further fields, for example a credential
   * @throws IOException if there is none; the message holds no secret
   */
  byte[] post(URI url, String form, Map<String, String> headers) throws IOException;
}
