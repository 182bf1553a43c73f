// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running child that takes and gives lines. What it writes is taken in by threads of its own, so
 * a listener that blocks makes the child wait. Safe for use by many threads.
 */
public final class ChildProcess {

  private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);
  private static final int LONGEST_ERROR_LINE = 8 * 1024;
  private static final Duration LAST_OUTPUT = Duration.ofSeconds(1);
  private static final String LEFT_OUT = "(a longer line is left out)";

  private final String name;
  private final Process process;
  private final OrphanGuard guard;
  private final Limits limits;
  private final Listener listener;
  private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
  private final CompletableFuture<Integer> gone = new CompletableFuture<>();
  private long queued;
  private boolean inputEnds;
  private boolean stopping;

  private ChildProcess(
      String name, Process process, OrphanGuard guard, Limits limits, Listener listener) {
    this.name = name;
    this.process = process;
    this.guard = guard;
    this.limits = limits;
    this.listener = listener;
  }

  /**
   * Limits of one child.
   *
   * @param maxLine the longest line it may write, in bytes
   * @param maxQueued how much may wait for it to read, in bytes; one line always may
   * @param grace how long it may take to end after its input ended, and again after SIGTERM
   */
  public record Limits(int maxLine, long maxQueued, Duration grace) {
    public Limits {
      requireNonNull(grace, "grace");
    }
  }

  /** Learns what a child says. Called on the child's own threads. */
  public interface Listener extends LineReader.Sink {

    /** A line of its error output, cut if long. */
    void errorLine(byte[] bytes);

    /** It ended and all it wrote was handed over. Called once, last. */
    void exited(int code);
  }

  /**
   * Starts a child.
   *
   * @param name for logs and threads
   * @throws IOException if there is no such program, or it cannot be run
   */
  public static ChildProcess start(
      String name, ChildCommand command, Limits limits, OrphanGuard guard, Listener listener)
      throws IOException {
    List<String> words = new ArrayList<>(guard.gate());
    words.add(command.program().toString());
    words.addAll(command.words().subList(1, command.words().size()));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().clear();
    builder.environment().putAll(command.environment());
    if (command.folder() != null) {
      builder.directory(command.folder().toFile());
    }
    Process process = builder.start();
    try {
      guard.admit(process);
    } catch (IOException gone) {
      LOG.debug("{}: process {} ended before it began", name, process.pid(), gone);
    }
    ChildProcess child = new ChildProcess(name, process, guard, limits, listener);
    child.run();
    return child;
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** True until it ended. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completes with its exit code, after the listener was told. */
  public CompletionStage<Integer> gone() {
    return gone.minimalCompletionStage();
  }

  /**
   * Queues a line to be written.
   *
   * @param line without its end; it must not hold one
   * @return false if too much waits already, or its input ended
   */
  public boolean send(byte[] line) {
    synchronized (queue) {
      if (inputEnds || (!queue.isEmpty() && queued + line.length > limits.maxQueued())) {
        return false;
      }
      queue.add(line);
      queued += line.length;
      queue.notifyAll();
      return true;
    }
  }

  /** Ends its input once all that is queued is written: the polite way to end a server. */
  public void closeInput() {
    synchronized (queue) {
      inputEnds = true;
      queue.notifyAll();
    }
  }

  /**
   * Ends it, politely first: its input ends, after the grace it gets SIGTERM, after another
   * SIGKILL; what it started goes with it. Returns at once.
   */
  public void stop() {
    synchronized (queue) {
      if (stopping) {
        return;
      }
      stopping = true;
    }
    closeInput();
    Thread.ofVirtual().name(name + "-stop").start(this::stopStepByStep);
  }

  /** Ends it at once. */
  public void kill() {
    guard.signal("KILL", pid());
    process.destroyForcibly();
  }

  private void stopStepByStep() {
    try {
      long grace = limits.grace().toMillis();
      if (process.waitFor(grace, TimeUnit.MILLISECONDS)) {
        return;
      }
      guard.signal("TERM", pid());
      process.destroy();
      if (!process.waitFor(grace, TimeUnit.MILLISECONDS)) {
        LOG.warn("{}: process {} ignored SIGTERM and is killed", name, pid());
        kill();
      }
    } catch (InterruptedException e) {
      kill();
    }
  }

  private void run() {
    Thread out =
        thread("out", () -> readLines(process.getInputStream(), limits.maxLine(), listener));
    Thread err =
        thread(
            "err", () -> readLines(process.getErrorStream(), LONGEST_ERROR_LINE, new ErrorLines()));
    Thread in = thread("in", this::writeLines);
    Thread.ofVirtual().name(name + "-wait").start(() -> waitForEnd(out, err, in));
  }

  private Thread thread(String what, Runnable task) {
    return Thread.ofPlatform().daemon().name("child-" + name + "-" + what).start(task);
  }

  private void readLines(InputStream in, int longest, LineReader.Sink sink) {
    try {
      new LineReader(in, longest).readAll(sink);
    } catch (IOException closed) {
      LOG.debug("{}: an output of process {} was closed", name, pid(), closed);
    }
  }

  private void writeLines() {
    try (OutputStream in = process.getOutputStream()) {
      for (byte[] line = next(); line != null; line = next()) {
        in.write(line);
        in.write('\n');
        in.flush();
      }
    } catch (IOException closed) {
      LOG.debug("{}: process {} takes no input any more", name, pid(), closed);
    } finally {
      synchronized (queue) {
        inputEnds = true;
        queue.clear();
      }
    }
  }

  private byte @Nullable [] next() {
    synchronized (queue) {
      while (queue.isEmpty() && !inputEnds) {
        try {
          queue.wait();
        } catch (InterruptedException e) {
          return null;
        }
      }
      byte[] line = queue.poll();
      if (line != null) {
        queued -= line.length;
      }
      return line;
    }
  }

  private void waitForEnd(Thread out, Thread err, Thread in) {
    int code = -1;
    try {
      code = process.waitFor();
      guard.remove(pid());
      in.interrupt();
      if (!out.join(LAST_OUTPUT) || !err.join(LAST_OUTPUT)) {
        // Somebody else still holds the pipe.
        process.getInputStream().close();
        process.getErrorStream().close();
      }
    } catch (InterruptedException e) {
      kill();
    } catch (IOException e) {
      LOG.debug("{}: an output of process {} could not be closed", name, pid(), e);
    }
    closeInput();
    listener.exited(code);
    gone.complete(code);
  }

  /** Error output: a line that is too long is only noted. */
  private final class ErrorLines implements LineReader.Sink {
    @Override
    public void line(byte[] bytes) {
      listener.errorLine(bytes);
    }

    @Override
    public void tooLong() {
      listener.errorLine(LEFT_OUT.getBytes(StandardCharsets.US_ASCII));
    }
  }
}
