// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.holdpoint.collector.tls.TlsFiles;
import io.holdpoint.gateway.journal.FileJournal;
import io.holdpoint.model.audit.RecordClass;
import io.holdpoint.server.audit.export.RecordFormat;
import io.holdpoint.server.audit.feed.FeedSettings;
import io.holdpoint.server.audit.feed.FeedState;
import io.holdpoint.server.audit.feed.send.WebhookFarEnd;
import io.holdpoint.server.audit.sign.AuditKey;
import io.holdpoint.server.testing.Certificates;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feeds over real sockets, with far ends that die, are slow, or refuse. */
final class FeedsIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration DAY = Duration.ofDays(1);

  private static Certificates siem;
  private static Certificates other;

  @TempDir Path temp;
  private Evidence evidence;
  private FileJournal journal;
  private AuditKeeper keeper;
  private boolean running;
  private HttpServer http;

  @BeforeAll
  static void make(@TempDir Path folder) throws Exception {
    siem = Certificates.make(folder, "siem");
    other = Certificates.make(folder, "other");
  }

  @BeforeEach
  void open() throws IOException {
    evidence = new Evidence(temp);
    journal = evidence.open();
    keeper = evidence.keeper(journal, evidence.settings(Map.of(), DAY));
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.start();
  }

  @AfterEach
  void close() {
    if (running) {
      keeper.close();
    }
    journal.close();
    http.stop(0);
  }

  @Test
  void syslogOverTls_hasEveryRecordAfterTheFarEndDiedAndTheProcessDid() throws Exception {
    evidence.fill(journal, 0, 50);
    int port;
    Set<Long> before;
    try (Siem mortal = Siem.listen(Optional.of(siem.context()), 0, 20, 0)) {
      port = mortal.port();
      start(syslog("tls", port, Optional.of(siem.pem())), Map.of());
      evidence.fill(journal, 50, 150);
      await().atMost(SOON).until(() -> mortal.numbers().size() >= 20);
      before = mortal.numbers();
    }
    evidence.fill(journal, 150, 300);
    keeper.once();
    await().atMost(SOON).until(() -> !state().up());
    assertThat(state().waiting()).isGreaterThan(100);
    abandon();
    evidence.fill(journal, 300, 320);
    try (Siem heir = Siem.listen(Optional.of(siem.context()), port, Integer.MAX_VALUE, 0)) {
      start(syslog("tls", port, Optional.of(siem.pem())), Map.of());
      await().atMost(SOON).until(() -> state().waiting() == 0);
      Set<Long> all = heir.numbers();
      all.addAll(before);
      assertThat(all).containsAll(numbers(journal.position().records()));
      assertThat(heir.messages.getFirst())
          .matches(
              "(?s)<110>1 \\d{4}-.*Z \\S+ holdpoint - \\S+ \\[meta sequenceId=\"\\d+\"] \\{.*");
    }
  }

  @Test
  void foreignCertificate_getsNothing() {
    try (Siem thief = Siem.listen(Optional.of(other.context()))) {
      start(syslog("tls", thief.port(), Optional.of(siem.pem())), Map.of());
      evidence.fill(journal, 0, 10);
      await().atMost(SOON).until(() -> !state().up());
      assertThat(thief.messages).isEmpty();
      assertThat(state().sentUpTo()).isZero();
    }
  }

  @Test
  void certificateOfOurOwn_isShownToAFarEndThatAsksForIt() throws Exception {
    evidence.fill(journal, 0, 10);
    try (Siem strict = Siem.asking(siem.askingFor(other))) {
      FeedSettings bare = syslog("tls", strict.port(), Optional.of(siem.pem()));
      start(bare, Map.of());
      await().atMost(SOON).until(() -> !state().up());
      assertThat(strict.messages).isEmpty();
      abandon();
      start(showing(bare, new TlsFiles(other.pem(), other.key(), null)), Map.of());
      await().atMost(SOON).until(() -> state().waiting() == 0);
      assertThat(strict.numbers()).containsAll(numbers(10));
    }
  }

  @Test
  void slowFarEnd_getsAllInSmallerBatches_andNobodyWaits() {
    try (Siem slow = Siem.listen(Optional.empty(), 0, Integer.MAX_VALUE, 1)) {
      start(
          new FeedSettings(
              "slow",
              FeedSettings.Kind.SYSLOG,
              URI.create("tcp://127.0.0.1:" + slow.port()),
              RecordFormat.JSONL,
              "",
              Optional.empty(),
              Optional.empty(),
              true,
              Set.of(),
              true,
              Duration.ofMillis(100),
              8000),
          Map.of());
      long began = System.nanoTime();
      evidence.fill(journal, 0, 300);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
      await().atMost(SOON.plus(SOON)).until(() -> state().waiting() == 0);
      assertThat(slow.numbers()).containsAll(numbers(300));
    }
  }

  @Test
  void webhook_isSigned_andOneRecordThatIsRefusedForGoodDoesNotHideTheOthers() {
    List<String> taken = new CopyOnWriteArrayList<>();
    List<Boolean> signed = new CopyOnWriteArrayList<>();
    http.createContext(
        "/hook",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          String text = new String(body, java.nio.charset.StandardCharsets.UTF_8);
          var headers = exchange.getRequestHeaders();
          signed.add(
              AuditKey.holds(
                      evidence.key().name(),
                      WebhookFarEnd.signedText(
                          "hook", Evidence.NAME, headers.getFirst("holdpoint-records"), body),
                      headers.getFirst("holdpoint-signature"))
                  && "Bearer t".equals(headers.getFirst("authorization")));
          boolean poison =
              text.lines().anyMatch(l -> l.contains("\"record\":7,") && l.contains("dispatched"));
          if (!poison) {
            taken.addAll(text.lines().toList());
          }
          exchange.sendResponseHeaders(poison ? 413 : 204, -1);
          exchange.close();
        });
    evidence.fill(journal, 0, 20);
    start(web("hook", FeedSettings.Kind.WEBHOOK, "/hook"), Map.of());
    await().atMost(SOON).until(() -> state().waiting() == 0);
    assertThat(signed).isNotEmpty().containsOnly(true);
    assertThat(state().leftOut()).isEqualTo(1);
    assertThat(taken)
        .anyMatch(line -> line.contains("\"record\":7,") && line.contains("not-sent"))
        .filteredOn(line -> line.contains("dispatched"))
        .hasSizeGreaterThanOrEqualTo(19);
    assertThat(String.join("\n", taken)).contains("\"record\":20,");
  }

  @Test
  void otlp_isTakenOnceThePartialRefusalIsOver() {
    List<LogRecord> logs = new CopyOnWriteArrayList<>();
    AtomicInteger calls = new AtomicInteger();
    http.createContext(
        "/v1/logs",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          ExportLogsServiceRequest request = ExportLogsServiceRequest.parseFrom(body);
          boolean refuses = calls.incrementAndGet() == 1;
          if (!refuses) {
            request
                .getResourceLogsList()
                .forEach(
                    r -> r.getScopeLogsList().forEach(s -> logs.addAll(s.getLogRecordsList())));
          }
          ExportLogsServiceResponse answer =
              ExportLogsServiceResponse.newBuilder()
                  .setPartialSuccess(
                      ExportLogsPartialSuccess.newBuilder()
                          .setRejectedLogRecords(refuses ? 3 : 0)
                          .build())
                  .build();
          exchange.sendResponseHeaders(200, answer.toByteArray().length);
          exchange.getResponseBody().write(answer.toByteArray());
          exchange.close();
        });
    Told.call(1, 1).forEach(entry -> Evidence.append(journal, entry));
    start(web("otlp", FeedSettings.Kind.OTLP, "/v1/logs"), Map.of());
    await().atMost(SOON).until(() -> state().waiting() == 0);
    assertThat(logs).hasSize(4);
    LogRecord decided = logs.get(1);
    assertThat(decided.getBody().getStringValue()).contains("\"kind\":\"decided\"");
    assertThat(decided.getTimeUnixNano()).isPositive();
    assertThat(decided.getSeverityText()).isEqualTo("INFORMATIONAL");
    Map<String, String> attributes =
        decided.getAttributesList().stream()
            .collect(Collectors.toMap(a -> a.getKey(), a -> a.getValue().getStringValue()));
    assertThat(attributes)
        .containsEntry("holdpoint.record", "2")
        .containsEntry("holdpoint.session", "s-00000001");
  }

  @Test
  void retention_waitsForWhatIsNotSent_andSaysSo() throws IOException {
    Map<RecordClass, Duration> kept = Map.of(RecordClass.CALLS, DAY.multipliedBy(7));
    int port;
    try (Siem dead = Siem.listen(Optional.empty())) {
      port = dead.port();
    }
    start(syslog("tcp", port, Optional.empty()), kept);
    evidence.fill(journal, 0, 100);
    evidence.clock.advance(DAY.multipliedBy(9));
    keeper.once();
    keeper.once();
    assertThat(keeper.isKeptForFeeds()).isTrue();
    assertThat(evidence.verified(false).removed()).isZero();
    try (Siem heir = Siem.listen(Optional.empty(), port, Integer.MAX_VALUE, 0)) {
      await().atMost(SOON).until(() -> state().waiting() == 0);
      keeper.once();
      assertThat(keeper.isKeptForFeeds()).isFalse();
      assertThat(evidence.verified(false).removed()).isGreaterThan(50);
      assertThat(heir.numbers()).containsAll(numbers(100));
    }
  }

  @Test
  void newFeed_beginsNow_andACursorOfAnotherJournalBeginsAnew() throws IOException {
    evidence.fill(journal, 0, 30);
    try (Siem open = Siem.listen(Optional.empty())) {
      FeedSettings settings =
          new FeedSettings(
              "siem",
              FeedSettings.Kind.SYSLOG,
              URI.create("tcp://127.0.0.1:" + open.port()),
              RecordFormat.JSONL,
              "",
              Optional.empty(),
              Optional.empty(),
              false,
              Set.of("calls"),
              true,
              Duration.ofSeconds(2),
              8000);
      start(settings, Map.of());
      evidence.fill(journal, 30, 40);
      await().atMost(SOON).until(() -> state().waiting() == 0 && open.numbers().size() == 10);
      assertThat(open.numbers()).containsExactlyInAnyOrderElementsOf(range(31, 40));
      abandon();
      Path cursor = temp.resolve("feeds/siem.json");
      Files.writeString(
          cursor, "{\"journal\":\"" + Evidence.NAME + "\",\"record\":35,\"hash\":\"ab\"}");
      start(settings, Map.of());
      await().atMost(SOON).until(() -> open.numbers().size() >= 40);
      assertThat(open.numbers()).containsAll(range(1, 40));
    }
  }

  private void start(FeedSettings feed, Map<RecordClass, Duration> kept) {
    AuditSettings plain = evidence.settings(kept, DAY.multipliedBy(1000));
    keeper =
        evidence.keeper(
            journal,
            new AuditSettings(
                Duration.ofHours(1),
                plain.anchorFile(),
                Optional.empty(),
                "",
                plain.rotateAfter(),
                true,
                kept,
                List.of(feed)));
    running = true;
    try {
      keeper.start();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Ends the feeds as a cut would: nothing more is sent. */
  private void abandon() {
    keeper.close();
    running = false;
  }

  private FeedState state() {
    return keeper.feeds().getFirst();
  }

  private static FeedSettings syslog(String scheme, int port, Optional<Path> trust) {
    return new FeedSettings(
        "siem",
        FeedSettings.Kind.SYSLOG,
        URI.create(scheme + "://127.0.0.1:" + port),
        RecordFormat.JSONL,
        "",
        trust,
        Optional.empty(),
        true,
        Set.of(),
        true,
        Duration.ofSeconds(2),
        8000);
  }

  private static FeedSettings showing(FeedSettings plain, TlsFiles own) {
    return new FeedSettings(
        plain.name(),
        plain.kind(),
        plain.url(),
        plain.format(),
        plain.token(),
        plain.trust(),
        Optional.of(own),
        plain.fromStart(),
        plain.classes(),
        plain.holdsRetention(),
        plain.patience(),
        plain.mostBytes());
  }

  private FeedSettings web(String name, FeedSettings.Kind kind, String path) {
    return new FeedSettings(
        name,
        kind,
        URI.create("http://127.0.0.1:" + http.getAddress().getPort() + path),
        RecordFormat.JSONL,
        "t",
        Optional.empty(),
        Optional.empty(),
        true,
        Set.of(),
        true,
        Duration.ofSeconds(2),
        8000);
  }

  private static List<Long> numbers(long last) {
    return range(1, last);
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }
}
