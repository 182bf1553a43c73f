// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.esper;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.event.Telemetry;
import io.holdpoint.engine.event.ToolCall;
import io.holdpoint.engine.event.ToolResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ShardRuntimeTest {
  @Test
  void remembers_onlyEventsThatARuleWithAMemoryListensTo() throws EplException {
    assertThat(remembered("select * from ToolCall(egress = true and calls > 3)")).isEmpty();
    assertThat(remembered("select * from ToolCall where current_timestamp() > at")).isEmpty();
    assertThat(remembered("select * from ToolResult#length(5)")).containsExactly(ToolResult.class);
    assertThat(remembered("select last(r) as event from ToolResult as r having count(*) > 5"))
        .containsExactly(ToolResult.class);
    assertThat(
            remembered(
                "select b as event from pattern [every-distinct(a.session, 10 sec)"
                    + " a=ToolCall(read=true) -> b=Telemetry(session=a.session)]"))
        .containsExactly(ToolCall.class, Telemetry.class);
    assertThat(
            remembered(
                "select * from ToolCall match_recognize (measures B as event"
                    + " pattern (A B) define B as B.tool = A.tool)"))
        .containsExactly(ToolCall.class);
    assertThat(remembered("select * from `ToolCall`#length(2)"))
        .containsExactlyElementsOf(AllowedClasses.EVENTS);
  }

  private static List<Class<?>> remembered(String epl) throws EplException {
    CompiledEpl rule = new RuleCompiler(new CompileCache(null)).compile("ACME-CHAIN-001", epl);
    List<Class<?>> remembered = new ArrayList<>();
    try (ShardRuntime runtime = new ShardRuntime(List.of(rule), 0)) {
      AllowedClasses.EVENTS.stream().filter(runtime::remembers).forEach(remembered::add);
    }
    return remembered;
  }
}
