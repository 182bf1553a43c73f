// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.dashboard.Dashboard;
import io.holdpoint.dashboard.DashboardConfig;
import io.holdpoint.dashboard.DataSource;
import io.holdpoint.dashboard.HostRoutes;
import io.holdpoint.dashboard.OperatorTrail;
import io.holdpoint.dashboard.RuleDesk;
import io.holdpoint.dashboard.RuleInfo;
import io.holdpoint.dashboard.feed.LiveFeed;
import io.holdpoint.dashboard.insight.Insights;
import io.holdpoint.dashboard.view.Views;
import io.holdpoint.gateway.approval.ApprovalSettings;
import io.holdpoint.gateway.approval.JournaledApprovalDesk;
import io.holdpoint.gateway.bypass.JournaledBypass;
import io.holdpoint.gateway.offer.OfferBook;
import io.holdpoint.gateway.offer.OfferSettings;
import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.approval.Asked;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.json.PayloadDigester;
import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.offer.OfferEvent;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.port.RequestListener;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.testing.DriftReports;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.InMemoryJournal;
import io.holdpoint.model.testing.InMemorySessionStore;
import io.holdpoint.model.testing.InMemorySignalBus;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.view.SessionFacts;
import io.holdpoint.model.view.StepRow;
import io.holdpoint.server.cli.rules.RulesVerb;
import io.holdpoint.server.config.Catalogues;
import io.holdpoint.server.search.SearchDesk;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST verbs against the real control API. */
final class RestVerbsIT {

  @TempDir Path folder;

  private final FakeClock clock = new FakeClock();
  private final InMemorySessionStore store = new InMemorySessionStore();
  private final JournaledApprovalDesk desk =
      new JournaledApprovalDesk(new InMemoryJournal(), ApprovalSettings.DEFAULTS, clock);
  private final InMemorySignalBus signals = new InMemorySignalBus();
  private final OfferBook offers =
      new OfferBook(
          new InMemoryJournal(),
          Catalogues.read(List.of(), new PayloadDigester(new byte[32])),
          OfferSettings.DEFAULTS,
          clock);
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Dashboard dashboard;
  private Map<String, String> environment;

  @BeforeEach
  void serve() {
    dashboard =
        Dashboard.start(
            DashboardConfig.onAnyPort(folder),
            new Dashboard.Ports(
                "test",
                store,
                signals,
                offers,
                desk,
                new JournaledBypass(new InMemoryJournal(), clock),
                new LiveFeed(clock),
                new ChangedFiles(),
                RestVerbsIT::sources,
                HostRoutes.NONE,
                session -> Optional.of(DriftReports.of(session)),
                new SearchDesk(store, "default", new Views(signals, Insights.NONE, clock)).routes(),
                Insights.NONE,
                OperatorTrail.NONE,
                RequestListener.NONE),
            clock);
    environment =
        Map.of(
            "HOLDPOINT_API",
            "http://127.0.0.1:" + dashboard.port(),
            "HOLDPOINT_TOKEN",
            dashboard.firstToken().orElseThrow());
    store.append(List.of(step(0x7f3a0001), step(0x7f3b0002)), List.of());
    clock.advance(Duration.ofMinutes(3));
  }

  @AfterEach
  void stop() {
    dashboard.close();
  }

  @Test
  void approvals_areListed_approvedAndDenied() {
    String first = held(1, "{\"to\":\"x\"}");
    String second = held(2, "{\"to\":\"y\"}");
    assertThat(run("approvals")).isEqualTo(0);
    assertThat(out.toString())
        .startsWith("REF         STATE    AGENT")
        .contains(first + "  pending", "sample/send_mail", "{\"to\":\"x\"}", "HP-TEST", "10m");

    assertThat(run("approve", first, "--session", "--for", "2h", "--reason", "ticket 4711"))
        .isEqualTo(0);
    assertThat(out.toString()).contains(first + "  approved  session  until 2026-11-21T14:03:00Z");
    assertThat(run("deny", second, "-r", "not there")).isEqualTo(0);
    assertThat(out.toString()).contains(second + "  denied  deny");
    assertThat(run("approve", second, "-r", "too late")).isNotEqualTo(0);
    assertThat(err.toString()).contains("denied");
    assertThat(run("approvals", "--all", "--json")).isEqualTo(0);
    assertThat(out.toString()).contains("\"by\" : \"operator\"", "ticket 4711");
  }

