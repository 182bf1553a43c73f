// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.alert.send;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.outbound.OutboundClient;
import io.holdpoint.gateway.outbound.OutboundException;
import io.holdpoint.server.audit.feed.send.RefusedException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/** Posts JSON; a webhook is signed. */
final class WebTransport implements Transport {

  private static final Set<Integer> FOR_GOOD = Set.of(400, 403, 404, 410, 413, 415, 422);

  private final Channel channel;
  private final Messages messages;
  private final ReplyTokens tokens;
  private final InstantSource clock;
  private final OutboundClient client;
  private final SecureRandom random = new SecureRandom();

  WebTransport(Channel channel, Messages messages, ReplyTokens tokens, InstantSource clock) {
    this.channel = requireNonNull(channel, "channel");
    this.messages = requireNonNull(messages, "messages");
    this.tokens = requireNonNull(tokens, "tokens");
    this.clock = requireNonNull(clock, "clock");
    this.client = new OutboundClient(Set.of(channel.url()), channel.patience());
  }

  @Override
  public void deliver(Alert alert) throws IOException {
    String reply =
        alert.about() == Alert.About.APPROVAL && channel.answers()
            ? tokens.issue(channel, alert)
            : "";
    byte[] body = messages.of(channel, alert, reply);
    try {
      OutboundClient.Reply answer =
          client.submit(channel.url(), "application/json", body, headers(body));
      String got =
          "channel " + channel.name() + ": got HTTP status " + answer.status() + " (expected: 2xx)";
      if (FOR_GOOD.contains(answer.status())) {
        throw new RefusedException(got);
      }
      if (answer.status() / 100 != 2) {
        throw new IOException(got);
      }
    } catch (OutboundException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Map<String, String> headers(byte[] body) {
    Map<String, String> headers = new HashMap<>();
    if (channel.kind() == Channel.Kind.WEBHOOK && !channel.secret().isEmpty()) {
      byte[] bytes = new byte[16];
      random.nextBytes(bytes);
      String nonce = HexFormat.of().formatHex(bytes);
      String seconds = Long.toString(clock.instant().getEpochSecond());
      headers.put("holdpoint-timestamp", seconds);
      headers.put("holdpoint-nonce", nonce);
      headers.put("holdpoint-signature", Signing.webhook(channel.secret(), seconds, nonce, body));
    }
    return headers;
  }

  @Override
  public void close() {
    client.close();
  }
}
