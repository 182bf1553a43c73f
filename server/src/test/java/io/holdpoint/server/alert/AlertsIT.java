// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.dashboard.SignedRoute;
import io.holdpoint.dashboard.access.Operator;
import io.holdpoint.dashboard.access.Role;
import io.holdpoint.engine.yaml.YamlDocuments;
import io.holdpoint.gateway.approval.ApprovalSettings;
import io.holdpoint.gateway.approval.JournaledApprovalDesk;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.approval.ApprovalState;
import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.document.Problem;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.telemetry.CoverageLoss;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.InMemoryJournal;
import io.holdpoint.model.testing.InMemorySignalBus;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.server.alert.send.Signing;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Alerts over real sockets: who is told what, and whose word that comes back counts. */
final class AlertsIT {

  private static final String SECRET = "0123456789abcdef-secret";

  @TempDir Path folder;

  private final FakeClock clock = new FakeClock();
  private final InMemorySignalBus signals = new InMemorySignalBus();
  private final JournaledApprovalDesk desk =
      new JournaledApprovalDesk(new InMemoryJournal(), ApprovalSettings.DEFAULTS, clock);
  private final FarPlace far = new FarPlace(0);
  private final List<Alerts> started = new ArrayList<>();
  private int steps;

  @AfterEach
  void close() {
    started.forEach(Alerts::close);
    far.close();
  }

  @Test
  void tellsOfHeldCall_signed_andTakesTheAnswerOnce() throws Exception {
    Alerts alerts = start("webhook", "approval");
    String ref = hold("a", "send");
    FarPlace.Got told = told(1).getFirst();
    JsonNode body = json(told.body());

    assertThat(body.path("ref").asString()).isEqualTo(ref);
    assertThat(body.path("title").asString()).startsWith("[high] mail/send waits");
    assertThat(told.body()).doesNotContain(SECRET, "to-a");
    assertThat(header(told, "holdpoint-signature"))
        .isEqualTo(
            Signing.webhook(
                SECRET,
                header(told, "holdpoint-timestamp"),
                header(told, "holdpoint-nonce"),
                told.body().getBytes(StandardCharsets.UTF_8)));

    SignedRoute.Handler door = alerts.replies().getFirst().handler();
    String word =
        "{\"ref\":\""
            + ref
            + "\",\"token\":\""
            + body.path("token").asString()
            + "\",\"word\":\"approve\",\"by\":\"M1\",\"reason\":\"fine\"}";
    assertThat(door.answer(signed(word, "wrong-secret-0000", "n0")).status()).isEqualTo(401);
    assertThat(door.answer(signed(word.replace("M1", "M2"), SECRET, "n1")).status()).isEqualTo(403);
    assertThat(find(ref).isPending()).isTrue();
    String again = retold(alerts, ref);
    String other = word.replace(body.path("token").asString(), again);
    assertThat(door.answer(signed(other.replace(ref, "H-00000000"), SECRET, "n2")).status())
        .isEqualTo(409);
    assertThat(door.answer(signed(other, SECRET, "n3")).status()).isEqualTo(200);
    assertThat(door.answer(signed(other, SECRET, "n3")).status()).isEqualTo(409);
    assertThat(door.answer(signed(other, SECRET, "n4")).json()).contains("reply.used");
    assertThat(((ApprovalState.Granted) find(ref).state()).said().spoken().by()).isEqualTo("mira");
  }

  /** Against who sends the same word again, or an unused part of it, after a restart. */
  @Test
  void whatWasUsed_isUsedAfterARestartToo() throws Exception {
    Alerts before = start("webhook", "approval");
    String ref = hold("a", "send");
    String token = json(told(1).getFirst().body()).path("token").asString();
    String foreign = word(ref, token, "approve", "M2");
    assertThat(reply(before, signed(foreign, SECRET, "n1"))).contains("reply.unknown-person");
    String deny = word(ref, retold(before, ref), "deny", "M1");
    Alerts again = started.getLast();
    assertThat(reply(again, signed(word(ref, token, "approve", "M1"), SECRET, "n2")))
        .as("no second word by a token that was shown before")
        .contains("reply.used");
    assertThat(reply(again, signed(deny, SECRET, "n3"))).contains("denied");
    again.close();

    Alerts after = start("webhook", "approval");
    assertThat(reply(after, signed(deny, SECRET, "n3"))).contains("reply.used");
    assertThat(reply(after, signed(deny, SECRET, "n4"))).contains("reply.used");
    assertThat(find(ref).state()).isInstanceOf(ApprovalState.Denied.class);
  }

