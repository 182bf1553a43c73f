// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import io.holdpoint.dashboard.oidc.OidcFetch;
import io.holdpoint.dashboard.oidc.OidcSettings;
import io.holdpoint.gateway.outbound.OutboundClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Asks the operators' identity provider by the one client for requests of our own. */
final class ProviderFetch implements OidcFetch, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final OutboundClient client;

  /**
   * @param settings name the provider
   */
  ProviderFetch(OidcSettings settings) {
    Set<URI> named = new HashSet<>(settings.origins());
    named.add(URI.create(settings.issuer()));
    this.client = new OutboundClient(named, PATIENCE);
  }

  @Override
  public byte[] get(URI url) throws IOException {
    return client.get(url);
  }

  @Override
  public byte[] post(URI url, String form, Map<String, String> headers) throws IOException {
    return client.post(url, form, headers);
  }

  @Override
  public void close() {
    client.close();
  }
}
