// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.stdio.wrap.Wrap;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A wrapper as its host sees it, around a server that is a shell script. */
final class WrapProcess implements Closeable {

  private static final int LIMIT_SECONDS = 30;
  private static final String END = "(end)";

  private final Process process;
  private final Path err;
  private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private WrapProcess(Process process, Path err) {
    this.process = process;
    this.err = err;
    Thread.ofPlatform().daemon().name("wrap-out").start(this::read);
  }

  /** Starts one; {@code home} is the folder of its user, and where the script runs. */
  static WrapProcess start(Path home, String script, String... options) throws IOException {
    return start(home, "files", script, List.of(options));
  }

  static WrapProcess start(Path home, String name, String script, List<String> options)
      throws IOException {
    Path err = Files.createTempFile(home, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command(name, script, options)).redirectError(err.toFile());
    builder.environment().put("HOLDPOINT_HOME", home.toString());
    builder.environment().remove("CLAUDE_CODE_SESSION_ID");
    builder.directory(home.toFile());
    return new WrapProcess(builder.start(), err);
  }

  static List<String> command(String name, String script, List<String> options) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    words.add("-Dslf4j.internal.verbosity=ERROR");
    words.addAll(options);
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Wrap.class.getName()));
    words.addAll(List.of("--name", name, "--", "/bin/sh", "-c", script));
    return words;
  }

  void send(String line) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  /** The next line, or {@code (end)}. */
  String line() throws InterruptedException {
    @Nullable String line = lines.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    assertThat(line).as("a line; its errors: %s", errors()).isNotNull();
    return line == null ? END : line;
  }

  /** True if nothing came so far. */
  boolean isSilent() {
    return lines.isEmpty();
  }

  String errors() {
    try {
      return Files.readString(err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void endInput() throws IOException {
    process.getOutputStream().close();
  }

  Process process() {
    return process;
  }

  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
    return process.exitValue();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
      }
    } catch (IOException gone) {
      lines.add("(" + gone.getMessage() + ")");
    }
    lines.add(END);
  }
}
