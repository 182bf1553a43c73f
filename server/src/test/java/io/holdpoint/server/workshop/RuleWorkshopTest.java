// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.workshop;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.dashboard.OperatorRoute;
import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.dashboard.OperatorRoute.Method;
import io.holdpoint.dashboard.access.Operator;
import io.holdpoint.dashboard.access.Right;
import io.holdpoint.dashboard.access.Role;
import io.holdpoint.engine.CorrelationEngine;
import io.holdpoint.engine.EngineSettings;
import io.holdpoint.engine.apart.Compiling;
import io.holdpoint.engine.kit.Skeletons;
import io.holdpoint.engine.live.LiveRules;
import io.holdpoint.engine.live.RuleLog;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.audit.AuditEvent.RuleSaved;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.InMemoryJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

final class RuleWorkshopTest {
  private static final String ID = "ACME-CHAIN-001";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String OTHER = "ACME-CHAIN-002";
  private static final String RULE =
      Skeletons.of("filter", ID, UUID.fromString("00000000-0000-4000-8000-000000000001"));
  private static final String FRESH = RULE.replace(ID, OTHER);

  private static final String EXCEPTION =
      """
      exceptions:
        - name: poller
          where: {principal: ["poller-1"]}
          owner: mira
          reason: a poller
          expires: 2099-01-01
      """;

  @TempDir Path folder;

  private final FakeClock clock = new FakeClock();
  private final InMemoryJournal journal = new InMemoryJournal();
  private final Judgements judgements = new Judgements();
  private Answer counted = new Answer(202, "{\"state\":\"running\",\"percent\":7}");
  private Path rules = Path.of("unset");
  private CorrelationEngine engine;
  private LiveRules live;
  private RuleWorkshop workshop;

  @BeforeEach
  void open() throws IOException {
    rules = Files.createDirectory(folder.resolve("rules"));
    Files.writeString(rules.resolve(ID + ".yaml"), RULE);
    EngineSettings settings =
        new EngineSettings(1, List.of(rules), false, Duration.ofSeconds(10), 100, 100, 100, null);
    RuleSet loaded = RuleSet.load(List.of(rules), false, null);
    engine = new CorrelationEngine(settings, loaded, clock);
    live = new LiveRules(settings, engine, loaded, new RuleLog(journal), clock);
    workshop = workshop(List.of(rules));
  }

  private RuleWorkshop workshop(List<Path> files) {
    return new RuleWorkshop(
        new RuleWorkshop.Tools(
            live, Compiling.here(null), files, (by, id, since) -> counted, judgements),
        PATIENCE,
        clock);
  }

  @AfterEach
  void close() {
    workshop.close();
    live.close();
    engine.close();
  }

  @Test
  void writing_needsTheRightToRules() {
    assertThat(route(Method.POST, "/rules/{id}/source").right()).isEqualTo(Right.RULES);
    assertThat(route(Method.POST, "/rules/{id}/promote").right()).isEqualTo(Right.RULES);
    assertThat(route(Method.POST, "/rules/test").right()).isEqualTo(Right.TRY);
  }

  @Test
  void schema_hasEvents_columns_andKeys() {
    JsonNode schema = json(ask(Method.GET, "/rules/schema", "", ""), 200);

    assertThat(schema.path("events").findValuesAsString("name")).contains("ToolCall");
    assertThat(schema.path("columns").findValuesAsString("column")).contains("egress");
    assertThat(schema.path("keys").findValuesAsString("name")).contains("promote-when");
  }

  @Test
  void lint_tellsEveryProblem_withItsPlace() {
    String broken =
        RULE.replace("severity: ", "severety: ").replace("ToolCall(", "ToolCall(egres = true and ");

    JsonNode problems = json(post("/rules/lint", "", body(broken)), 200).path("problems");

    assertThat(problems.findValuesAsString("message")).anyMatch(m -> m.startsWith("severety"));
    int line = broken.lines().toList().indexOf(line(broken, "severety:")) + 1;
    assertThat(problems.path(0).path("line").asInt()).isEqualTo(line);
    assertThat(json(post("/rules/lint", "", body(RULE)), 200).path("rules")).hasSize(1);
  }

