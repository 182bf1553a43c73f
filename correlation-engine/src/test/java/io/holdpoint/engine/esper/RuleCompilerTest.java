// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.esper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RuleCompilerTest {
  private final RuleCompiler compiler = new RuleCompiler(new CompileCache(null));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select java.lang.System.getProperty('user.home') as event from ToolCall",
        "select * from ToolCall where java.lang.Runtime.getRuntime().availableProcessors() > 0",
        "select * from ToolCall where System.getProperty('x') = 'y'",
        "select * from ToolCall where Integer.getInteger('x') = 1",
        "select new java.lang.ProcessBuilder('id') as event from ToolCall",
        "select * from ToolCall where tool.getClass().forName('java.lang.Runtime') is not null",
        "select * from ToolCall where tool.repeat(1000000000) = 'x'",
        "select tool.getBytes() as event from ToolCall",
        "inlined_class \"\"\" public class X { public static int f() { return 1; } } \"\"\""
            + " select X.f() as event from ToolCall",
        "expression int js:f() [ 1 ] select f() as event from ToolCall",
        "@Hook(type=HookType.SQLCOL, hook='java.lang.Runtime') select * from ToolCall",
        "@Drop select * from ToolCall",
        "@Audit select * from ToolCall",
        "create schema Z as java.lang.ProcessBuilder",
        "create schema Z(a string)",
        "create variable java.lang.Runtime x",
        "create table T(a string primary key)",
        "create context C partition by session from ToolCall",
        "create window W#keepall as ToolCall",
        "create dataflow F LogSink(ToolCall) {}",
        "on ToolCall as c delete from Other",
        "insert into Other select * from ToolCall",
        "update istream ToolCall set tool = 'x'",
        "select * from method:java.lang.System.getenv()",
        "select * from sql:db ['select 1']",
      })
  void refuses_whatRunsCodeOrChangesThings(String epl) {
    assertThat(problems(epl)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select b as event from pattern [every a=ToolCall -> b=ToolCall(session=a.session)]",
        "select b as event from pattern [every (a=ToolCall -> b=ToolCall)]",
        "select b as event from pattern [every a=ToolCall -> every b=ToolCall]",
        "select a as event from pattern [every-distinct(a.tool) a=ToolCall]",
        "select a as event from pattern [every timer:interval(1 sec) -> a=ToolCall]",
        "select * from ToolCall#keepall",
        "select * from ToolCall#unique(tool)",
        "select * from ToolCall#groupwin(session)#length(5)",
        "select *, count(*) from ToolCall#length(10) group by session",
        "@Hint('reclaim_group_aged=60,reclaim_group_freq=60') select c as event, count(*)"
            + " from ToolCall as c group by session",
        "select sequence(1000L, false, 2, 0, a, b) as chain from pattern [(every a=ToolCall) or"
            + " (every b=ToolResult)] group by coalesce(a.session, b.session)",
        "select * from ToolCall where exists (select * from ToolResult#keepall)",
        "select * from ToolCall where tool regexp '(a+)+'",
        "select tool as t from ToolCall",
        "select * from ToolCall output every 10 min",
        "select a as event, b as chain from ToolCall#keepall a, ToolResult#keepall b",
        "select * from ToolCall match_recognize (partition by session measures A as event"
            + " pattern (A B+) define B as B.tool = A.tool)",
        "select * from ToolCall match_recognize (partition by session measures A as event"
            + " pattern ((A B)*) define B as B.tool = A.tool)",
      })
  void refuses_whatGrowsWithoutBound(String epl) {
    assertThat(problems(epl)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from ToolCall(egress = true and (secretSeen = true or privateSeen = true))",
        "select * from ToolCall(tool in ('a/b', 'c/d') and argumentsSize between 1 and 10)",
        "select * from ToolCall where Math.max(repeats, errors) > 3 and tool like 'crm/%'",
        "select * from ToolCall where tool.startsWith('crm/') and upstream.toLowerCase() = 'x'",
        "select b as event, a as chain from pattern [every a=ToolCall(egress=true)"
            + " -> b=ToolResult(session=a.session) where timer:within(1 min)]",
        "select b as event from pattern [a=ToolCall(write=true) -> every b=ToolCall(egress=true)]",
        "select b as event from pattern [every-distinct(a.session, 30 min) a=ToolCall"
            + " -> b=ToolCall(session=a.session) where timer:within(1 min)]",
        "select * from ToolResult#length(10) having count(*, failed = true) >= 8",
        "select * from ToolResult#ext_timed(at, 10 min) having sum(resultSize) > 1000",
        "select * from ToolCall match_recognize (partition by session measures C as event, A as"
            + " chain pattern (A B C) define B as B.tool = A.tool, C as C.tool = B.tool)",
        "select * from Telemetry(authenticated = true and kind = 'model_call')",
        "@Hint('reclaim_group_aged=60,reclaim_group_freq=60') @Tag(name='x', value='y')"
            + " select r as event from ToolResult#groupwin(session)#length(8) as r"
            + " where prevwindow(r).countOf(v => v.failed) > 3",
      })
  void accepts_harmlessRules(String epl) {
    assertThatCode(() -> compiler.compile("ACME-CHAIN-001", epl)).doesNotThrowAnyException();
  }

  @Test
  void tells_whereAndWhat() {
    List<EplProblem> unknownColumn = problems("select *\nfrom ToolCall(secretsSeen = true)");
    assertThat(unknownColumn.getFirst().message()).contains("secretSeen");

    List<EplProblem> syntax = problems("select *\nfrom ToolCall(egress = )");
    assertThat(syntax.getFirst().line()).isEqualTo(2);
    assertThat(syntax.getFirst().column()).isEqualTo(24);
  }

  @Test
  void takes_compiledRulesFromTheFolder_unlessTheyAreBroken(@TempDir Path folder)
      throws EplException, IOException {
    String epl = "select * from ToolCall(pay = true)";
    RuleCompiler cached = new RuleCompiler(new CompileCache(folder));
    cached.compile("ACME-CHAIN-001", epl);
    Path file = onlyFile(folder);
    byte[] good = Files.readAllBytes(file);

    assertThat(new CompileCache(folder).find("ACME-CHAIN-001", epl)).isPresent();
    assertThat(new CompileCache(folder).find("ACME-CHAIN-001", epl + " ")).isEmpty();
    Files.write(file, java.util.Arrays.copyOf(good, good.length / 2));
    assertThat(new CompileCache(folder).find("ACME-CHAIN-001", epl)).isEmpty();
    assertThatCode(() -> cached.compile("ACME-CHAIN-001", epl)).doesNotThrowAnyException();
    assertThat(Files.readAllBytes(file)).hasSameSizeAs(good);
  }

  private List<EplProblem> problems(String epl) {
    EplException refused =
        catchThrowableOfType(EplException.class, () -> compiler.compile("ACME-CHAIN-001", epl));
    assertThat(refused).as(epl).isNotNull();
    return refused.problems();
  }

  private static Path onlyFile(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.getFirst();
    }
  }
}
