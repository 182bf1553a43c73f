// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdpoint.server.config.ServerConfig;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The snippets of the page on hosts do what they say. */
final class HostSnippetsIT {

  private static final String HOST = "a-token-of-a-host-01";

  @TempDir Path folder;

  @Test
  void javaSnippet_compiles() throws IOException {
    Path source = Files.writeString(folder.resolve("DeclareSession.java"), snippet("java"));
    StringWriter complaints = new StringWriter();
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                complaints,
                null,
                null,
                List.of("-d", folder.toString()),
                null,
                ToolProvider.getSystemJavaCompiler()
                    .getStandardFileManager(null, null, null)
                    .getJavaFileObjects(source))
            .call();

    assertThat(compiled).as(complaints.toString()).isTrue();
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({"java, java, java", "python, py, python3", "ts, mjs, node"})
  void snippet_declaresASession(String language, String ending, String interpreter)
      throws Exception {
    assumeTrue(isThere(interpreter), interpreter + " is not installed");
    Path source = Files.writeString(folder.resolve("Snippet." + ending), snippet(language));
    ServerConfig config =
        ServerConfig.parse(
            "test",
            """
            gateway:
              listen: "127.0.0.1:0"
              hosts: [{name: runner, token: "%s", principals: [clerk]}]
            collector: {grpc-listen: "127.0.0.1:0", http-listen: "127.0.0.1:0"}
            control: {listen: "127.0.0.1:0"}
            """
                .formatted(HOST),
            folder);
    try (HoldpointServer server = HoldpointServer.start(config, InstantSource.system())) {
      ProcessBuilder builder =
          new ProcessBuilder(interpreter, source.toString()).redirectErrorStream(true);
      String page = server.page().toString();
      builder.environment().put("HOLDPOINT_API", page.substring(0, page.length() - 1));
      builder.environment().put("HOLDPOINT_HOST_TOKEN", HOST);
      Process process = builder.start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(said).contains("holdpoint.session=hp-");
    }
  }

  private static boolean isThere(String program) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(program, "--version").redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }

  private static String snippet(String language) throws IOException {
    String page =
        Files.readString(
            Path.of(
                Objects.requireNonNull(System.getProperty("holdpoint.root")),
                "gateway-plugin/HOSTS.md"));
    Matcher block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(block.find()).as(language).isTrue();
    return block.group(1);
  }
}
