// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdpoint.engine.esper.Budget;
import io.holdpoint.engine.esper.CompileCache;
import io.holdpoint.engine.esper.CompiledEpl;
import io.holdpoint.engine.esper.EplException;
import io.holdpoint.engine.esper.RuleCompiler;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TrialTest {
  private static final String DEAR =
      "select * from ToolCall#length(30) as c where prevwindow(c).countOf(a =>"
          + " prevwindow(c).anyOf(b => b.at > a.at + 99999999)) > 1";

  @Test
  void passes_aRuleThatIsCheap() throws EplException {
    CompiledEpl cheap = compiled("select * from ToolResult#length(10) having count(*) > 9");

    assertThatCode(() -> new Trial().run(cheap, Budget.HOUSE)).doesNotThrowAnyException();
  }

  @Test
  void refuses_whatCostsTooMuchOrDoesNotEnd() throws EplException {
    CompiledEpl dear = compiled(DEAR);

    assertThat(problem(new Trial(Duration.ofMinutes(1), 1, Long.MAX_VALUE / 2), dear))
        .contains("us of CPU per event (expected: <= 1)");
    assertThat(problem(new Trial(Duration.ofMinutes(1), 1_000_000, 1), dear))
        .contains("bytes per event (expected: <= 1)");
    assertThat(problem(new Trial(Duration.ofMillis(1), 1_000_000, 1_000_000_000), dear))
        .contains("got no end within PT0.001S");
  }

  private static String problem(Trial trial, CompiledEpl rule) {
    EplException refused =
        catchThrowableOfType(EplException.class, () -> trial.run(rule, Budget.HOUSE));
    assertThat(refused).isNotNull();
    return refused.problems().getFirst().message();
  }

  private static CompiledEpl compiled(String epl) throws EplException {
    return new RuleCompiler(new CompileCache(null)).compile("ACME-CHAIN-001", epl);
  }
}
