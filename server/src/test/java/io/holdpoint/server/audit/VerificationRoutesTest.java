// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.dashboard.OperatorRoute;
import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.dashboard.OperatorRoute.Method;
import io.holdpoint.dashboard.access.Operator;
import io.holdpoint.dashboard.access.Right;
import io.holdpoint.dashboard.access.Role;
import io.holdpoint.gateway.journal.FileJournal;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running journal verified by an operator's word. */
final class VerificationRoutesTest {

  @TempDir Path temp;

  @Test
  void journal_isVouchedFor_withSignaturesAndAnchors() throws IOException {
    Evidence evidence = new Evidence(temp);
    try (FileJournal journal = evidence.open();
        AuditKeeper keeper =
            evidence.keeper(journal, evidence.settings(Map.of(), Duration.ofDays(1000)));
        VerificationRoutes routes =
            new VerificationRoutes(keeper, Optional.of(evidence.anchorFile()), evidence.clock)) {
      assertThat(state(routes).path("state").asString()).isEqualTo("none");
      evidence.fill(journal, 0, 100);
      JsonNode report = verified(routes);
      assertThat(report.path("whole").asBoolean()).as(report.toString()).isTrue();
      assertThat(report.path("signedUpTo").asLong()).isEqualTo(100);
      assertThat(report.path("anchoredUpTo").asLong()).isEqualTo(100);
      assertThat(report.path("records").asLong()).isEqualTo(101);
      assertThat(report.path("vouched").toString()).contains("the chain is intact");
      assertThat(routes.routes()).allMatch(route -> route.right() == Right.EVIDENCE);
    }
  }

  @Test
  void editedRecord_isTheFirstGap() throws IOException {
    Evidence evidence = new Evidence(temp);
    try (FileJournal journal = evidence.open();
        AuditKeeper keeper =
            evidence.keeper(journal, evidence.settings(Map.of(), Duration.ofDays(1000)));
        VerificationRoutes routes =
            new VerificationRoutes(keeper, Optional.empty(), evidence.clock)) {
      evidence.fill(journal, 0, 100);
      try (RandomAccessFile file = new RandomAccessFile(evidence.files().get(1).toFile(), "rw")) {
        file.seek(200);
        int there = file.read();
        file.seek(200);
        file.write(there ^ 1);
      }
      JsonNode report = verified(routes);
      assertThat(report.path("whole").asBoolean()).isFalse();
      assertThat(report.path("findings").path(0).path("kind").asString()).isEqualTo("changed");
      assertThat(report.path("findings").path(0).path("file").asString()).contains("journal-");
      assertThat(report.path("findings").path(0).path("records").asLong()).isBetween(1L, 99L);
    }
  }

  private static JsonNode verified(VerificationRoutes routes) {
    assertThat(ask(routes, Method.POST).status()).isEqualTo(202);
    await().until(() -> !state(routes).path("state").asString().equals("running"));
    JsonNode state = state(routes);
    assertThat(state.path("state").asString()).isEqualTo("done");
    assertThat(state.path("by").asString()).isEqualTo("ada");
    return state.path("report");
  }

  private static JsonNode state(VerificationRoutes routes) {
    return JsonMapper.shared().readTree(ask(routes, Method.GET).json());
  }

  private static Answer ask(VerificationRoutes routes, Method method) {
    return routes.routes().stream()
        .filter(route -> route.method() == method)
        .findFirst()
        .orElseThrow()
        .handler()
        .answer(
            new OperatorRoute.Request(Operator.of("ada", Role.AUDITOR), Map.of(), Map.of(), ""));
  }
}
