// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import io.holdpoint.model.step.Outcome;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Upstreams that are slow, leave, or behave in ways a hostile one would. */
@SuppressWarnings("StringConcatToTextBlock") // The line ends are what is tested.
final class UpstreamIT {

  private static final String READ = FidelityIT.call("1", "read", "{}");
  private static final String GET =
      "GET /files/mcp HTTP/1.1\r\nHost: localhost\r\nMcp-Session-Id: s\r\nLast-Event-ID: 1\r\n\r\n";
  private static final String LATE = "data: " + FidelityIT.result("1") + "\n\n";

  @Test
  void keepsUpstreamConnections_forTheNextCall() throws Exception {
    Set<Thread> connections = ConcurrentHashMap.newKeySet();
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  connections.add(Thread.currentThread());
                  reply.json(FidelityIT.result("1"));
                });
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      for (int i = 0; i < 20; i++) {
        client.post("files", READ);
      }
      assertThat(connections).hasSize(1);
    }
  }

  @Test
  void doesNotRepeatCall_whenUpstreamHangsUpAfterHavingIt() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  if (calls.incrementAndGet() == 2) {
                    reply.hangUp();
                  } else {
                    reply.json(FidelityIT.result("1"));
                  }
                });
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      client.post("files", READ);
      RawClient.Answer lost = client.post("files", READ);

      assertThat(lost.status()).isEqualTo(200);
      assertThat(lost.body()).contains("-31002", "the connection ended");
      assertThat(calls.get()).isEqualTo(2);
      assertThat(rig.completions().getLast().outcome()).isInstanceOf(Outcome.Unknown.class);
    }
  }

  @Test
  void repeatsSafeRequestOnce_whenPooledConnectionTurnsOutDead() throws Exception {
    AtomicInteger lists = new AtomicInteger();
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  if (request.asks("tools/list") && lists.incrementAndGet() == 1) {
                    reply.hangUp();
                  } else {
                    reply.json(FidelityIT.result("1"));
                  }
                });
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      client.post("files", READ);
      RawClient.Answer list =
          client.post("files", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");

      assertThat(list.body()).isEqualTo(FidelityIT.result("1"));
      assertThat(lists.get()).isEqualTo(2);
    }
  }

  @Test
  void givesUp_whenUpstreamDoesNotAnswerInTime() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (StubUpstream upstream = new StubUpstream((request, reply) -> StreamIT.awaitLatch(never));
        Rig rig = Rig.with("files", upstream).answer(Duration.ofMillis(200)).start();
        RawClient client = rig.client()) {
      assertThat(client.post("files", READ).body()).contains("-31002", "no answer within");
      assertThat(rig.completions().getFirst().outcome()).isEqualTo(new Outcome.TimedOut());
      never.countDown();
    }
  }

  @Test
  void judgesAnswer_thatComesOnTheListeningStream() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  reply.beginEvents();
                  if (request.head().start().startsWith("GET")) {
                    StreamIT.awaitLatch(ended);
                    reply.events("data: " + FidelityIT.result("999") + "\n\n");
                    reply.events(LATE);
                  } else {
                    reply.events("id: 1\ndata: \n\n");
                  }
                  reply.endEvents();
                });
        Rig rig = Rig.with("files", upstream).start();
        RawClient caller = rig.client();
        RawClient listener = rig.client()) {
      assertThat(caller.post("files", READ, "Mcp-Session-Id: s").body())
          .isEqualTo("id: 1\ndata: \n\n");
      assertThat(rig.completions()).isEmpty();
      listener.send(GET);
      listener.readHead();
      ended.countDown();

      // The answer nobody waits for is withheld.
      assertThat(listener.readChunk()).isEqualTo(LATE);
      assertThat(rig.completions()).hasSize(1);
      assertThat(rig.completions().getFirst().outcome()).isEqualTo(new Outcome.Succeeded());
    }
  }

  @Test
  void judgesAnswer_thatComesOnTheListeningStreamBeforeItsOwnEnds() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  reply.beginEvents();
                  if (request.head().start().startsWith("GET")) {
                    StreamIT.awaitLatch(begun);
                    reply.events(LATE);
                    reply.events(": more\n");
                  } else {
                    reply.events("id: 1\ndata: \n\n");
                    begun.countDown();
                    StreamIT.awaitLatch(told);
                    // A second answer to the same request is one nobody judges.
                    reply.events(LATE);
                    reply.events(": end\n");
                  }
                  reply.endEvents();
                });
        Rig rig = Rig.with("files", upstream).start();
        RawClient listener = rig.client();
        RawClient caller = rig.client()) {
      listener.send(GET);
      listener.readHead();
      caller.sendPost("files", READ, "Mcp-Session-Id: s");
      caller.readHead();

      assertThat(listener.readChunk()).isEqualTo(LATE);
      assertThat(rig.completions()).hasSize(1);
      assertThat(listener.readChunk()).isEqualTo(": more\n");
      told.countDown();
      assertThat(caller.readChunk()).isEqualTo("id: 1\ndata: \n\n");
      assertThat(caller.readChunk()).isEqualTo(": end\n");
      assertThat(caller.readChunk()).isEmpty();
      assertThat(rig.completions()).hasSize(1);
      assertThat(rig.completions().getFirst().outcome()).isEqualTo(new Outcome.Succeeded());
    }
  }

  @Test
  void withholdsSecondAnswer_onTheListeningStream() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  reply.beginEvents();
                  if (request.head().start().startsWith("GET")) {
                    StreamIT.awaitLatch(answered);
                    reply.events(LATE);
                    reply.events(": more\n");
                  } else {
                    reply.events(LATE);
                  }
                  reply.endEvents();
                });
        Rig rig = Rig.with("files", upstream).start();
        RawClient listener = rig.client();
        RawClient caller = rig.client()) {
      listener.send(GET);
      listener.readHead();
      assertThat(caller.post("files", READ, "Mcp-Session-Id: s").body()).isEqualTo(LATE);
      answered.countDown();

      assertThat(listener.readChunk()).isEqualTo(": more\n");
      assertThat(rig.completions()).hasSize(1);
    }
  }

  /** So does a server whose client lost the stream and came back for what it missed. */
  @Test
  void endsItsOwnStream_whenAnswerWentToTheListeningOneAndCallerHasLeft() throws Exception {
    CountDownLatch left = new CountDownLatch(1);
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  reply.beginEvents();
                  if (request.head().start().startsWith("GET")) {
                    StreamIT.awaitLatch(left);
                    reply.events(LATE);
                  } else {
                    reply.events("id: 1\ndata: \n\n");
                  }
                });
        Rig rig = Rig.with("files", upstream).start();
        RawClient listener = rig.client()) {
      try (RawClient caller = rig.client()) {
        caller.sendPost("files", READ, "Mcp-Session-Id: s");
        caller.readHead();
        caller.readChunk();
      }
      listener.send(GET);
      listener.readHead();
      left.countDown();

      assertThat(listener.readChunk()).isEqualTo(LATE);
      assertThat(rig.completions()).hasSize(1);
      await().until(() -> upstream.closedByPeer() == 1);
    }
  }

  @Test
  void withholdsWhatItCannotRead_inStreamsAndAnswers() throws Exception {
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  if (request.body().contains("\"id\":1,")) {
                    reply.beginEvents();
                    reply.events("data: [" + FidelityIT.result("1") + "]\n\n");
                    reply.events(
                        "data:"
                            + " {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{},\"result\":{\"secret\":1}}\n\n");
                    reply.events(LATE);
                    reply.events(LATE);
                    reply.endEvents();
                  } else {
                    reply.json("zip", "Content-Encoding: gzip");
                  }
                });
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      assertThat(client.post("files", READ).body()).isEqualTo(LATE);
      assertThat(client.post("files", FidelityIT.call("2", "read", "{}")).body())
          .contains("-31002", "content-encoding gzip");
    }
  }

  @Test
  void labelsWholeAnswer_whenItIsAmbiguous() throws Exception {
    String twoFaced =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"a\":1},\"result\":{\"b\":\"secret\"}}";
    try (StubUpstream upstream = new StubUpstream((request, reply) -> reply.json(twoFaced));
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      assertThat(client.post("files", READ).body()).isEqualTo(twoFaced);
      assertThat(rig.completions().getFirst().labels()).hasSize(1);
    }
  }

  @Test
  void refusesRequestMethodWithoutId_andTwoSessionIds() throws Exception {
    try (StubUpstream upstream = new StubUpstream((request, reply) -> reply.answer(202, "", ""));
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      RawClient.Answer noId =
          client.post(
              "files",
              "{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\",\"params\":{\"name\":\"send_mail\"}}");
      RawClient.Answer twoIds =
          client.post("files", READ, "Mcp-Session-Id: a", "Mcp-Session-Id: b");
      RawClient.Answer noName =
          client.post("files", "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"tools/call\"}");

      assertThat(noId.status()).isEqualTo(400);
      assertThat(twoIds.status()).isEqualTo(400);
      assertThat(noName.body()).contains("\"id\":4", "-32602");
      assertThat(upstream.received()).isEmpty();
    }
  }

  @Test
  void servesPipelinedRequests_inOrder() throws Exception {
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) ->
                    reply.json(
                        FidelityIT.result(request.body().contains("\"id\":1") ? "1" : "2")));
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      client.sendPost("files", READ);
      client.sendPost("files", FidelityIT.call("2", "read", "{}"));
      client.sendPost("files", READ);

      assertThat(client.read().body()).isEqualTo(FidelityIT.result("1"));
      assertThat(client.read().body()).isEqualTo(FidelityIT.result("2"));
      assertThat(client.read().body()).isEqualTo(FidelityIT.result("1"));
    }
  }

  @Test
  void letsCallsFinish_whenItCloses() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  StreamIT.awaitLatch(go);
                  reply.json(FidelityIT.result("1"));
                });
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      client.sendPost("files", READ);
      await().until(() -> upstream.received().size() == 1);
      Thread closing = Thread.ofVirtual().start(rig::close);
      go.countDown();

      assertThat(client.read().body()).isEqualTo(FidelityIT.result("1"));
      closing.join();
    }
  }
}
