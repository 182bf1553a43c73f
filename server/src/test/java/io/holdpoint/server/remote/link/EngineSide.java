// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.link;

import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.InMemoryJournal;
import io.holdpoint.model.testing.InMemorySignalBus;
import io.holdpoint.model.testing.ScriptedMonitor;
import io.holdpoint.server.remote.listener.EnforcementListener;
import io.holdpoint.server.remote.trust.Authority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/** The engine's process as its gateways see it. */
final class EngineSide implements AutoCloseable {

  static final Duration LEASE = Duration.ofMillis(400);

  final FakeClock clock = new FakeClock();
  final InMemorySignalBus signals = new InMemorySignalBus();
  final InMemoryJournal journal = new InMemoryJournal();
  final ClearMonitor monitor = new ClearMonitor(ScriptedMonitor.permitting());
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

  private EnforcementListener listen(String journalId, InMemorySignalBus bus) throws IOException {
    return EnforcementListener.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        authority,
        new EnforcementListener.Parts(monitor, bus, journal, journalId, clock),
        LEASE);
  }
}
