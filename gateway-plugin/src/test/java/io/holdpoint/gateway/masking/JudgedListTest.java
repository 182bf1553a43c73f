// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Hits in ordinary tool results, judged once each by eye: {@code judged.tsv}. */
final class JudgedListTest {

  /** As many false hits as there are, and no more. */
  private static final Map<String, Integer> KNOWN_FALSE = Map.of("ipv4", 2, "phone", 5);

  @Test
  void ordinaryResults_haveTheHitsJudgedTrue_andFewOthers() throws IOException {
    Map<String, Integer> wrong = new TreeMap<>();
    List<String> missed = new ArrayList<>();
    List<String> surprises = new ArrayList<>();
    int rows = 0;
    for (String line : lines()) {
      String[] row = line.split("\t", 3);
      if (line.startsWith("#") || row.length < 3) {
        continue;
      }
      rows++;
      List<String> types = Scans.types("[" + row[2] + "]").stream().map(EntityType::id).toList();
      switch (row[1]) {
        case "true" -> {
          if (!types.contains(row[0])) {
            missed.add(line);
          }
        }
        case "false" -> {
          if (types.contains(row[0])) {
            wrong.merge(row[0], 1, Integer::sum);
          }
        }
        default -> {
          if (!types.isEmpty()) {
            surprises.add(types + " in " + line);
          }
        }
      }
    }
    assertThat(rows).isGreaterThan(300);
    assertThat(missed).isEmpty();
    assertThat(surprises).isEmpty();
    wrong.forEach(
        (type, count) ->
            assertThat(count).as(type).isLessThanOrEqualTo(KNOWN_FALSE.getOrDefault(type, 0)));
  }

  private static List<String> lines() throws IOException {
    try (InputStream in =
        requireNonNull(JudgedListTest.class.getResourceAsStream("judged.tsv"), "judged.tsv")) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    }
  }
}
