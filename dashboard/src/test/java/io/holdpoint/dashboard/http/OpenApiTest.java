// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.dashboard.Dashboard;
import io.holdpoint.dashboard.DashboardConfig;
import io.holdpoint.dashboard.Desk;
import io.holdpoint.dashboard.Glass;
import io.holdpoint.dashboard.HostRoutes;
import io.holdpoint.dashboard.MemoryOffers;
import io.holdpoint.dashboard.MemoryStore;
import io.holdpoint.dashboard.OperatorTrail;
import io.holdpoint.dashboard.access.Access;
import io.holdpoint.dashboard.access.LoginLimits;
import io.holdpoint.dashboard.access.OperatorToken;
import io.holdpoint.dashboard.access.OperatorTokens;
import io.holdpoint.dashboard.answers.AnswersView;
import io.holdpoint.dashboard.compare.Comparison;
import io.holdpoint.dashboard.context.ContextCall;
import io.holdpoint.dashboard.feed.LiveFeed;
import io.holdpoint.dashboard.graph.GraphView;
import io.holdpoint.dashboard.insight.Insights;
import io.holdpoint.dashboard.inventory.AgentView;
import io.holdpoint.dashboard.oidc.OidcFetch;
import io.holdpoint.dashboard.oidc.OidcLogin;
import io.holdpoint.dashboard.oidc.OidcSettings;
import io.holdpoint.dashboard.report.IncidentReport;
import io.holdpoint.dashboard.saved.SavedViews;
import io.holdpoint.dashboard.storage.DashboardDatabase;
import io.holdpoint.dashboard.triage.TriageBook;
import io.holdpoint.dashboard.view.ApprovalView;
import io.holdpoint.dashboard.view.DetectionView;
import io.holdpoint.dashboard.view.GateView;
import io.holdpoint.dashboard.view.OperatorLoginView;
import io.holdpoint.dashboard.view.OperatorTokenView;
import io.holdpoint.dashboard.view.PayloadView;
import io.holdpoint.dashboard.view.ReasonView;
import io.holdpoint.dashboard.view.RowView;
import io.holdpoint.dashboard.view.RuleView;
import io.holdpoint.dashboard.view.SessionView;
import io.holdpoint.dashboard.view.ShapeView;
import io.holdpoint.dashboard.view.SignalView;
import io.holdpoint.dashboard.view.StepNews;
import io.holdpoint.dashboard.view.StepView;
import io.holdpoint.dashboard.view.TriageView;
import io.holdpoint.model.port.RequestListener;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.InMemorySignalBus;
import io.holdpoint.model.view.DriftReport;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class OpenApiTest {

  private static final List<String> METHODS = List.of("get", "post", "delete");

  private static final Map<String, Class<?>> VIEWS =
      Map.of(
          "Session", SessionView.class,
          "Gate", GateView.class,
          "Step", StepView.class,
          "StepNews", StepNews.class,
          "Reason", ReasonView.class,
          "Payload", PayloadView.class,
          "Detection", DetectionView.class,
          "Signal", SignalView.class,
          "RuleRef", RuleView.class);

  private static final Map<String, Class<?>> DRIFT_VIEWS =
      Map.of(
          "DriftReport", DriftReport.class,
          "DriftBaseline", DriftReport.Baseline.class,
          "DriftStep", DriftReport.Step.class,
          "DriftExpected", DriftReport.Expected.class);

  private static final Map<String, Class<?>> APPROVAL_VIEWS =
      Map.of(
          "Approval", ApprovalView.class,
          "ApprovalWord", ApprovalView.WordView.class,
          "ApprovalEdit", ApprovalView.EditView.class,
          "ApprovalQuorum", ApprovalView.QuorumView.class,
          "ApprovalDifference", ApprovalView.DifferenceView.class,
          "ChainStep", ApprovalView.ChainView.class);

  private static final Map<String, Class<?>> INSIGHT_VIEWS =
      Map.ofEntries(
          Map.entry("Triage", TriageView.class),
          Map.entry("OperatorToken", OperatorTokenView.class),
          Map.entry("OperatorLogin", OperatorLoginView.class),
          Map.entry("TriageNote", TriageBook.Note.class),
          Map.entry("SavedView", SavedViews.SavedView.class),
          Map.entry("Agent", AgentView.class),
          Map.entry("Comparison", Comparison.class),
          Map.entry("ComparedSteps", Comparison.Line.class),
          Map.entry("Row", RowView.class),
          Map.entry("Shape", ShapeView.class),
          Map.entry("ShapePoint", ShapeView.Point.class),
          Map.entry("ShapeMark", ShapeView.Mark.class),
          Map.entry("Graph", GraphView.class),
          Map.entry("GraphNode", GraphView.Node.class),
          Map.entry("GraphEdge", GraphView.Edge.class),
          Map.entry("GraphGroup", GraphView.Group.class),
          Map.entry("Answers", AnswersView.class),
          Map.entry("Answer", AnswersView.Answer.class),
          Map.entry("Sentence", AnswersView.Sentence.class),
          Map.entry("SentencePart", AnswersView.Part.class),
          Map.entry("Gap", AnswersView.Gap.class),
          Map.entry("ContextCall", ContextCall.class),
          Map.entry("ContextMemory", ContextCall.Memory.class),
          Map.entry("IncidentReport", IncidentReport.class));

  private static final OidcSettings OIDC =
      new OidcSettings(
          "https://login.example",
          "holdpoint",
          null,
          List.of("openid"),
          "email",
          "groups",
          Map.of(),
          List.of(),
          Duration.ofSeconds(60));

  @TempDir Path folder;
  private final List<DashboardDatabase> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(DashboardDatabase::close);
  }

  @Test
  void everyRoute_isDescribed_andNothingElse() throws IOException {
    Set<String> described = new TreeSet<>();
    JsonNode paths = document().path("paths");
    for (String path : paths.propertyNames()) {
      for (String method : METHODS) {
        if (!paths.path(path).has(method)) {
          continue;
        }
        JsonNode operation = paths.path(path).path(method);
        if (!operation.path("x-holdpoint-host").asBoolean(false)
            && !operation.path("x-holdpoint-server").asBoolean(false)) {
          described.add(method.toUpperCase(Locale.ROOT) + " " + path);
        }
      }
    }
    Set<String> registered =
        routes().stream()
            .map(route -> route.method().name() + " " + route.path())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(described).isEqualTo(registered).hasSizeGreaterThan(15);
  }

  @Test
  void openRoutes_areDescribedAsOpen() throws IOException {
    JsonNode paths = document().path("paths");
    for (Route route : routes()) {
      JsonNode operation =
          paths.path(route.path()).path(route.method().name().toLowerCase(Locale.ROOT));
      assertThat(operation.has("security")).as(route.path()).isEqualTo(route.isOpen());
    }
  }

  /** What needs no login is listed here: whoever opens one more has to say so. */
  @Test
  void everyRoute_declaresARight_butForThese() {
    assertThat(routes().stream().filter(Route::isOpen))
        .extracting(route -> route.method().name() + " " + route.path())
        .containsExactlyInAnyOrder(
            "POST /login",
            "GET /login/code",
            "GET /login/oidc",
            "GET /login/oidc/callback",
            "GET /health",
            "GET /openapi.json");
  }

  @Test
  void everyReference_leadsSomewhere() throws IOException {
    JsonNode document = document();
    Matcher references = Pattern.compile("\"#(/[^\"]+)\"").matcher(document.toString());
    int count = 0;
    while (references.find()) {
      assertThat(document.at(references.group(1)).isMissingNode())
          .as(references.group(1))
          .isFalse();
      count++;
    }
    assertThat(count).isPositive();
  }

  @Test
  void schemas_nameWhatTheViewsHave() throws IOException {
    JsonNode schemas = document().path("components").path("schemas");
    Map<String, Class<?>> views = new HashMap<>(VIEWS);
    views.putAll(APPROVAL_VIEWS);
    views.putAll(DRIFT_VIEWS);
    views.putAll(INSIGHT_VIEWS);
    for (Map.Entry<String, Class<?>> view : views.entrySet()) {
      List<String> members =
          Arrays.stream(view.getValue().getRecordComponents())
              .map(RecordComponent::getName)
              .toList();
      assertThat(schemas.path(view.getKey()).path("properties").propertyNames())
          .as(view.getKey())
          .containsExactlyElementsOf(members);
    }
  }

  private static JsonNode document() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Dashboard.class.getResourceAsStream("openapi.json"))) {
      return JsonMapper.shared().readTree(in.readAllBytes());
    }
  }

  private List<Route> routes() {
    FakeClock clock = new FakeClock();
    DashboardDatabase database = DashboardDatabase.open(folder, "default");
    opened.add(database);
    LiveFeed feed = new LiveFeed(clock);
    Access access =
        new Access(
            OperatorToken.open(folder, "operator", clock),
            new OperatorTokens(database.tokens(), "operator", clock),
            LoginLimits.USUAL,
            clock);
    Dashboard.Ports ports =
        new Dashboard.Ports(
            "1",
            new MemoryStore(),
            new InMemorySignalBus(),
            new MemoryOffers(),
            new Desk(),
            new Glass(clock),
            feed,
            List::of,
            List::of,
            HostRoutes.NONE,
            session -> Optional.empty(),
            List.of(),
            Insights.NONE,
            OperatorTrail.NONE,
            RequestListener.NONE);
    return HttpListener.routes(
        DashboardConfig.onAnyPort(folder),
        ports,
        access,
        new OidcLogin(OIDC, OidcFetch.NONE, name -> false, clock),
        database,
        new Guard(access, new Hosts(List.of()), OperatorTrail.NONE),
        new EventRoute(feed, Duration.ofSeconds(15), ctx -> true),
        clock);
  }
}
