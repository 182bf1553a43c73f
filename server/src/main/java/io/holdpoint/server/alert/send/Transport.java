// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.alert.send;

import java.io.IOException;
import java.time.InstantSource;

/** Hands alerts over to one far end. Used by one thread; another one may close it meanwhile. */
interface Transport extends AutoCloseable {

  /**
   * Hands one over.
   *
   * @throws io.holdpoint.server.audit.feed.send.RefusedException if the far end will never take it
   * @throws IOException if it does not take it now
   */
  void deliver(Alert alert) throws IOException;

  @Override
  void close();

  /** The one that a channel is spoken to by. */
  static Transport of(Channel channel, Messages messages, ReplyTokens tokens, InstantSource clock) {
    return switch (channel.kind()) {
      case WEBHOOK, SLACK, PAGERDUTY -> new WebTransport(channel, messages, tokens, clock);
      case EMAIL -> new MailTransport(channel, messages);
    };
  }
}
