// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.link;

import io.holdpoint.gateway.approval.ApprovalSettings;
import io.holdpoint.gateway.approval.JournaledApprovalDesk;
import io.holdpoint.gateway.bypass.JournaledBypass;
import io.holdpoint.gateway.containment.JournaledDeclarations;
import io.holdpoint.gateway.offer.OfferBook;
import io.holdpoint.gateway.offer.OfferSettings;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.InMemoryJournal;
import io.holdpoint.model.testing.InMemorySignalBus;
import io.holdpoint.model.testing.ScriptedMonitor;
import io.holdpoint.server.config.Catalogues;
import io.holdpoint.server.remote.listener.EnforcementListener;
import io.holdpoint.server.remote.listener.SharedFacts;
import io.holdpoint.server.remote.trust.Authority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The engine's process as its gateways see it. */
final class EngineSide implements AutoCloseable {

  static final Duration LEASE = Duration.ofMillis(400);

  final FakeClock clock = new FakeClock();
  final InMemorySignalBus signals = new InMemorySignalBus();
  final InMemoryJournal journal = new InMemoryJournal();
  final ClearMonitor monitor = new ClearMonitor(ScriptedMonitor.permitting());
  final InMemoryJournal facts = new InMemoryJournal();
  final JournaledApprovalDesk desk =
      new JournaledApprovalDesk(facts, ApprovalSettings.DEFAULTS, clock);
  final JournaledDeclarations declarations = new JournaledDeclarations(facts, clock);
  final OfferBook offers = book(facts, clock);
  final JournaledBypass bypass = new JournaledBypass(facts, clock);
  private final Authority authority;
  private EnforcementListener listener;

  EngineSide(Authority authority) throws IOException {
    this.authority = authority;
    this.listener = listen("journal-1", signals);
  }

  int port() {
    return listener.port();
  }

  EnforcementListener listener() {
    return listener;
  }

  /** Ends and begins again, on another port, with the same state. */
  void restart() throws IOException {
    listener.close();
    listener = listen("journal-1", signals);
  }

  /** Begins again without a memory. */
  void beginAnew(InMemorySignalBus none) throws IOException {
    listener.close();
    listener = listen("journal-2", none);
  }

  @Override
  public void close() {
    listener.close();
  }

  /** An empty book of offers over a journal. */
  static OfferBook book(InMemoryJournal journal, InstantSource clock) {
    return new OfferBook(
        journal, Catalogues.read(List.of(), Fixtures.DIGESTER), OfferSettings.DEFAULTS, clock);
  }

  private EnforcementListener listen(String journalId, InMemorySignalBus bus) throws IOException {
    return EnforcementListener.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        authority,
        new EnforcementListener.Parts(
            monitor,
            bus,
            desk,
            new SharedFacts(declarations, offers, bypass),
            journal,
            journalId,
            clock),
        LEASE);
  }
}
