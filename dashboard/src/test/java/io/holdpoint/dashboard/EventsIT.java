// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.view.StepRow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventsIT {

  private record Event(long id, String type, String data) {}

  @TempDir Path folder;

  @Test
  void whatHappens_isTold_inOrder() {
    try (Running running = Running.with(folder);
        Stream<String> lines = open(running, running.api("/events"))) {
      Iterator<String> stream = lines.iterator();
      Steps steps = steps(1);
      running.store(
          steps.rows(),
          List.of(steps.detection("d-1", new RuleRef("HP-CHAIN-001", 3), Action.KILL, "x", 0)));

      assertThat(next(stream).type()).isEqualTo("step");
      Event detection = next(stream);
      assertThat(detection.type()).isEqualTo("detection");
      assertThat(detection.data()).contains("HP-CHAIN-001");
      Event session = next(stream);
      assertThat(session.type()).isEqualTo("session");
      assertThat(session.data()).contains("\"state\":\"active\"");

      running.bus.publish(
          new Signal.Kill(Fixtures.header("K-1", Fixtures.session(1), Fixtures.NOW)));
      assertThat(next(stream).type()).isEqualTo("signal");
      assertThat(next(stream).data()).contains("\"state\":\"killed\"");
    }
  }

  @Test
  void reconnect_goesOnAfterTheLastEvent_withoutGapOrRepeat() {
    try (Running running = Running.with(folder)) {
      long start = running.get("/sessions").path("cursor").asLong();
      for (int i = 1; i <= 3; i++) {
        running.store(steps(i).rows(), List.of());
      }
      List<Event> first = read(running, running.api("/events?after=" + start), 2);
      List<Event> rest =
          read(
              running,
              running.api("/events?after=1").header("Last-Event-ID", "" + first.getLast().id()),
              4);

      List<Long> ids = new ArrayList<>();
      first.forEach(event -> ids.add(event.id()));
      rest.forEach(event -> ids.add(event.id()));
      assertThat(ids)
          .containsExactly(start + 1, start + 2, start + 3, start + 4, start + 5, start + 6);
    }
  }

  @Test
  void placeThatIsGone_isReset() {
    try (Running running = Running.with(folder)) {
      long start = running.get("/sessions").path("cursor").asLong();
      for (String gone : List.of("1", "" + (start + 1_000_000))) {
        Event event =
            read(running, running.api("/events").header("Last-Event-ID", gone), 1).getFirst();
        assertThat(event).isEqualTo(new Event(start, "reset", "{}"));
      }
      assertThat(
              Running.error(running.send(running.api("/events").header("Last-Event-ID", "first"))))
          .isEqualTo("400 query.invalid");
    }
  }

  @Test
  void slowReader_isDropped_andHoldsNobodyUp() throws IOException {
    try (Running running = Running.with(folder);
        Socket socket = new Socket()) {
      socket.setReceiveBufferSize(65_536);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), running.dashboard.port()));
      String head =
          "GET /api/v1/events HTTP/1.1\r\n"
              + "Host: localhost\r\n"
              + "Connection: close\r\n"
              + "Authorization: Bearer "
              + running.token()
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      await().until(() -> running.dashboard.openStreams() == 1);

      List<StepRow> many = new ArrayList<>();
      Steps steps = new Steps(Fixtures.session(1), 1, Fixtures.NOW);
      for (int i = 0; i < 9_000; i++) {
        steps.call("kb/" + "x".repeat(400), Set.of(Effect.READ), Set.of(DataLabel.PRIVATE), "{}");
      }
      many.addAll(steps.rows());
      for (int i = 0; i < 3; i++) {
        long last = running.feed.last();
        running.feed.stored(many, List.of()); // would never come back if it waited for the reader
        await().until(() -> running.feed.last() >= last + 9_000);
      }
      drain(socket);
      await().until(() -> running.dashboard.openStreams() == 0);
    }
  }

  @Test
  void close_endsStreams() {
    Running running = Running.with(folder);
    try (Stream<String> lines = open(running, running.api("/events"))) {
      assertThat(lines.iterator().next()).isEqualTo("retry: 2000");
      assertThat(running.dashboard.openStreams()).isEqualTo(1);
      running.close();
      await().until(() -> running.dashboard.openStreams() == 0);
    }
  }

  /** Reads what was on its way, up to the end: a stream that goes on falls silent instead. */
  private static void drain(Socket socket) throws IOException {
    socket.setSoTimeout(8_000);
    byte[] buffer = new byte[64_000];
    int read = 0;
    while (read >= 0) {
      read = socket.getInputStream().read(buffer);
    }
  }

  private static Steps steps(int n) {
    return new Steps(Fixtures.session(n), n * 100, Fixtures.NOW)
        .call("files/read", Set.of(Effect.READ), Set.of(), "{}");
  }

  private static Stream<String> open(Running running, HttpRequest.Builder request) {
    HttpResponse<Stream<String>> response = running.stream(request).join();
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    return response.body();
  }

  private static List<Event> read(Running running, HttpRequest.Builder request, int count) {
    try (Stream<String> lines = open(running, request)) {
      Iterator<String> stream = lines.iterator();
      List<Event> events = new ArrayList<>();
      while (events.size() < count) {
        events.add(next(stream));
      }
      return events;
    }
  }

  private static Event next(Iterator<String> stream) {
    long id = -1;
    String type = "";
    while (stream.hasNext()) {
      String line = stream.next();
      if (line.startsWith("id: ")) {
        id = Long.parseLong(line.substring(4));
      } else if (line.startsWith("event: ")) {
        type = line.substring(7);
      } else if (line.startsWith("data: ")) {
        return new Event(id, type, line.substring(6));
      }
    }
    throw new AssertionError("stream: got its end (expected: another event)");
  }
}
