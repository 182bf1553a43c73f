// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.holdpoint.gateway.testing.Forgetful;
import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.ShellServer;
import io.holdpoint.gateway.testing.StubUpstream;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.testing.Fixtures;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rounds of everything callers and servers can do wrong: nothing may be left of them. */
@Tag("slow")
@EnabledOnOs({OS.LINUX, OS.MAC})
@SuppressWarnings("StringConcatToTextBlock") // The line ends are what is tested.
final class OverloadSoakIT {

  private static final Logger LOG = LoggerFactory.getLogger(OverloadSoakIT.class);
  private static final long MB = 1 << 20;
  private static final Duration LENGTH = Duration.ofSeconds(60);
  private static final String GET =
      "GET /web/mcp HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
          + "Authorization: Bearer "
          + Rig.SHARED_TOKEN
          + "\r\nMcp-Session-Id: %s\r\n\r\n";
  private static final String EVENT =
      "data: {\"jsonrpc\":\"2.0\",\"method\":\"n\",\"params\":\"" + "x".repeat(30_000) + "\"}\n\n";

  /** What is in use. */
  private record Usage(long heap, int threads, long files) {}

  @Test
  void leavesNothingBehind_afterRoundsOfEverything() throws Exception {
    GatewayConfig.Overload limits =
        new GatewayConfig.Overload(4000, 3000, Duration.ofSeconds(2), Duration.ofSeconds(1));
    Forgetful forgetful = new Forgetful();
    try (StubUpstream web = new StubUpstream(OverloadSoakIT::answer);
        Rig rig =
            Rig.with("web", web)
                .upstream("files", ShellServer.atMost(16))
                .overload(limits)
                .monitor(forgetful)
                .journal(forgetful)
                .forgetful()
                .start()) {
      long idle = idleStreams(rig);
      LOG.info("1,000 idle streams: {} MB of heap and buffers, both ends", idle / MB);
      assertThat(idle).isLessThan(200 * MB);
      round(rig, web, forgetful, 0);
      round(rig, web, forgetful, 1);
      Usage before = usage();
      long end = System.nanoTime() + LENGTH.toNanos();
      int rounds = 2;
      while (System.nanoTime() < end) {
        round(rig, web, forgetful, rounds++);
      }
      await()
          .atMost(20, TimeUnit.SECONDS)
          .untilAsserted(() -> assertThat(usage().files()).isLessThan(before.files() + 16));
      Usage after = usage();
      LOG.info("{} rounds: before {}, after {}", rounds, before, after);
      assertThat(rounds).isGreaterThan(4);
      assertThat(after.heap()).isLessThan(before.heap() + 8 * MB);
      assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + 4);
      try (RawClient client = rig.client()) {
        assertThat(client.post("web", FidelityIT.call("1", "read", "{}")).status()).isEqualTo(200);
      }
    }
  }

  private static void answer(StubUpstream.Received request, StubUpstream.Reply reply)
      throws IOException {
    if (request.head().start().startsWith("GET")) {
      reply.beginEvents();
    } else if (request.body().contains("\"flood\"")) {
      reply.beginEvents();
      for (int i = 0; i < 2000; i++) {
        reply.events(EVENT);
      }
      reply.endEvents();
    } else if (request.body().contains("\"die\"")) {
      reply.beginEvents();
      reply.events(EVENT);
      reply.hangUp();
    } else if (!request.body().contains("\"hang\"")) {
      reply.json(FidelityIT.result("1"));
    }
  }

  private static void round(Rig rig, StubUpstream web, Forgetful forgetful, int n)
      throws Exception {
    streamsThatLeave(rig, n);
    slowReaders(rig);
    dyingUpstreams(rig);
    halfRequests(rig);
    processes(rig);
    killsInFlight(rig, forgetful, n);
    // Sessions of this round are over.
    rig.clock().advance(Duration.ofMinutes(31));
    web.forget();
  }

  private static void streamsThatLeave(Rig rig, int n) throws IOException {
    List<RawClient> streams = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      RawClient client = rig.client();
      client.send(GET.formatted("s-" + n + "-" + i));
      client.readHead();
      streams.add(client);
    }
    for (int i = 0; i < streams.size(); i++) {
      if (i % 2 == 0) {
        streams.get(i).reset();
      } else {
        streams.get(i).close();
      }
    }
  }

  private static void slowReaders(Rig rig) throws IOException {
    List<RawClient> slow = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      RawClient client = rig.client();
      client.sendPost("web", FidelityIT.call("1", "flood", "{}"));
      slow.add(client);
    }
    // Whoever read on too early would no longer stall.
    await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
    for (RawClient client : slow) {
      assertThat(isCut(client)).isTrue();
      client.close();
    }
  }

  /** Lets the gateway lose its patience, then reads on and finds that the rest never comes. */
  private static boolean isCut(RawClient client) throws IOException {
    try {
      while (true) {
        client.readHead();
      }
    } catch (SocketTimeoutException stillOpen) {
      return false;
    } catch (EOFException | SocketException cut) {
      return true;
    }
  }

  private static void dyingUpstreams(Rig rig) throws IOException {
    for (int i = 0; i < 30; i++) {
      try (RawClient client = rig.client()) {
        client.sendPost("web", FidelityIT.call("1", "die", "{}"));
        client.readHead();
        String all = "";
        for (String chunk = client.readChunk(); !chunk.isEmpty(); chunk = client.readChunk()) {
          all = chunk;
        }
        assertThat(all).contains("-31002");
      }
    }
  }

  private static void halfRequests(Rig rig) throws IOException {
    List<RawClient> half = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      RawClient client = rig.client();
      client.send("POST /web/mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{");
      half.add(client);
    }
    for (RawClient client : half) {
      assertThat(client.read().status()).isEqualTo(408);
      client.close();
    }
  }

  private static void processes(Rig rig) throws IOException {
    for (int i = 0; i < 20; i++) {
      try (RawClient client = rig.client()) {
        String session = StdioUpstreamIT.open(client, Rig.SHARED_TOKEN);
        if (i % 2 == 0) {
          client.send(
              "DELETE /files/mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                  + Rig.SHARED_TOKEN
                  + "\r\nMcp-Session-Id: "
                  + session
                  + "\r\n\r\n");
          assertThat(client.read().status()).isEqualTo(200);
        }
      }
    }
  }

  /** A process that hangs in a call is ended with its session; the principal is free again. */
  private static void killsInFlight(Rig rig, Forgetful forgetful, int n) throws IOException {
    try (RawClient client = rig.client()) {
      String session = StdioUpstreamIT.open(client, Rig.TOKEN);
      client.sendPost(
          "files",
          FidelityIT.call("1", "hang", "{}"),
          "Authorization: Bearer " + Rig.TOKEN,
          "Mcp-Session-Id: " + session);
      await().until(() -> forgetful.last("hang") != null);
      Step.Attempted hanging = Objects.requireNonNull(forgetful.last("hang"));
      Session killed = hanging.session();
      forgetful.forget();
      rig.bus().publish(new Signal.Kill(Fixtures.header("K-" + n, killed, rig.clock().instant())));
      assertThat(client.read().body()).contains("isError");
      rig.bus()
          .publish(new Signal.Release(Fixtures.header("R-" + n, killed, rig.clock().instant())));
    }
  }

  private static long idleStreams(Rig rig) throws IOException {
    long before = usage().heap() + buffers();
    List<RawClient> streams = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      RawClient client = rig.client();
      client.send(GET.formatted("idle-" + i));
      client.readHead();
      streams.add(client);
    }
    long used = usage().heap() + buffers() - before;
    for (RawClient client : streams) {
      client.close();
    }
    return used;
  }

  private static long buffers() {
    return PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
  }

  private static Usage usage() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    UnixOperatingSystemMXBean system =
        (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Usage(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        system.getOpenFileDescriptorCount());
  }
}