  @Test
  void approve_refusesAStrangeTime() {
    assertThat(run("approve", "H-00000001", "-r", "x", "--for", "soon"))
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).contains("--for: got \"soon\"");
  }

  @Test
  void operators_areMade_rotatedAndTakenBack() {
    assertThat(again("operators", "add", "kim", "--role", "viewer", "--role", "approver"))
        .isEqualTo(0);
    String token = out.toString().strip();
    assertThat(token).startsWith("hp_");
    String id = err.toString().replaceAll("(?s).*(o-[0-9a-f]{12}).*", "$1");
    assertThat(again("operators")).isEqualTo(0);
    assertThat(out.toString())
        .contains(id + "  kim", "viewer,approver", "good", "never")
        .doesNotContain(token);
    assertThat(again("operators", "roles", id, "--role", "auditor")).isEqualTo(0);
    assertThat(out.toString()).contains("kim  auditor").doesNotContain("viewer");
    assertThat(again("operators", "rotate", id, "--overlap", "1h")).isEqualTo(0);
    assertThat(out.toString().strip()).startsWith("hp_").isNotEqualTo(token);
    assertThat(again("operators", "revoke", id)).isEqualTo(0);
    assertThat(out.toString()).contains(id + "  revoked");
    assertThat(again("operators", "add", "ann", "--role", "god")).isEqualTo(ExitCode.FAILED.code());
    assertThat(err.toString()).contains("roles: got \"god\"");
  }

  private String held(int n, String arguments) {
    Step.Attempted attempt =
        Fixtures.attempt(
            n,
            Fixtures.session(1),
            Fixtures.tool("send_mail", Set.of(Effect.EGRESS), Set.of()),
            arguments,
            clock.instant());
    Reason reason =
        new Reason("rule.matched", new RuleRef("HP-TEST", 1), "A person must look.", List.of());
    ApprovalRequest request =
        new ApprovalRequest(
            attempt,
            "",
            Set.of(),
            attempt.arguments().digest(),
            attempt.arguments().digest(),
            List.of(reason),
            Duration.ofMinutes(10),
            "");
    return ((Asked.Waits) desk.ask(request).toCompletableFuture().join()).ref();
  }

  @Test
  void search_findsStepsAndGoesOnBehindAMark() {
    assertThat(again("search", "tool = read_file and verdict:permit", "--limit", "1")).isEqualTo(0);
    assertThat(out.toString().lines())
        .hasSize(2)
        .last()
        .asString()
        .contains("files/read_file", "permit", "succeeded");
    assertThat(err.toString()).contains("There may be more: --after ");
    String mark = err.toString().strip().replaceFirst(".*--after ", "");

    assertThat(again("search", "tool = read_file and verdict:permit", "--after", mark))
        .isEqualTo(0);
    assertThat(out.toString().lines()).hasSize(2);
    assertThat(err.toString()).isEmpty();
    assertThat(again("search", "tool = nothing")).isEqualTo(0);
    assertThat(err.toString()).contains("Nothing is like that.");
  }

  @Test
  void search_saysWhatIsWrongWithAFilterAndWhere() {
    assertThat(again("search", "tool = a and colour = red")).isEqualTo(ExitCode.FAILED.code());
    assertThat(err.toString())
        .contains("filter, column 14: got colour (expected: one of agent, version");
    assertThat(again("sessions", "--where", "risk > much")).isEqualTo(ExitCode.FAILED.code());
    assertThat(err.toString()).contains("filter, column 8: got much (expected: a number)");
    assertThat(again("search", "--limit", "0")).isEqualTo(ExitCode.USAGE.code());
  }

  @Test
  void search_readsAValueFromAFile() throws IOException {
    Path value = Files.writeString(folder.resolve("value"), "4711 4711 \"4711\"\n");
    assertThat(again("search", "--sessions", "--value-file", value.toString())).isEqualTo(0);
    assertThat(err.toString()).contains("Nothing is like that.").doesNotContain("4711");
    assertThat(again("search", "--value-file", folder.resolve("none").toString()))
        .isEqualTo(ExitCode.USAGE.code());
  }

  @Test
  void sessions_areFilteredByTheirStepsAndTheirState() {
    assertThat(again("sessions", "--where", "tool ~ read and env = test", "--json")).isEqualTo(0);
    assertThat(out.toString()).contains("s-").contains("\"complete\" : true");
    assertThat(again("sessions", "--where", "tool ~ read", "--state", "killed")).isEqualTo(0);
    assertThat(err.toString()).contains("No sessions like that.");
    assertThat(again("sessions", "--where", "state = active")).isEqualTo(0);
    assertThat(out.toString().lines()).hasSize(3);
  }

  private static List<DataSource> sources() {
    return List.of(
        new DataSource("store", "h2", "", true, "works"),
        new DataSource(
            DataSource.TELEMETRY, "crew", "", true, "last heard", Map.of("missing", 3L), 42_000L));
  }

  @Test
  void sources_areATable_withClocksAndLosses() {
    assertThat(run("sources")).isEqualTo(0);

    assertThat(out.toString().lines().toList())
        .anySatisfy(line -> assertThat(line).matches("store +h2 +yes +- +- +works"))
        .anySatisfy(
            line -> assertThat(line).matches("telemetry +crew +yes +\\+42000 ms +3 +last heard"));
    assertThat(run("sources", "--json")).isEqualTo(0);
    assertThat(out.toString()).contains("\"clockAheadMillis\" : 42000");
  }

  @Test
  void sessions_areATableForPeople() {
    assertThat(run("sessions")).isEqualTo(0);

    assertThat(out.toString().lines())
        .hasSize(3)
        .first()
        .asString()
        .startsWith("SESSION     STATE   AGENT");
    assertThat(out.toString())
        .contains("s-7f3a0001  active  support-triage 2.4.1  support-triage  1")
        .contains("files/read_file  3m");
  }

  @Test
  void sessions_areJsonForMachines() {
    assertThat(run("sessions", "--json", "--limit", "1")).isEqualTo(0);

    JsonNode answer = JsonMapper.builder().build().readTree(out.toString());
    assertThat(answer.path("sessions").size()).isEqualTo(1);
    assertThat(answer.path("sessions").path(0).path("state").asString()).isEqualTo("active");
  }

  @Test
  void sessions_ofAStateThatNoneIsIn_areAWord() {
    assertThat(run("sessions", "--state", "killed")).isEqualTo(0);

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("No sessions that are killed.");
  }

  @Test
  void drift_isATableForPeople() {
    assertThat(run("drift", "7f3a")).isEqualTo(0);
    assertThat(out.toString())
        .contains("Drifted from call 2 on, plain at call 2, of 2 calls.")
        .contains("40 clean sessions; drift begins at a score of 8.5 (10.0 false alarms")
        .contains("sample/send_mail  9.3", "0/55", "sample/look 90 %, sample/note 10 %")
        .contains("plan: unknown, because");
    assertThat(run("drift", "7f3a", "--json")).isEqualTo(0);
    assertThat(out.toString()).contains("\"driftedAt\" : 2");
  }

  @Test
  void tools_areListed_andClassifiedInWords() {
    assertThat(
            run(
                "tools",
                "classify",
                "crm/frob",
                "--effects",
                "write,egress",
                "--role",
                "to=destination",
                "--reason",
                "its source"))
        .isEqualTo(0);
    assertThat(run("tools", "--source", "operator")).isEqualTo(0);

    assertThat(out.toString().lines().toList().getLast())
        .matches("crm/frob +tool +write egress +- +operator +unlisted +-");
    assertThat(run("tools", "classify", "crm/frob", "--effects", "fly", "--reason", "x"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("got \"fly\"").contains("memory-read");
    assertThat(run("tools", "--pin", "lost")).isEqualTo(2);
  }

  @Test
  void tool_isShownBeforeItCanBeApproved() {
    String digest = "9f2c41aa" + "0".repeat(56);
    offers.restore(
        new JournalRecord.Offered(
            new OfferEvent.Sighted(
                Offer.tool("files", "send"),
                digest,
                "{\"name\":\"send\",\"description\":\"a\u200bb\"}",
                false,
                List.of("zero-width"),
                clock.instant())));
    assertThat(run("tools", "approve", "files/send")).isEqualTo(0);

    assertThat(out.toString()).contains("a<U+200B>b").contains("digest   " + digest);
    assertThat(run("tools", "approve", "files/send", "--digest", "11111111", "-r", "x"))
        .isEqualTo(2);
    assertThat(run("tools", "approve", "files/send", "--digest", "9f2c41aa")).isEqualTo(2);
    assertThat(run("tools", "approve", "files/send", "--digest", "9f2c41aa", "-r", "release"))
        .isEqualTo(0);
    assertThat(out.toString()).contains("files/send  pinned");
    assertThat(run("tools", "approve", "files/none")).isEqualTo(6);
  }

  @Test
  void kill_isGivenByTheBeginningOfAnId() {
    assertThat(run("kill", "7f3a", "--reason", "mails secrets")).isEqualTo(0);

    assertThat(out.toString()).containsPattern("s-7f3a0001  kill  ref K-[0-9A-F]{8}  now killed");
    assertThat(signals.signals())
        .singleElement()
        .isInstanceOfSatisfying(
            Signal.Kill.class,
            kill -> {
              assertThat(kill.header().reason()).isEqualTo("mails secrets");
              assertThat(kill.header().target().session().value()).isEqualTo("s-7f3a0001");
            });
  }

  @Test
  void beginning_thatIsNotUnique_doesNothing() {
    assertThat(run("kill", "7f3", "--reason", "x")).isEqualTo(2);

    assertThat(err.toString()).contains("begins 2 ids").contains("s-7f3a0001");
    assertThat(signals.signals()).isEmpty();
  }

  @Test
  void severalSessions_areAllKnownBeforeAnythingIsDone() {
    assertThat(run("pause", "7f3a", "7f3", "--reason", "x")).isEqualTo(2);

    assertThat(signals.signals()).isEmpty();
  }

  @Test
  void scopes_areHandedOn_andAllNamesNoSession() {
    assertThat(run("pause", "--scope", "all", "--second", "kim", "--for", "5m", "-r", "x"))
        .isEqualTo(0);
    assertThat(out.toString()).contains("everybody  pause  ref P-").contains("now paused");
    assertThat(run("resume", "--scope", "all", "--second", "kim", "-r", "x")).isEqualTo(0);
    assertThat(run("pause", "7f3a", "--scope", "all", "-r", "x")).isEqualTo(2);
    assertThat(run("pause", "-r", "x")).isEqualTo(2);
    assertThat(run("restrict", "7f3a", "--effects", "read,discover", "-r", "x")).isEqualTo(0);
    assertThat(out.toString()).contains("now restricted");
  }

  @Test
  void pauseAndResume_goTogether() {
    assertThat(run("pause", "7f3a", "7f3b", "-r", "asking")).isEqualTo(0);
    assertThat(run("resume", "s-7f3a0001", "-r", "confirmed", "--json")).isEqualTo(0);

    assertThat(signals.signals().stream().map(Signal::word))
        .containsExactly("pause", "pause", "resume");
  }

  @Test
  void rulesReload_tellsWhatCameIntoForce_andWhatIsBroken() {
    assertThat(run("rules", "reload")).isEqualTo(3);

    assertThat(out.toString()).contains("in force      ACME-CHAIN-001 v2");
    assertThat(err.toString()).contains("a.yaml:3:1: kind: got \"Rul\"");
  }

  @Test
  void unknownSession_isNotFound() {
    assertThat(run("kill", "s-00000000", "--reason", "x")).isEqualTo(6);
  }

  @Test
  void missingReason_isUsage() {
    assertThat(run("kill", "7f3a")).isEqualTo(2);
    assertThat(run("kill", "7f3a", "--reason", " ")).isEqualTo(2);
  }

  @Test
  void noToken_isNotPermittedAndSaysHowToGetOne() {
    environment = Map.of("HOLDPOINT_API", environment.getOrDefault("HOLDPOINT_API", ""));

    assertThat(run("sessions")).isEqualTo(5);
    assertThat(err.toString()).contains("HOLDPOINT_TOKEN");
  }

  @Test
  void wrongToken_isNotPermittedAndNotShown() throws IOException {
    Path file = Files.writeString(folder.resolve("t"), "not-the-token\n");

    assertThat(run("sessions", "--token-file", file.toString())).isEqualTo(5);
    assertThat(err.toString()).contains("refused").doesNotContain("not-the-token");
  }

  @Test
  void nobodyThere_isUnreachable() {
    dashboard.close();

    assertThat(run("sessions")).isEqualTo(4);
    assertThat(err.toString()).contains("is \"holdpoint serve\" running");
  }

  @Test
  void plainHttpToAnotherMachine_isRefusedBeforeTheTokenLeaves() {
    assertThat(run("sessions", "--api", "http://holdpoint.example:7421")).isEqualTo(2);
  }

  @Test
  void misspeltVerb_isUsageWithASuggestion() {
    assertThat(run("kil", "7f3a")).isEqualTo(2);
    assertThat(err.toString()).contains("holdpoint kill");
  }

  @Test
  void help_namesVerbsExamplesAndExitCodes() {
    assertThat(run("--help")).isEqualTo(0);

    assertThat(out.toString()).contains("sessions", "kill", "Examples:", "Exit codes:");
    for (ExitCode code : ExitCode.values()) {
      assertThat(out.toString()).containsPattern("\\b" + code.code() + " ");
    }
  }

  /** One rule file was changed, another one is broken. */
  private static final class ChangedFiles implements RuleDesk {
    @Override
    public List<RuleInfo> get() {
      return List.of();
    }

    @Override
    public Reloaded reload() {
      return new Reloaded(
          Instant.EPOCH,
          List.of("ACME-CHAIN-001 v2"),
          List.of(),
          List.of("a.yaml:3:1: kind: got \"Rul\" (expected: Rule)"));
    }
  }

  private int run(String... arguments) {
    Terminal terminal =
        new Terminal(
            new PrintWriter(out, true), new PrintWriter(err, true), environment, false, clock);
    return new CommandLineRunner(terminal, List.of(new RulesVerb(terminal))).run(arguments);
  }

  /** With nothing left of what was said before. */
  private int again(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return run(arguments);
  }

  private StepRow step(int n) {
    Session session = Fixtures.session(n);
    return new StepRow(
        Fixtures.stepId(n & 0xffff),
        "",
        new SessionFacts(
            session.id(),
            session.root(),
            "default",
            "test",
            session.floor(),
            session.kind(),
            session.identity().subject(),
            session.agent().name(),
            session.agent().version(),
            "",
            "mcp_session",
            session.startedAt(),
            12,
            false),
        StepKind.TOOL_CALL,
        "files",
        "read_file",
        clock.instant(),
        1_000_000,
        "permit",
        "succeeded",
        Set.of(Effect.READ),
        Set.of(),
        List.of(),
        Payload.NONE,
        Payload.NONE,
        EvidenceGrade.G0);
  }
}
