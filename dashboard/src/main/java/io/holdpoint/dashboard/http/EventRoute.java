// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import static io.holdpoint.dashboard.access.Right.LOOK;

import io.holdpoint.dashboard.feed.FeedEvent;
import io.holdpoint.dashboard.feed.FeedSlice;
import io.holdpoint.dashboard.feed.LiveFeed;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Server-sent events. Each stream has a virtual thread that reads the feed at its own pace; one
 * that falls behind the feed's memory is ended, and comes back to a {@code reset}. A reader whose
 * login has ended is told nothing more, one heartbeat later at the latest.
 */
final class EventRoute {

  private static final int MAX_STREAMS = 64;

  private final LiveFeed feed;
  private final Duration heartbeat;
  private final Predicate<Context> stillLetsIn;
  private final AtomicInteger streams = new AtomicInteger();

  /**
   * @param stillLetsIn whether what a reader showed to get in still counts; asked at each heartbeat
   */
  EventRoute(LiveFeed feed, Duration heartbeat, Predicate<Context> stillLetsIn) {
    this.feed = feed;
    this.heartbeat = heartbeat;
    this.stillLetsIn = stillLetsIn;
  }

  Route route() {
    return Route.get("/events", LOOK, this::stream);
  }

  int openStreams() {
    return streams.get();
  }

  private void stream(Context ctx) throws InterruptedException {
    long from = from(ctx);
    if (streams.incrementAndGet() > MAX_STREAMS) {
      streams.decrementAndGet();
      throw new ApiException(
          503,
          "events.too-many",
          "streams: got more (expected: at most " + MAX_STREAMS + " at a time)");
    }
    try {
      HttpServletResponse response = ctx.res();
      response.setContentType("text/event-stream");
      response.setCharacterEncoding("utf-8");
      response.setHeader("X-Accel-Buffering", "no");
      copy(from, response.getOutputStream(), ctx);
    } catch (IOException readerLeft) {
      // Every stream ends like this: a page was closed, or its connection broke.
    } finally {
      streams.decrementAndGet();
    }
  }

  private void copy(long from, OutputStream out, Context ctx)
      throws IOException, InterruptedException {
    long place = from;
    send(out, "retry: 2000\n\n");
    FeedSlice slice = feed.after(place, Duration.ZERO);
    if (slice.lost()) {
      place = feed.last();
      send(out, text(new FeedEvent(place, "reset", "{}")));
    }
    long checked = System.nanoTime();
    while (!slice.closed()) {
      slice = feed.after(place, heartbeat);
      boolean due = System.nanoTime() - checked >= heartbeat.toNanos();
      if (slice.lost() || (due && !stillLetsIn.test(ctx))) {
        return;
      }
      checked = due ? System.nanoTime() : checked;
      List<FeedEvent> events = slice.events();
      send(out, events.isEmpty() ? ": still here\n\n" : text(events));
      place = events.isEmpty() ? place : events.getLast().id();
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static String text(List<FeedEvent> events) {
    StringBuilder text = new StringBuilder();
    events.forEach(event -> text.append(text(event)));
    return text.toString();
  }

  private static String text(FeedEvent event) {
    return "id: " + event.id() + "\nevent: " + event.type() + "\ndata: " + event.json() + "\n\n";
  }

  /** Where to go on: the browser's own header when it reconnects, else what the page asks for. */
  private long from(Context ctx) {
    Optional<String> id =
        Optional.ofNullable(ctx.header("Last-Event-ID"))
            .or(() -> Optional.ofNullable(ctx.queryParam("after")));
    if (id.isEmpty()) {
      return feed.last();
    }
    try {
      return Long.parseLong(id.get());
    } catch (NumberFormatException e) {
      throw ApiException.invalid(
          "query.invalid",
          "last event id: got " + Requests.quoted(id.get()) + " (expected: a number)");
    }
  }
}