  private static String reply(Alerts alerts, SignedRoute.Message message) {
    return alerts.replies().getFirst().handler().answer(message).json();
  }

  private static String word(String ref, String token, String word, String by) {
    return "{\"ref\":\"%s\",\"token\":\"%s\",\"word\":\"%s\",\"by\":\"%s\"}"
        .formatted(ref, token, word, by);
  }

  @Test
  void refusesOldAnswers_andWordsOfWhoeverIsBehindTheAgent() throws Exception {
    Alerts alerts = start("webhook", "approval");
    String ref = hold("a", "send");
    String token = json(told(1).getFirst().body()).path("token").asString();
    SignedRoute.Handler door = alerts.replies().getFirst().handler();
    String word = word(ref, token, "approve", "O1");
    SignedRoute.Message early = signed(word, SECRET, "n1");
    clock.advance(Duration.ofMinutes(6));

    assertThat(door.answer(early).status()).isEqualTo(401);
    assertThat(door.answer(signed(word, SECRET, "n2")).json()).contains("behind the agent");
    assertThat(find(ref).isPending()).isTrue();
  }

  @Test
  void speaksSlack_andTakesItsButtons() throws Exception {
    Alerts alerts = start("slack", "approval");
    String ref = hold("a", "send");
    JsonNode message = json(told(1).getFirst().body());
    assertThat(message.at("/blocks/2/elements/0/action_id").asString()).isEqualTo("approve");
    assertThat(message.at("/blocks/2/elements/1/value").asString()).isEqualTo(ref);
    assertThat(message.at("/blocks/0/text/text").asString()).contains("&lt;!channel&gt;");

    SignedRoute.Handler door = alerts.replies().getLast().handler();
    String payload =
        "{\"user\":{\"id\":\"M1\"},\"actions\":[{\"action_id\":\"deny\",\"value\":\""
            + ref
            + "\"}]}";
    byte[] form =
        ("payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8))
            .getBytes(StandardCharsets.UTF_8);
    assertThat(door.answer(slack(form, "v0=00")).status()).isEqualTo(401);
    String seconds = Long.toString(clock.instant().getEpochSecond());
    assertThat(door.answer(slack(form, Signing.slack(SECRET, seconds, form))).status())
        .isEqualTo(200);
    assertThat(door.answer(slack(form, Signing.slack(SECRET, seconds, form))).status())
        .isEqualTo(409);
    assertThat(find(ref).state()).isInstanceOf(ApprovalState.Denied.class);
  }

  @Test
  void tellsAgain_whatTheFarEndDidNotTake_alsoOverRestart() throws Exception {
    far.refusals.set(1_000);
    Alerts first = start("webhook", "coverage");
    first.watch().lost(new CoverageLoss("otlp", "queue-full", 3, 3, clock.instant()));
    await().until(() -> list(first).at("/channels/0/trouble").asString().contains("503"));
    first.close();
    far.refusals.set(0);
    start("webhook", "coverage");

    assertThat(told(1).getFirst().body()).contains("Coverage lost at otlp");
  }

  @Test
  void saysNothingTwice_norWhileSilenced_andTellsOthersLater() throws Exception {
    Alerts alerts = start("pagerduty", "approval, coverage");
    CoverageLoss loss = new CoverageLoss("otlp", "queue-full", 3, 3, clock.instant());
    alerts.watch().lost(loss);
    alerts.watch().lost(loss);
    assertThat(json(told(1).getFirst().body()).at("/payload/severity").asString())
        .isEqualTo("warning");
    await().until(() -> list(alerts).at("/recent/0/times").asInt() == 2);
    assertThat(list(alerts).path("recent")).hasSize(1);
    assertThat(list(alerts).at("/recent/0/came").asString()).isEqualTo("sent");
    String first = hold("a", "send");
    String taken = hold("b", "pay");
    String third = hold("c", "send");
    await().until(() -> list(alerts).path("recent").size() == 4);
    assertThat(told(3)).hasSize(3);

    join(desk.withdraw(taken, "its caller took it back"));
    await().until(() -> stateOf(alerts, "approval-" + taken).equals("resolved"));
    // What the far end has and we do not know of yet would be told again.
    await().until(() -> list(alerts).at("/channels/0/sent").asInt() == 3);
    Alerts restarted = restarted(alerts);
    // Both calls that wait are looked at again; one of them stands for the other.
    await().until(() -> notedOf(first) == 2 && notedOf(third) == 2);
    assertThat(list(restarted).path("recent").size()).isEqualTo(4);
    assertThat(stateOf(restarted, "approval-" + taken)).isEqualTo("resolved");
    clock.advance(Duration.ofMinutes(16));
    // The loss and the first of the calls; the second waits no more.
    await().until(() -> far.got.size() >= 6);
    assertThat(far.got.stream().filter(got -> got.body().contains(taken))).hasSize(1);
    assertThat(far.got).hasSize(6);
    assertThat(list(restarted).path("channels").size()).isEqualTo(1);
  }

  @Test
  void operatorsWord_isKept_overARestart_andEndsTheEscalation() throws Exception {
    Alerts first = start("webhook", "coverage");
    first.watch().lost(new CoverageLoss("otlp", "queue-full", 3, 3, clock.instant()));
    told(1);
    await().until(() -> list(first).path("recent").size() == 1);
    String id = list(first).at("/recent/0/id").asString();
    assertThat(list(first).at("/recent/0/state").asString()).isEqualTo("open");
    assertThat(list(first).at("/routes/0/escalateAfter").asInt()).isEqualTo(900);
    await().until(() -> list(first).at("/channels/0/sentAt").isString());

    assertThat(post(first, "/alerts/taken/{id}", id)).contains("\"escalationEnded\":true");
    first.close();
    Alerts second = start("webhook", "coverage");
    assertThat(list(second).at("/recent/0/state").asString()).isEqualTo("acknowledged");
    assertThat(list(second).at("/recent/0/by").asString()).isEqualTo("mira");
    assertThat(post(second, "/alerts/resolved/{id}", id)).contains("\"state\":\"resolved\"");
    assertThat(post(second, "/alerts/taken/{id}", id)).contains("\"state\":\"resolved\"");
    assertThat(post(second, "/alerts/resolved/{id}", "nobody-knows")).contains("alert.unknown");
    clock.advance(Duration.ofMinutes(16));
    second.watch().lost(new CoverageLoss("otlp", "queue-full", 3, 3, clock.instant()));
    await().until(() -> list(second).path("recent").size() == 2);
    assertThat(told(2)).hasSize(2);
  }

  @Test
  void readsSettings_andSaysWhatIsWrong() {
    List<Problem> problems = new ArrayList<>();
    settings(
        """
        alerts:
          channels:
            - {name: A, url: "http://example.com/", secret: short}
            - {name: m, kind: email, url: "https://example.com/", from: "a b", user: u}
            - {name: n, url: "https://example.com/", from: a@b.example}
          routes:
            - {to: [b], escalate-after: 5m}
        """,
        problems);

    assertThat(problems.stream().map(Problem::message).toList().toString())
        .contains("name: got", "url: got", "secret: got 5", "to: got \"b\"", "escalate-to: got")
        .contains("expected: smtp://host:587", "from: got \"a b\"", "recipients: got none")
        .contains("user: got one", "kind: got addresses");
  }

  private Alerts restarted(Alerts alerts) throws IOException {
    alerts.close();
    return start("pagerduty", "approval, coverage");
  }

  /** The token of another message about the same call. */
  private String retold(Alerts alerts, String ref) throws Exception {
    alerts.close();
    start("webhook", "approval");
    FarPlace.Got got = told(2).getLast();
    assertThat(got.body()).contains(ref);
    return json(got.body()).path("token").asString();
  }

  private Alerts start(String kind, String about) throws IOException {
    AlertSettings settings =
        settings(
            """
            alerts:
              page: https://ops.example
              channels:
                - name: sre
                  kind: %s
                  url: %s
                  secret: %s
                  text: "{text} <!channel>"
                  people: [{id: M1, operator: mira}, {id: O1, operator: olga}]
              routes:
                - {about: [%s], to: [sre], escalate-after: 15m, escalate-to: [sre]}
            """
                .formatted(kind, far.url(), SECRET, about),
            new ArrayList<>());
    Alerts alerts = Alerts.start(settings, folder, "http://x/", desk, signals, clock);
    started.add(alerts);
    return alerts;
  }

  private static AlertSettings settings(String yaml, List<Problem> problems) {
    DocumentReader root = DocumentReader.of(YamlDocuments.parse("alerts.yaml", yaml), problems);
    return AlertSettings.read(root.section("alerts"), path -> path);
  }

  private String hold(String to, String tool) {
    Step.Attempted attempt =
        Fixtures.attempt(
            ++steps,
            Fixtures.session(1),
            new io.holdpoint.model.step.ToolRef(
                "mail", tool, "", Set.of(Effect.EGRESS), Set.of(), true),
            "{\"to\":\"to-" + to + "\"}",
            clock.instant());
    ApprovalRequest request =
        new ApprovalRequest(
            attempt,
            "olga",
            Set.of(),
            attempt.arguments().digest(),
            attempt.arguments().digest(),
            List.of(new Reason("rule.matched", new RuleRef("HP-T", 1), "Look.", List.of())),
            Duration.ofMinutes(30),
            "");
    join(desk.ask(request));
    return join(desk.list()).stream()
        .filter(one -> one.request().equals(request))
        .findFirst()
        .orElseThrow()
        .ref();
  }

  private Approval find(String ref) {
    return join(desk.find(ref)).orElseThrow();
  }

  private List<FarPlace.Got> told(int atLeast) {
    await().until(() -> far.got.size() >= atLeast);
    return far.got;
  }

  private static JsonNode list(Alerts alerts) {
    return json(
        alerts
            .routes()
            .getFirst()
            .handler()
            .answer(
                new io.holdpoint.dashboard.OperatorRoute.Request(
                    Operator.of("mira", Role.OPERATOR), Map.of(), Map.of(), ""))
            .json());
  }

  /** How often a held call was noted since the start, which writes down what was known. */
  private long notedOf(String ref) throws IOException {
    return Files.readAllLines(folder.resolve("newest.jsonl")).stream()
        .filter(line -> line.contains("\"approval-" + ref + "\""))
        .count();
  }

  private static String stateOf(Alerts alerts, String id) {
    return list(alerts)
        .path("recent")
        .valueStream()
        .filter(one -> one.path("id").asString().equals(id))
        .map(one -> one.path("state").asString())
        .findFirst()
        .orElse("");
  }

  private static String post(Alerts alerts, String path, String id) {
    return alerts.routes().stream()
        .filter(route -> route.path().equals(path))
        .findFirst()
        .orElseThrow()
        .handler()
        .answer(
            new io.holdpoint.dashboard.OperatorRoute.Request(
                Operator.of("mira", Role.OPERATOR), Map.of("id", id), Map.of(), ""))
        .json();
  }

  private SignedRoute.Message signed(String body, String secret, String nonce) {
    String seconds = Long.toString(clock.instant().getEpochSecond());
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new SignedRoute.Message(
        Map.of(
            "holdpoint-timestamp", seconds,
            "holdpoint-nonce", nonce,
            "holdpoint-signature", Signing.webhook(secret, seconds, nonce, bytes)),
        bytes);
  }

  private SignedRoute.Message slack(byte[] form, String signature) {
    return new SignedRoute.Message(
        Map.of(
            "x-slack-request-timestamp",
            Long.toString(clock.instant().getEpochSecond()),
            "x-slack-signature",
            signature),
        form);
  }

  private static String header(FarPlace.Got told, String name) {
    return told.headers().getOrDefault(name, "");
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private static <T> T join(java.util.concurrent.CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
