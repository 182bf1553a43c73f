// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.document.Position;
import io.holdpoint.model.document.Problem;
import io.holdpoint.model.testing.FakeClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DashboardConfigTest {

  private static final Position AT = new Position("holdpoint.yaml", 1, 1);
  private final List<Problem> problems = new ArrayList<>();

  @TempDir Path folder;

  @Test
  void emptySection_isTheDefault() {
    DashboardConfig config = read(new LinkedHashMap<>());
    assertThat(config)
        .isEqualTo(
            new DashboardConfig("127.0.0.1", 7421, List.of(), "default", "operator", folder));
    assertThat(problems).isEmpty();
  }

  @Test
  void everyKey_isRead() {
    SequencedMap<String, String> section = new LinkedHashMap<>();
    section.put("listen", "[::1]:8000");
    section.put("allowed-hosts", "holdpoint.corp.example");
    section.put("tenant", "acme");
    section.put("operator", "mira");
    assertThat(read(section))
        .isEqualTo(
            new DashboardConfig(
                "::1", 8000, List.of("holdpoint.corp.example"), "acme", "mira", folder));
    assertThat(problems).isEmpty();
  }

  @Test
  void everyProblem_isReported() {
    SequencedMap<String, String> section = new LinkedHashMap<>();
    section.put("listen", "7421");
    section.put("allowed-hosts", "https://corp.example");
    section.put("tenant", " ");
    section.put("colour", "red");
    read(section);
    assertThat(problems.stream().map(Problem::message))
        .containsExactly(
            "listen: got \"7421\" (expected: an address such as 127.0.0.1:7421)",
            "allowed-hosts: got \"https://corp.example\" (expected: lower-case host names without"
                + " scheme and port)",
            "tenant: got \"\" (expected: a non-blank text)",
            "colour: unknown key (expected: one of allowed-hosts, listen, login,"
                + " oidc, operator, public-url, tenant)");
  }

  @Test
  void portInUse_isNamed() {
    try (Running first = new Running(folder, new FakeClock())) {
      DashboardConfig same =
          new DashboardConfig(
              "127.0.0.1", first.dashboard.port(), List.of(), "default", "operator", folder);
      assertThatThrownBy(() -> first.second(same))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("dashboard.listen: got 127.0.0.1:" + first.dashboard.port());
    }
  }

  private DashboardConfig read(SequencedMap<String, String> section) {
    SequencedMap<String, DocumentNode> members = new LinkedHashMap<>();
    section.forEach((key, value) -> members.put(key, new DocumentNode.Scalar(AT, value, false)));
    return DashboardConfig.read(
        DocumentReader.of(new DocumentNode.Mapping(AT, members), problems), folder);
  }
}
