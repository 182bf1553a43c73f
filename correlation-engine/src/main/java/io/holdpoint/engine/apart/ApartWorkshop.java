// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.apart;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.esper.Budget;
import io.holdpoint.engine.esper.EplException;
import io.holdpoint.engine.esper.EplProblem;
import io.holdpoint.engine.esper.RuleCompiler;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has rules compiled and tried by another process: no environment, an empty folder to stand in,
 * bounded time and memory, and what {@link Confinement} takes from it. A rule that costs the
 * process its life is refused, and the next one gets a new process. For one thread.
 */
final class ApartWorkshop implements RuleCompiler.Workshop, Compiling.Resources {
  private static final Logger LOG = LoggerFactory.getLogger(ApartWorkshop.class);

  private final ApartLimits limits;
  private final ApartCommand command;
  private @Nullable Helper helper;

  /** A process that has begun. */
  private record Helper(Process process, Path folder, DataInputStream in, DataOutputStream out) {}

  ApartWorkshop(ApartLimits limits, ApartCommand command) {
    this.limits = requireNonNull(limits, "limits");
    this.command = requireNonNull(command, "command");
  }

  @Override
  public byte[] compile(String name, String epl, Budget budget) throws EplException {
    Helper ready = helper == null ? begin() : helper;
    helper = ready;
    FutureTask<byte[]> answer =
        new FutureTask<>(
            () -> {
              Wire.write(ready.out(), new Wire.Job(name, epl, budget));
              return Wire.readAnswer(ready.in());
            });
    return within(limits.rule(), answer, "rule");
  }

  @Override
  public void close() {
    Helper ending = helper;
    helper = null;
    if (ending != null) {
      end(ending.process(), ending.folder());
    }
  }

  private Helper begin() throws EplException {
    Path folder = null;
    Process process = null;
    try {
      folder = Files.createTempDirectory("holdpoint-compile");
      ProcessBuilder builder =
          new ProcessBuilder(command.words(limits))
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().clear();
      process = builder.start();
    } catch (IOException e) {
      LOG.error("rules: no process to compile them", e);
      end(process, folder);
      throw refused("got no process to compile it (expected: one)");
    }
    Helper begun =
        new Helper(
            process,
            folder,
            new DataInputStream(new BufferedInputStream(process.getInputStream())),
            new DataOutputStream(new BufferedOutputStream(process.getOutputStream())));
    helper = begun;
    String open =
        within(limits.start(), new FutureTask<>(() -> Wire.readText(begun.in())), "process");
    if (!open.isEmpty()) {
      if (command.mustBeConfined()) {
        close();
        throw refused(
            "got a system that cannot confine who compiles: "
                + open
                + " (expected: Linux with Landlock and seccomp, or compile: apart)");
      }
      LOG.warn("rules: the process that compiles them is not confined: {}", open);
    }
    return begun;
  }

  /** Waits for an answer; without one the process is ended. */
  private <T> T within(Duration time, FutureTask<T> answer, String what) throws EplException {
    Thread.ofVirtual().name("rules compiled apart").start(answer);
    try {
      return answer.get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      close();
      throw refused("got no end of the " + what + " within " + time + " (expected: an end)");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw refused("got interrupted (expected: an end)");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EplException said) {
        throw said;
      }
      close();
      throw refused(
          "got an end of the process that compiles, most likely for want of memory (expected: at"
              + " most "
              + limits.heapMegabytes()
              + " MB)");
    }
  }

  private static EplException refused(String message) {
    return new EplException(List.of(new EplProblem(1, 1, "compile: " + message)));
  }

  private static void end(@Nullable Process process, @Nullable Path folder) {
    try {
      if (process != null) {
        process.destroyForcibly().waitFor();
      }
      if (folder != null) {
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      LOG.warn("rules: the folder of the process that compiled stays: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
