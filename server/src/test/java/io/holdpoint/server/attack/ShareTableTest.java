// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.verdict.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page tells of the rules that are shipped, and that each of them adds something. */
final class ShareTableTest {
  private static final Path PAGE = Path.of("../docs/detection.md");

  @Test
  void page_hasTheShippedRules_eachWithAnAttackThatIsAnsweredWorseWithoutIt() throws IOException {
    List<String> page = Files.readAllLines(PAGE);
    List<String> rows =
        page.subList(page.indexOf(ShareTable.HEAD) + 2, page.size()).stream()
            .takeWhile(line -> line.startsWith("|"))
            .toList();
    List<Rule> shipped = RuleSet.load(List.of(), true, null).rules();

    assertThat(rows).hasSameSizeAs(shipped);
    for (int i = 0; i < rows.size(); i++) {
      Rule rule = shipped.get(i);
      assertThat(rows.get(i))
          .as("made again with: holdpoint attack --ablation --into docs/detection.md")
          .startsWith(ShareTable.what(rule));
      if (rule.mode() != Mode.OFF) {
        String[] cells = rows.get(i).split(" \\| ");
        assertThat(Integer.parseInt(cells[7])).as(rule.id()).isPositive();
      }
    }
  }

  @Test
  void table_takesThePlaceOfTheOneBefore() {
    String page = "before\n" + ShareTable.HEAD + "\n|---|\n| old |\n\nafter\n";

    assertThat(ShareTable.into(page, List.of(ShareTable.HEAD, "|---|", "| new |", "| row |")))
        .isEqualTo("before\n" + ShareTable.HEAD + "\n|---|\n| new |\n| row |\n\nafter\n");
    assertThatThrownBy(() -> ShareTable.into("nothing", List.of())).hasMessageContaining("page:");
  }
}