  private static String line(String text, String start) {
    return text.lines().filter(l -> l.startsWith(start)).findFirst().orElseThrow();
  }

  @Test
  void test_playsTheStories_andShowsTheOneThatFails() {
    JsonNode good = json(post("/rules/test", "", body(RULE)), 200);
    String wrong = RULE.replaceFirst("fired: 1", "fired: 7");
    JsonNode bad = json(post("/rules/test", "", body(wrong)), 200);

    assertThat(good.path("tests")).isNotEmpty().allMatch(t -> t.path("passed").asBoolean());
    assertThat(good.path("left").asInt()).isZero();
    JsonNode failed = bad.path("tests").path(0);
    assertThat(failed.path("passed").asBoolean()).isFalse();
    assertThat(failed.path("problems").path(0).asString()).contains("expected: 7");
    assertThat(failed.path("story")).isNotEmpty();
  }

  @Test
  void storiesWithoutEnd_areRefused_beforeTheyAreMade() {
    String bomb =
        RULE
            + "    - name: bomb\n      events:\n"
            + "        - {at: 0s, repeat: 10000}\n".repeat(2_000);

    JsonNode problems = json(post("/rules/lint", "", body(bomb)), 200).path("problems");

    assertThat(problems.toString()).contains("more than 100000 events in all tests");
  }

  @Test
  void textsTooLarge_orOfNoRule_areRefused() {
    assertThat(post("/rules/lint", "", body("x".repeat(300_000))).status()).isEqualTo(422);
    assertThat(post("/rules/lint", "", "[]").status()).isEqualTo(422);
    assertThat(post("/rules/test", "", "{").status()).isEqualTo(422);
    ObjectNode named = JsonMapper.shared().createObjectNode().put("text", RULE);
    assertThat(post("/rules/lint", "", named.put("name", "../a.yaml").toString()).status())
        .isEqualTo(422);
  }

  @Test
  void save_writesTheFile_andTheNewVersionIsInForce_withWhoAndWhy() throws IOException {
    String next = RULE.replace("version: 1", "version: 2");
    JsonNode source = json(ask(Method.GET, "/rules/{id}/source", ID, ""), 200);
    assertThat(source.path("origin").asString()).isEqualTo("own");
    assertThat(source.path("writable").asBoolean()).isTrue();
    clock.advance(Duration.ofMinutes(5));

    JsonNode saved = json(save(ID, next, source.path("sha256").asString()), 200);

    assertThat(saved.path("inForce").asBoolean()).isTrue();
    assertThat(Files.readString(rules.resolve(ID + ".yaml"))).isEqualTo(next);
    assertThat(live.inForce().text(ID)).isEqualTo(next);
    JsonNode newest =
        json(ask(Method.GET, "/rules/{id}/history", ID, ""), 200).path("versions").path(0);
    assertThat(newest.path("version").asInt()).isEqualTo(2);
    assertThat(newest.path("by").asString()).isEqualTo("mira");
    assertThat(newest.path("reason").asString()).isEqualTo("because");
    assertThat(left()).containsExactly(ID + ".yaml");
  }

  @Test
  void history_isThatOfTheJournal_afterARestart() {
    assertThat(save(ID, RULE.replace("version: 1", "version: 2"), sha(RULE)).status())
        .isEqualTo(200);
    RuleLog again = new RuleLog(journal);
    journal.records().forEach(again::restore);

    assertThat(again.versions(ID)).hasSize(2);
    assertThat(again.saved(ID)).extracting(RuleSaved::operator).containsExactly("mira");
  }

  @Test
  void save_overWhatAnotherWrote_isRefused_withBothHashes() throws IOException {
    Files.writeString(rules.resolve(ID + ".yaml"), RULE + "# by hand\n");

    JsonNode conflict = json(save(ID, RULE + "# mine\n", sha(RULE)), 409);

    assertThat(conflict.path("code").asString()).isEqualTo("rule.changed");
    assertThat(conflict.path("base").asString()).isEqualTo(sha(RULE));
    assertThat(conflict.path("found").asString()).isEqualTo(sha(RULE + "# by hand\n"));
    assertThat(save(OTHER, FRESH, sha(RULE)).status()).isEqualTo(409);
    assertThat(Files.readString(rules.resolve(ID + ".yaml"))).endsWith("# by hand\n");
    assertThat(saves()).isEmpty();
  }

