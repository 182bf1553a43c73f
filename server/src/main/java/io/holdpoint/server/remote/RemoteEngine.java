// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote;

import io.holdpoint.model.port.SessionMonitor;
import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.verdict.Assessment;
import java.io.UncheckedIOException;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine of another process and its signals, as a gateway needs them. */
public final class RemoteEngine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteEngine.class);

  private final ControlChannel channel;
  private final RemoteSignalBus signals;
  private final RemoteSessionMonitor monitor;

  private RemoteEngine(ControlChannel channel, RemoteSignalBus signals) {
    this.channel = channel;
    this.signals = signals;
    this.monitor = new RemoteSessionMonitor(channel, this::late);
  }

  /**
   * Connects, and knows all signals so far when it returns: a gateway that does not know who was
   * killed must not open.
   *
   * @param engine the control API of the process with the engine
   * @param token the gateway token of that process
   * @throws UncheckedIOException if it cannot be reached
   * @throws EngineRefusal if it does not accept the token
   */
  public static RemoteEngine connect(URI engine, String token) {
    ControlChannel channel = new ControlChannel(engine, token);
    try {
      RemoteSignalBus signals = new RemoteSignalBus(channel);
      signals.follow();
      return new RemoteEngine(channel, signals);
    } catch (UncheckedIOException | EngineRefusal e) {
      channel.close();
      throw e;
    }
  }

  /** Judges by asking the other process. */
  public SessionMonitor monitor() {
    return monitor;
  }

  /** The other process's signals. */
  public SignalBus signals() {
    return signals;
  }

  @Override
  public void close() {
    signals.close();
    channel.close();
  }

  /** What the engine asks for once it learns of earlier steps is carried out at once. */
  private void late(Assessment assessment) {
    for (Signal signal : assessment.signals()) {
      signals
          .publish(signal)
          .whenComplete(
              (published, trouble) -> {
                if (trouble != null) {
                  LOG.error("signal {} was not published", signal.header().ref(), trouble);
                }
              });
    }
  }
}
