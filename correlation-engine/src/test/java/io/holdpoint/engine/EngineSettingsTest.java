// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.apart.Compiling;
import io.holdpoint.engine.yaml.YamlDocuments;
import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.document.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class EngineSettingsTest {
  private final List<Problem> problems = new ArrayList<>();

  @Test
  void reads_everyKey() {
    assertThat(
            read(
                """
                shards: 3
                rules: [a, b.yaml]
                shipped-rules: false
                deadline: 10ms
                max-sessions: 500
                max-sessions-per-principal: 50
                baseline-sessions-per-day: 7
                drift-false-alarms: 3
                registered-versions: [billing-bot@2.1]
                compile-cache: cache
                compile: confined
                """))
        .isEqualTo(
            new EngineSettings(
                3,
                List.of(Path.of("a"), Path.of("b.yaml")),
                false,
                Duration.ofMillis(10),
                500,
                50,
                7,
                new DriftSettings(3, Set.of("billing-bot@2.1")),
                Path.of("cache"),
                Compiling.Place.CONFINED));
    assertThat(problems).isEmpty();
  }

  @Test
  void holds_defaultsForWhatIsLeftOut() {
    assertThat(read("{}")).isEqualTo(EngineSettings.DEFAULTS);
  }

  @Test
  void reports_whatCannotBe() {
    read(
        "{shards: 0, deadline: 0s, max-sessions: many, extra: 1, drift-false-alarms: 0,\n"
            + " registered-versions: [bot]}");
    assertThat(problems)
        .extracting(Problem::toString)
        .containsExactly(
            "c.yaml:1:10: shards: got \"0\" (expected: 1 to 64)",
            "c.yaml:1:23: deadline: got 0 (expected: > 0)",
            "c.yaml:1:41: max-sessions: got \"many\" (expected: 100 to 10000000)",
            "c.yaml:1:77: drift-false-alarms: got \"0\" (expected: 1 to 500)",
            "c.yaml:2:23: registered-versions: got \"bot\" (expected: name@version)",
            "c.yaml:1:54: extra: unknown key (expected: one of baseline-sessions-per-day,"
                + " compile, compile-cache, deadline, drift-false-alarms, max-sessions,"
                + " max-sessions-per-principal, registered-versions, rules, shards,"
                + " shipped-rules)");
  }

  private EngineSettings read(String text) {
    DocumentReader reader = DocumentReader.of(YamlDocuments.parse("c.yaml", text), problems);
    EngineSettings settings = EngineSettings.read(reader);
    reader.finish();
    return settings;
  }
}
