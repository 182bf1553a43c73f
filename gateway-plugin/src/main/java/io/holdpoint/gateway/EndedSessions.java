// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import io.holdpoint.gateway.call.PendingAsks;
import io.holdpoint.gateway.masking.Masking;
import io.holdpoint.gateway.session.SessionEnd;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of the end of a session: monitor, journal, span. */
final class EndedSessions implements SessionEnd {

  private static final Logger LOG = LoggerFactory.getLogger(EndedSessions.class);

  private final Gateway.Ports ports;
  private final PendingAsks asks;
  private final Masking masking;

  EndedSessions(Gateway.Ports ports, PendingAsks asks, Masking masking) {
    this.masking = masking;
    this.ports = ports;
    this.asks = asks;
  }

  @Override
  public void ended(Session session, int risk, Instant at) {
    asks.ended(session.id());
    masking.ended(session.id().value());
    ports.monitor().ended(session, at);
    ports.policies().ended(session);
    write(session, at);
    ports.spans().sessionEnded(session, risk, at);
  }

  @Override
  public void joined(Session first, Session named, Instant at) {
    ports.monitor().joined(first.id(), named.id(), at);
  }

  private void write(Session session, Instant at) {
    try {
      CompletionStage<Void> written =
          ports
              .journal()
              .append(
                  Journal.Durability.PROCESS, List.of(new JournalRecord.SessionEnded(session, at)));
      written.whenComplete(
          (nothing, failure) -> {
            if (failure != null) {
              LOG.error("journal: end of session {} could not be written", session.id(), failure);
            }
          });
    } catch (IllegalStateException unwritable) {
      LOG.error("journal: end of session {} could not be written", session.id(), unwritable);
    }
  }
}
