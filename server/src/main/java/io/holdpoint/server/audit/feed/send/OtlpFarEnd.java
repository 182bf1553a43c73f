// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.feed.send;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.outbound.OutboundClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** OpenTelemetry logs over HTTP in protocol buffers, one log record for each record. */
public final class OtlpFarEnd implements FarEnd {

  private final URI url;
  private final Map<String, String> headers;
  private final OtlpLogs logs;
  private final OutboundClient client;

  /**
   * @param url the whole address, usually ending in {@code /v1/logs}
   * @param journal the journal's name
   * @param version of the product
   * @param token shown as a bearer token, empty if none
   * @param patience how long an exchange may take
   */
  public OtlpFarEnd(URI url, String journal, String version, String token, Duration patience) {
    this.url = requireNonNull(url, "url");
    this.headers = token.isEmpty() ? Map.of() : Map.of("authorization", "Bearer " + token);
    this.logs = new OtlpLogs(journal, version);
    this.client = new OutboundClient(Set.of(url), patience);
  }

  @Override
  public void deliver(List<Outgoing> batch) throws IOException {
    OutboundClient.Reply reply =
        WebhookFarEnd.send(client, url, "application/x-protobuf", logs.request(batch), headers);
    WebhookFarEnd.accepted(url, reply);
    long rejected = OtlpLogs.rejected(reply.body());
    if (rejected > 0) {
      throw new RefusedException(
          url.getHost() + ": got " + rejected + " log records refused (expected: none)");
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
