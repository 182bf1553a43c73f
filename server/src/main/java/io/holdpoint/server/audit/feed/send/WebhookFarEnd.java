// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.feed.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.outbound.OutboundClient;
import io.holdpoint.gateway.outbound.OutboundException;
import io.holdpoint.model.json.Hashes;
import io.holdpoint.server.audit.sign.AuditKey;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Posts lines to a web address, signed with the key that signs the journal. */
public final class WebhookFarEnd implements FarEnd {

  /** The first line of what is signed. */
  public static final String FORMAT = "holdpoint-feed-1";

  private static final Set<Integer> FOR_GOOD = Set.of(400, 413, 415, 422);

  private final URI url;
  private final String feed;
  private final String journal;
  private final String mediaType;
  private final String token;
  private final AuditKey key;
  private final OutboundClient client;

  /**
   * @param url named by the operator
   * @param feed its name
   * @param journal the journal's name
   * @param mediaType of the body
   * @param token shown as a bearer token, empty if none
   * @param patience how long an exchange may take
   */
  public WebhookFarEnd(
      URI url,
      String feed,
      String journal,
      String mediaType,
      String token,
      AuditKey key,
      Duration patience) {
    this.url = requireNonNull(url, "url");
    this.feed = requireNonNull(feed, "feed");
    this.journal = requireNonNull(journal, "journal");
    this.mediaType = requireNonNull(mediaType, "mediaType");
    this.token = requireNonNull(token, "token");
    this.key = requireNonNull(key, "key");
    this.client = new OutboundClient(Set.of(url), patience);
  }

  @Override
  public void deliver(List<Outgoing> batch) throws IOException {
    StringBuilder lines = new StringBuilder();
    batch.forEach(record -> lines.append(record.line()).append('\n'));
    byte[] body = lines.toString().getBytes(UTF_8);
    String range = batch.getFirst().number() + "-" + batch.getLast().number();
    Map<String, String> headers = new HashMap<>();
    headers.put("holdpoint-feed", feed);
    headers.put("holdpoint-journal", journal);
    headers.put("holdpoint-records", range);
    headers.put("holdpoint-key", key.name());
    headers.put("holdpoint-signature", key.sign(signedText(feed, journal, range, body)));
    if (!token.isEmpty()) {
      headers.put("authorization", "Bearer " + token);
    }
    accepted(url, send(client, url, mediaType, body, headers));
  }

  /** What is signed: five lines, each ended by a line feed. */
  public static String signedText(String feed, String journal, String range, byte[] body) {
    String digest = HexFormat.of().formatHex(Hashes.sha256().digest(body));
    return String.join("\n", FORMAT, feed, journal, range, digest) + "\n";
  }

  @Override
  public void close() {
    client.close();
  }

  static OutboundClient.Reply send(
      OutboundClient client, URI url, String type, byte[] body, Map<String, String> headers)
      throws IOException {
    try {
      return client.submit(url, type, body, headers);
    } catch (OutboundException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  static void accepted(URI url, OutboundClient.Reply reply) throws IOException {
    String got = url.getHost() + ": got HTTP status " + reply.status() + " (expected: 200 to 299)";
    if (FOR_GOOD.contains(reply.status())) {
      throw new RefusedException(got);
    }
    if (reply.status() / 100 != 2) {
      throw new IOException(got);
    }
  }
}
