// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.alert;

import static java.util.Objects.requireNonNull;

import io.holdpoint.server.alert.send.Alert;
import io.holdpoint.server.alert.send.Channel;
import io.holdpoint.server.alert.send.Messages;
import io.holdpoint.server.alert.send.Outbox;
import io.holdpoint.server.alert.send.ReplyTokens;
import io.holdpoint.server.alert.send.Sender;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes alerts and puts them into the outboxes of the channels that are to have them: not while
 * they are silenced, and the same not again too soon. Who is to be told later has it in the outbox
 * too, until somebody takes the alert in. Safe for use by many threads; writes to the disk.
 */
public final class AlertRouter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AlertRouter.class);
  private static final int REMEMBERED = 20_000;

  private final AlertSettings settings;
  private final Silences silences;
  private final InstantSource clock;
  private final Map<String, Line> lines = new LinkedHashMap<>();
  private final Map<String, Instant> said = new LinkedHashMap<>();
  private final AlertBook book;

  private record Line(Outbox outbox, Sender sender) {}

  /** What came of an alert: sent, repeated, silenced or nobody. */
  private record Told(String came, List<String> to) {}

  /**
   * Starts the channels.
   *
   * @param folder of the outboxes
   * @param book where the newest are kept
   * @throws IOException if an outbox cannot be made
   */
  AlertRouter(
      AlertSettings settings,
      Path folder,
      AlertBook book,
      Silences silences,
      Messages messages,
      ReplyTokens tokens,
      InstantSource clock)
      throws IOException {
    this.settings = requireNonNull(settings, "settings");
    this.book = requireNonNull(book, "book");
    this.silences = requireNonNull(silences, "silences");
    this.clock = requireNonNull(clock, "clock");
    for (Channel channel : settings.channels()) {
      Outbox outbox = new Outbox(folder.resolve(channel.name()));
      lines.put(
          channel.name(), new Line(outbox, new Sender(channel, outbox, messages, tokens, clock)));
    }
    lines.values().forEach(line -> line.sender().start());
  }

  /** The channels by name, with how they stand. */
  public Map<String, Sender.State> states() throws IOException {
    Map<String, Sender.State> states = new LinkedHashMap<>();
    for (Map.Entry<String, Line> line : lines.entrySet()) {
      states.put(line.getKey(), line.getValue().sender().state());
    }
    return states;
  }

  /** The channels by name, as they were set up. */
  Map<String, Channel> channels() {
    Map<String, Channel> channels = new LinkedHashMap<>();
    settings.channels().forEach(channel -> channels.put(channel.name(), channel));
    return channels;
  }

  /** Which alerts go where. */
  List<AlertRoute> routes() {
    return settings.routes();
  }

  /** The newest alerts, newest first. */
  List<AlertBook.Entry> recent() {
    return book.newest();
  }

  /** Takes an alert. */
  public synchronized void take(Alert alert) {
    Told told = silences.covers(alert) ? new Told("silenced", List.of()) : route(alert);
    book.add(alert, told.came(), told.to());
  }

  /** Puts an alert into one channel, whatever the routes say; false if there is none such. */
  public boolean test(String channel, Alert alert) {
    return lines.containsKey(channel) && put(channel, alert, alert.at());
  }

  /**
   * Says how an alert stands: nobody else is told of it later.
   *
   * @param by who says so; empty if it went by itself
   */
  synchronized Settled settle(String id, AlertBook.State state, String by) {
    boolean any = cancelled(id);
    return new Settled(any, book.mark(id, state, by));
  }

  /**
   * What came of it.
   *
   * @param escalationEnded true if somebody was to be told later
   * @param state how it stands now; empty if it is not among the newest
   */
  record Settled(boolean escalationEnded, Optional<AlertBook.State> state) {}

  private boolean cancelled(String id) {
    boolean any = false;
    for (Line line : lines.values()) {
      try {
        any |= line.outbox().cancel(id, clock.instant());
      } catch (IOException e) {
        LOG.error("alert {}: its escalation cannot be taken back", id, e);
      }
    }
    return any;
  }

  @Override
  public void close() {
    lines.values().forEach(line -> line.sender().close());
  }

  private Told route(Alert alert) {
    Set<String> to = new HashSet<>();
    boolean repeated = false;
    for (int i = 0; i < settings.routes().size(); i++) {
      AlertRoute route = settings.routes().get(i);
      if (!route.takes(alert)) {
        continue;
      }
      if (isRepeated(i + " " + alert.key(), route, alert.at())) {
        repeated = true;
        continue;
      }
      route.to().stream().filter(name -> put(name, alert, alert.at())).forEach(to::add);
      if (!route.escalateAfter().isZero()) {
        Instant due = alert.at().plus(route.escalateAfter());
        route.escalateTo().forEach(name -> later(name, alert, due));
      }
    }
    String came = !to.isEmpty() ? "sent" : repeated ? "repeated" : "nobody";
    return new Told(came, to.stream().sorted().toList());
  }

  private boolean isRepeated(String key, AlertRoute route, Instant at) {
    Instant last = said.get(key);
    if (last != null && at.isBefore(last.plus(route.repeatAfter()))) {
      return true;
    }
    said.put(key, at);
    if (said.size() > REMEMBERED) {
      said.remove(said.keySet().iterator().next());
    }
    return false;
  }

  /** Once, however often it is said. */
  private void later(String channel, Alert alert, Instant due) {
    try {
      requireNonNull(lines.get(channel), channel).outbox().cancel(alert.id(), clock.instant());
    } catch (IOException e) {
      LOG.error("alert {}: an earlier escalation cannot be taken back", alert.id(), e);
    }
    put(channel, alert, due);
  }

  private boolean put(String channel, Alert alert, Instant due) {
    Line line = requireNonNull(lines.get(channel), channel);
    try {
      line.outbox().add(alert, due);
      line.sender().wake();
      return true;
    } catch (IOException e) {
      LOG.error("alert {} cannot be kept for channel {}", alert.id(), channel, e);
      return false;
    }
  }
}
