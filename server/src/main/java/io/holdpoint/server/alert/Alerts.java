// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.alert;

import io.holdpoint.dashboard.OperatorRoute;
import io.holdpoint.dashboard.SignedRoute;
import io.holdpoint.model.port.ApprovalDesk;
import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.port.Subscription;
import io.holdpoint.server.alert.reply.ReplyDoor;
import io.holdpoint.server.alert.send.Messages;
import io.holdpoint.server.alert.send.ReplyTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** All there is to alerts, put together. */
public final class Alerts implements AutoCloseable {

  private final AlertRouter router;
  private final AlertWatch watch;
  private final AlertDesk desk;
  private final ReplyDoor door;
  private final List<Subscription> subscriptions;

  private Alerts(
      AlertRouter router,
      AlertWatch watch,
      AlertDesk desk,
      ReplyDoor door,
      List<Subscription> subscriptions) {
    this.router = router;
    this.watch = watch;
    this.desk = desk;
    this.door = door;
    this.subscriptions = List.copyOf(subscriptions);
  }

  /**
   * Starts them: what waits is sent, and held calls that wait are told again.
   *
   * @param folder of outboxes and silences; made if it is not there
   * @param page where the operators' page is, if the settings do not say
   * @throws IOException if the folder cannot be used
   */
  public static Alerts start(
      AlertSettings settings,
      Path folder,
      String page,
      ApprovalDesk approvals,
      SignalBus signals,
      InstantSource clock)
      throws IOException {
    Instant started = clock.instant();
    Files.createDirectories(folder);
    Silences silences = new Silences(folder.resolve("silences.json"), clock);
    ReplyTokens tokens = new ReplyTokens(folder.resolve("replies"), clock);
    Messages messages = new Messages(settings.page().isEmpty() ? page : settings.page());
    AlertRouter router =
        new AlertRouter(
            settings,
            folder.resolve("outbox"),
            new AlertBook(folder.resolve("newest.jsonl"), clock),
            silences,
            messages,
            tokens,
            clock);
    AlertWatch watch = new AlertWatch(router);
    List<Subscription> subscriptions =
        List.of(
            signals.subscribe(
                0,
                published -> {
                  if (!published.signal().header().at().isBefore(started)) {
                    watch.signalled(published);
                  }
                }),
            approvals.subscribe(approval -> watch.approval(approval, clock.instant())));
    approvals
        .list()
        .thenAccept(
            all ->
                all.stream()
                    .filter(one -> one.isPending())
                    .forEach(one -> watch.approval(one, clock.instant())));
    return new Alerts(
        router,
        watch,
        new AlertDesk(router, silences, clock),
        new ReplyDoor(settings.channels(), tokens, approvals, clock),
        subscriptions);
  }

  /** What is told of steps and losses. */
  public AlertWatch watch() {
    return watch;
  }

  /** What operators may ask. */
  public List<OperatorRoute> routes() {
    return desk.routes();
  }

  /** What channels may answer. */
  public List<SignedRoute> replies() {
    return door.routes();
  }

  @Override
  public void close() {
    subscriptions.forEach(Subscription::close);
    watch.close();
    router.close();
  }
}
