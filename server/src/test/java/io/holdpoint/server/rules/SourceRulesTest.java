// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreeScanner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Rules that are seen in sources better than in classes. */
final class SourceRulesTest {

  /** What only the two packages of the MCP eras may know, and who reads it out of telemetry. */
  private static final Pattern MCP_WORD =
      Pattern.compile(
          "initialize|server/discover|ping|(tools|resources|prompts|roots|tasks)/[a-z/]+"
              + "|completion/complete|sampling/createMessage|elicitation/create"
              + "|logging/setLevel|notifications/[a-z/_]+|(?i:mcp-session-id|mcp-protocol-version)");

  private static final List<String> KNOW_MCP =
      List.of(
          "gateway-plugin/src/main/java/io/holdpoint/gateway/mcp/legacy/",
          "gateway-plugin/src/main/java/io/holdpoint/gateway/mcp/modern/",
          // Clients of upstreams themselves: a bridge to other transports, a trial of a server.
          "gateway-plugin/src/main/java/io/holdpoint/gateway/bridge/",
          "gateway-plugin/src/main/java/io/holdpoint/gateway/UpstreamTrial.java",
          // A client of the gateway itself.
          "gateway-plugin/src/main/java/io/holdpoint/gateway/canary/CanaryCaller.java",
          "collector/src/main/java/io/holdpoint/collector/dialect/");

  private static final Map<String, String> BANNED_CALLS =
      Map.of(
          "Thread.sleep", "wait for a condition, not for time",
          "TimeUnit.sleep", "wait for a condition, not for time",
          "Thread.onSpinWait", "wait for a condition, not for time");

  private static final Set<String> OWN_CLOCKS =
      Set.of(
          "Instant.now",
          "System.currentTimeMillis",
          "LocalDateTime.now",
          "OffsetDateTime.now",
          "ZonedDateTime.now",
          "Clock.systemUTC",
          "Clock.systemDefaultZone",
          "InstantSource.system");

  /** Where the processes begin, and hand their clock to the rest. */
  private static final Set<String> MAINS =
      Set.of(
          "server/src/main/java/io/holdpoint/server/Holdpoint.java",
          "gateway-plugin/src/main/java/io/holdpoint/gateway/stdio/wrap/Wrap.java");

  @Test
  void banned_callIsNowhere() {
    List<String> offenders = new ArrayList<>();
    eachCall(
        Repository.javaFiles(),
        (at, call) -> {
          if (BANNED_CALLS.containsKey(call)) {
            offenders.add(at + ": " + call + " (expected: " + BANNED_CALLS.get(call) + ")");
          }
        });
    assertThat(offenders).isEmpty();
  }

  @Test
  void time_isAskedOfAnInjectedClock() {
    List<String> offenders = new ArrayList<>();
    List<Path> product =
        Repository.MODULES.stream()
            .filter(module -> !module.equals("samples"))
            .flatMap(module -> Repository.javaFiles(module, "main").stream())
            .filter(file -> !MAINS.contains(Repository.nameOf(file)))
            .toList();
    eachCall(
        product,
        (at, call) -> {
          if (OWN_CLOCKS.contains(call)) {
            offenders.add(at + ": " + call + " (expected: an injected InstantSource)");
          }
        });
    assertThat(offenders).isEmpty();
  }

  @Test
  void trouble_isNotSwallowed() {
    List<String> offenders = new ArrayList<>();
    for (SourceTrees.Unit unit : SourceTrees.parse(Repository.javaFiles())) {
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitCatch(CatchTree caught, Void nothing) {
          String type = caught.getParameter().getType().toString();
          if (Set.of("Exception", "Throwable", "RuntimeException").contains(type)
              && caught.getBlock().getStatements().isEmpty()) {
            offenders.add(unit.at(caught) + ": swallows " + type);
          }
          return super.visitCatch(caught, null);
        }
      }.scan(unit.tree(), null);
    }
    assertThat(offenders).isEmpty();
  }

  @Test
  void mcp_isKnownToItsTwoErasOnly() {
    List<String> offenders = new ArrayList<>();
    List<String> knowers = new ArrayList<>();
    for (String module :
        List.of(
            "model", "gateway-plugin", "collector", "correlation-engine", "dashboard", "server")) {
      for (SourceTrees.Unit unit : SourceTrees.parse(Repository.javaFiles(module, "main"))) {
        String name = Repository.nameOf(unit.file());
        boolean mayKnow = KNOW_MCP.stream().anyMatch(name::startsWith);
        new TreeScanner<Void, Void>() {
          @Override
          public Void visitLiteral(LiteralTree literal, Void nothing) {
            if (literal.getValue() instanceof String text && MCP_WORD.matcher(text).matches()) {
              (mayKnow ? knowers : offenders).add(unit.at(literal) + ": \"" + text + "\"");
            }
            return super.visitLiteral(literal, null);
          }
        }.scan(unit.tree(), null);
      }
    }
    assertThat(offenders).isEmpty();
    assertThat(knowers).as("words of MCP found at all").hasSizeGreaterThan(5);
  }

  @Test
  void every_packageIsNullMarked() {
    Set<Path> folders = new java.util.TreeSet<>();
    Repository.javaFiles().forEach(file -> folders.add(file.getParent()));
    assertThat(folders).hasSizeGreaterThan(30);
    assertThat(
            folders.stream()
                .filter(
                    folder -> {
                      Path info = folder.resolve("package-info.java");
                      return !Files.exists(info) || !Repository.read(info).contains("@NullMarked");
                    })
                .map(Repository::nameOf))
        .as("packages without a @NullMarked package-info.java")
        .isEmpty();
  }

  @Test
  void every_fileNamesItsLicence() {
    assertThat(
            Repository.javaFiles().stream()
                .filter(file -> !Repository.read(file).startsWith(headerOf(file)))
                .map(Repository::nameOf))
        .as("files that do not begin with the two lines of LICENSES/headers")
        .isEmpty();
  }

  private static String headerOf(Path file) {
    String name = Repository.nameOf(file);
    boolean gpl = name.startsWith("server/") || name.startsWith("correlation-engine/");
    return Repository.read(
        Repository.root()
            .resolve("LICENSES/headers")
            .resolve((gpl ? "GPL-2.0-or-later" : "Apache-2.0") + ".txt"));
  }

  /** Told of a call. */
  private interface Calls {
    void call(String at, String call);
  }

  /** Hands over {@code Type.method} of every call and method reference on a plain name. */
  private static void eachCall(List<Path> files, Calls calls) {
    for (SourceTrees.Unit unit : SourceTrees.parse(files)) {
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
          if (call.getMethodSelect() instanceof MemberSelectTree select) {
            calls.call(
                unit.at(call), shortName(select.getExpression() + "." + select.getIdentifier()));
          }
          return super.visitMethodInvocation(call, null);
        }

        @Override
        public Void visitMemberReference(
            com.sun.source.tree.MemberReferenceTree reference, Void nothing) {
          calls.call(
              unit.at(reference),
              shortName(reference.getQualifierExpression() + "." + reference.getName()));
          return super.visitMemberReference(reference, null);
        }
      }.scan(unit.tree(), null);
    }
  }

  private static String shortName(String call) {
    String name = call.replaceFirst("^TimeUnit\\.[A-Z]+\\.", "TimeUnit.");
    return name.replaceFirst("^java(\\.[a-z]+)+\\.", "");
  }
}