  @Test
  void save_ofWhatIsNotSound_isRefused() throws IOException {
    JsonNode refused = json(save(ID, RULE.replace("severity: ", "severety: "), sha(RULE)), 422);
    assertThat(refused.path("problems")).isNotEmpty();
    assertThat(json(save(ID, FRESH, sha(RULE)), 422).path("code").asString())
        .isEqualTo("rule.other-id");
    ObjectNode silent = JsonMapper.shared().createObjectNode().put("text", RULE).put("base", "");
    assertThat(post("/rules/{id}/source", ID, silent.toString()).status()).isEqualTo(422);
    assertThat(Files.readString(rules.resolve(ID + ".yaml"))).isEqualTo(RULE);
    assertThat(saves()).isEmpty();
  }

  @Test
  void newRule_beginsWithASkeleton_andBecomesAFile() {
    assertThat(ask(Method.GET, "/rules/{id}/source", OTHER, "").status()).isEqualTo(404);
    JsonNode begun = json(ask(Method.GET, "/rules/{id}/source", OTHER, "usual"), 200);
    assertThat(begun.path("origin").asString()).isEqualTo("new");

    JsonNode saved = json(save(OTHER, begun.path("text").asString(), ""), 200);

    assertThat(saved.path("inForce").asBoolean()).isTrue();
    assertThat(rules.resolve(OTHER + ".yaml")).exists();
    assertThat(save(OTHER, FRESH, "").status()).as("again as a new one").isEqualTo(409);
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "../ACME-CHAIN-009",
        "..%2FACME-CHAIN-009",
        "/tmp/ACME-CHAIN-009",
        "ACME-CHAIN-009.yaml",
        "ACME-CHAIN-009\u0000",
        "ACME-CHAIN-009/../../x",
        "",
        "."
      })
  void noName_leavesTheFolder(String id) throws IOException {
    String text = RULE.replace(ID, id);

    assertThat(save(id, text, "").status()).isEqualTo(422);
    assertThat(ask(Method.GET, "/rules/{id}/source", id, "usual").status()).isEqualTo(404);
    assertThat(save(OTHER, text, "").status()).isEqualTo(422);

    assertThat(left()).containsExactly(ID + ".yaml");
    assertThat(saves()).isEmpty();
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).containsExactly(rules);
    }
  }

  @Test
  void link_isNeitherReadNorWritten() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "the secret");
    Files.createSymbolicLink(rules.resolve(OTHER + ".yaml"), secret);
    Path dangling = folder.resolve("elsewhere.yaml");
    Files.createSymbolicLink(rules.resolve("ACME-CHAIN-003.yaml"), dangling);

    Answer source = ask(Method.GET, "/rules/{id}/source", OTHER, "");
    assertThat(source.json()).doesNotContain("the secret");
    assertThat(json(source, 200).path("writable").asBoolean()).isFalse();
    for (String base : new String[] {"", sha("the secret"), sha("")}) {
      assertThat(save(OTHER, FRESH, base).status()).isEqualTo(409);
      assertThat(save("ACME-CHAIN-003", RULE.replace(ID, "ACME-CHAIN-003"), base).status())
          .isEqualTo(409);
    }
    assertThat(secret).hasContent("the secret");
    assertThat(dangling).doesNotExist();
    assertThat(saves()).isEmpty();
  }

  @Test
  void noFolder_isSaid() {
    workshop.close();
    workshop = workshop(List.of());

    JsonNode begun = json(ask(Method.GET, "/rules/{id}/source", OTHER, "usual"), 200);

    assertThat(begun.path("writable").asBoolean()).isFalse();
    assertThat(begun.path("refusal").asString()).contains("engine: {rules:");
    assertThat(json(save(OTHER, FRESH, ""), 409).path("code").asString())
        .isEqualTo("rules.no-folder");
  }

  @Test
  void promotion_isRefused_withTheCounts_untilEnoughIsShown() {
    String shy = RULE + "promote-when: {min-sessions: 100, max-false-per-1000: 20, min-days: 2}\n";
    assertThat(save(ID, shy, sha(RULE)).status()).isEqualTo(200);
    assertThat(promote().status()).as("while it is counted").isEqualTo(409);
    counted = told(120, 4);

    JsonNode refused = json(promote(), 422);
    assertThat(refused.path("code").asString()).isEqualTo("promotion.not-enough");
    assertThat(refused.path("problems").toString())
        .contains("got 4 of 120", "promotion.days: got 0");

    judgements.open(rule -> new Judgements.Judged(3, 0));
    clock.advance(Duration.ofDays(3));
    JsonNode evidence = json(ask(Method.GET, "/rules/{id}/promotion", ID, ""), 200);
    assertThat(evidence.path("enough").asBoolean()).as(evidence.toString()).isTrue();
    assertThat(evidence.path("evidence").path("falsePositives").asInt()).isEqualTo(1);
    counted = told(120, 4);

    assertThat(json(promote(), 200).path("mode").asString()).isEqualTo("enforce");
    assertThat(live.inForce().text(ID))
        .contains("mode: enforce\n", "  sessions: 117\n", "  false-positives: 1\n", "by: \"mira\"");
    assertThat(promote().status()).as("again").isEqualTo(409);
  }

  @Test
  void exception_isTriedWithItsRule_saved_andInForce_withWhoAndWhy() throws IOException {
    JsonNode begun = json(ask(Method.GET, "/rules/{id}/tuning", ID, ""), 200);
    assertThat(begun.path("origin").asString()).isEqualTo("new");
    assertThat(begun.path("file").asString()).isEqualTo(ID + ".tuning.yaml");
    String text = begun.path("text").asString() + EXCEPTION;
    assertThat(json(post("/rules/lint", "", body(text)), 200).path("problems")).isEmpty();
    assertThat(json(post("/rules/test", "", body(text)), 200).path("tests")).isNotEmpty();
    String wrong = text.replace("principal:", "colour:");
    assertThat(json(post("/rules/lint", "", body(wrong)), 200).path("problems").toString())
        .contains("got colour (expected: a column of");
    assertThat(json(tune(ID, wrong, ""), 422).path("code").asString()).isEqualTo("rule.unsound");
    clock.advance(Duration.ofMinutes(5));

    JsonNode saved = json(tune(ID, text, ""), 200);

    assertThat(saved.path("inForce").asBoolean()).isTrue();
    assertThat(left()).containsExactly(ID + ".tuning.yaml", ID + ".yaml");
    assertThat(live.inForce().rule(ID).orElseThrow().conduct().exemptions())
        .singleElement()
        .matches(one -> one.owner().equals("mira") && one.reason().equals("a poller"));
    JsonNode newest =
        json(ask(Method.GET, "/rules/{id}/history", ID, ""), 200).path("versions").path(0);
    assertThat(newest.path("by").asString()).isEqualTo("mira");
    JsonNode again = json(ask(Method.GET, "/rules/{id}/tuning", ID, ""), 200);
    assertThat(again.path("text").asString()).isEqualTo(text);
    assertThat(again.at("/inForce/text").asString()).isEqualTo(text);
    assertThat(json(tune(ID, text + "# more\n", ""), 409).path("code").asString())
        .isEqualTo("rule.changed");
    String next = RULE.replace("version: 1", "version: 2");
    assertThat(json(save(ID, next, sha(RULE)), 200).path("inForce").asBoolean()).isTrue();
    assertThat(live.inForce().rule(ID).orElseThrow().conduct().exemptions()).hasSize(1);
  }

  @Test
  void tuning_isFoundInAnyFile_andThereIsOne() throws IOException {
    String text = TuningText.of(ID) + EXCEPTION;
    Files.writeString(rules.resolve("ours.yaml"), text);
    assertThat(live.reload().problems()).isEmpty();

    JsonNode found = json(ask(Method.GET, "/rules/{id}/tuning", ID, ""), 200);

    assertThat(found.path("file").asString()).isEqualTo("ours.yaml");
    assertThat(json(tune(ID, text + "mode: off\n", sha(text)), 200).path("mode").asString())
        .isEqualTo("off");
    assertThat(left()).containsExactly(ID + ".yaml", "ours.yaml");
  }

  @Test
  void tuning_ofAnother_orNone_isRefused() throws IOException {
    String text = TuningText.of(ID) + EXCEPTION;
    assertThat(ask(Method.GET, "/rules/{id}/tuning", OTHER, "").status()).isEqualTo(404);
    assertThat(tune(OTHER, text, "").status()).isEqualTo(422);
    assertThat(tune(ID, RULE, "").status()).isEqualTo(422);
    assertThat(tune("../" + ID, text, "").status()).isEqualTo(422);
    assertThat(tune(OTHER, text.replace(ID, OTHER), "").status()).as("no such rule").isEqualTo(422);
    assertThat(left()).containsExactly(ID + ".yaml");
    assertThat(saves()).isEmpty();
    assertThat(route(Method.POST, "/rules/{id}/tuning").right()).isEqualTo(Right.RULES);
  }

  @Test
  void promotion_ofATunedRule_writesTheRuleAlone() throws IOException {
    String shy = RULE + "promote-when: {min-sessions: 100, max-false-per-1000: 20, min-days: 2}\n";
    assertThat(save(ID, shy, sha(RULE)).status()).isEqualTo(200);
    String text = TuningText.of(ID) + EXCEPTION;
    assertThat(tune(ID, text, "").status()).isEqualTo(200);
    clock.advance(Duration.ofDays(3));
    judgements.open(rule -> new Judgements.Judged(3, 0));
    counted = told(120, 4);

    assertThat(json(promote(), 200).path("mode").asString()).isEqualTo("enforce");
    assertThat(Files.readString(rules.resolve(ID + ".yaml"))).doesNotContain("Tuning");
    assertThat(Files.readString(rules.resolve(ID + ".tuning.yaml"))).isEqualTo(text);
  }

  private Answer tune(String id, String text, String base) {
    ObjectNode body = JsonMapper.shared().createObjectNode().put("text", text).put("base", base);
    return post("/rules/{id}/tuning", id, body.put("reason", "because").toString());
  }

  /** A replay as the back-test desk tells it. */
  private Answer told(int sessions, int hit) {
    String line = "{\"rule\":\"" + ID + "\",\"sessions\":" + hit + "}";
    return new Answer(
        200,
        "{\"state\":\"done\",\"result\":{\"sessions\":"
            + sessions
            + ",\"candidate\":["
            + line
            + "]}}");
  }

  private Answer promote() {
    return post("/rules/{id}/promote", ID, "{\"since\":\"7d\",\"reason\":\"shown\"}");
  }

  private List<RuleSaved> saves() {
    return journal.records().stream()
        .filter(JournalRecord.Audited.class::isInstance)
        .map(record -> ((JournalRecord.Audited) record).event())
        .filter(RuleSaved.class::isInstance)
        .map(RuleSaved.class::cast)
        .toList();
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(rules)) {
      return files.map(f -> String.valueOf(f.getFileName())).sorted().toList();
    }
  }

  private static String sha(String text) {
    return RuleShelf.sha256(text);
  }

  private static String body(String text) {
    return JsonMapper.shared().createObjectNode().put("text", text).toString();
  }

  private Answer save(String id, String text, String base) {
    ObjectNode body = JsonMapper.shared().createObjectNode().put("text", text).put("base", base);
    return post("/rules/{id}/source", id, body.put("reason", "because").toString());
  }

  private Answer post(String path, String id, String body) {
    return route(Method.POST, path)
        .handler()
        .answer(
            new OperatorRoute.Request(
                Operator.of("mira", Role.ADMIN), Map.of("id", id), Map.of(), body));
  }

  private Answer ask(Method method, String path, String id, String form) {
    return route(method, path)
        .handler()
        .answer(
            new OperatorRoute.Request(
                Operator.of("mira", Role.ADMIN), Map.of("id", id), Map.of("form", form), ""));
  }

  private OperatorRoute route(Method method, String path) {
    return workshop.routes().stream()
        .filter(route -> route.method() == method && route.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode json(Answer answer, int status) {
    assertThat(answer.status()).as(answer.json()).isEqualTo(status);
    return JsonMapper.shared().readTree(answer.json());
  }
}
