// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.apart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdpoint.engine.esper.Budget;
import io.holdpoint.engine.esper.CompileCache;
import io.holdpoint.engine.esper.EplException;
import io.holdpoint.engine.esper.EplProblem;
import io.holdpoint.engine.esper.RuleCompiler;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What rule authors who are not trusted may try with the process that compiles for them. */
final class ApartWorkshopIT {
  private static final String GOOD = "select * from ToolCall(pay = true)";
  private static final String KEEPS =
      "select r as event from ToolResult#length(8) as r having count(*, failed = true) > 6";
  private static final ApartLimits SMALL =
      new ApartLimits(Duration.ofSeconds(60), Duration.ofSeconds(60), 96, 96);

  private ApartWorkshop workshop = workshop(SMALL);

  @AfterEach
  void close() {
    workshop.close();
  }

  @Test
  void compiles_andSaysWhatIsWrong() {
    assertThatCode(() -> compiler().compile("ACME-CHAIN-001", GOOD)).doesNotThrowAnyException();

    EplProblem wrong = refused("select *\nfrom ToolCall(egress = )", Budget.HOUSE);
    assertThat(wrong.line()).isEqualTo(2);
    assertThat(refused("select java.lang.System.exit(1) as event from ToolCall", Budget.HOUSE))
        .isNotNull();
  }

  @Test
  @Tag("slow")
  void holds_rulesToTheirBudgets() {
    assertThatCode(
            () -> compiler().compile("ACME-CHAIN-002", KEEPS, new Budget(400, 65_536, 65_536)))
        .doesNotThrowAnyException();
    assertThat(refused(KEEPS, new Budget(0, 1, 0)).message())
        .contains("bytes per event (expected: <= 1)");
    assertThat(refused(KEEPS, new Budget(0, 0, 1)).message())
        .contains("bytes per session (expected: <= 1)");
  }

  @Test
  @Tag("slow")
  void survives_aBombThatWantsAllMemory() {
    String many =
        IntStream.range(0, 60_000).mapToObj(i -> "'" + i + "'").collect(Collectors.joining(","));

    assertThat(refused("select * from ToolCall(tool in (" + many + "))", Budget.HOUSE).message())
        .contains("got an end of the process that compiles");

    assertThatCode(() -> compiler().compile("ACME-CHAIN-001", GOOD)).doesNotThrowAnyException();
  }

  @Test
  void ends_whatDoesNotEnd() {
    workshop = workshop(new ApartLimits(Duration.ofSeconds(60), Duration.ofMillis(300), 96, 96));

    assertThat(refused(GOOD, Budget.HOUSE).message()).contains("got no end of the rule within");

    workshop.close();
    workshop = workshop(new ApartLimits(Duration.ofMillis(1), Duration.ofSeconds(60), 96, 96));
    assertThat(refused(GOOD, Budget.HOUSE).message()).contains("got no end of the process within");
  }

  @ParameterizedTest
  @ValueSource(strings = {"calls", "poses", "floods", "chatters"})
  void believes_nothingTheProcessSays(String lie) {
    workshop =
        new ApartWorkshop(
            SMALL,
            new ApartCommand(
                LyingCompiler.class.getName(), System.getProperty("java.class.path"), false));

    EplException refused =
        catchThrowableOfType(EplException.class, () -> compiler().compile(lie, GOOD));

    assertThat(refused).as(lie).isNotNull();
    assertThat(refused.getMessage())
        .contains(
            switch (lie) {
              case "calls" -> "java.lang.Runtime.exec";
              case "poses" -> "class java.lang.Runtime";
              default -> "got an end of the process";
            });
  }

  @Test
  void letsTheProcess_reachNothing(@TempDir Path folder) throws IOException, InterruptedException {
    assumeTrue(KernelNumbers.ofThisMachine().isPresent(), "only Linux can be asked to");
    ApartCommand command =
        new ApartCommand(
            ConfinedProbe.class.getName(), System.getProperty("java.class.path"), true);
    ProcessBuilder builder =
        new ProcessBuilder(command.words(SMALL))
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    Process process = builder.start();
    try (DataInputStream in = new DataInputStream(process.getInputStream())) {
      String said = Wire.readText(in);
      assumeTrue(!said.contains("refused by the kernel"), said);
      assertThat(said).isEqualTo("|");
    } finally {
      assertThat(process.waitFor()).isZero();
    }
    assertThat(folder).isEmptyDirectory();
  }

  private RuleCompiler compiler() {
    return new RuleCompiler(new CompileCache(null), workshop);
  }

  private EplProblem refused(String epl, Budget budget) {
    EplException refused =
        catchThrowableOfType(
            EplException.class, () -> compiler().compile("ACME-CHAIN-009", epl, budget));
    assertThat(refused).isNotNull();
    return refused.problems().getFirst();
  }

  private static ApartWorkshop workshop(ApartLimits limits) {
    return new ApartWorkshop(limits, ApartCommand.own(false));
  }
}
