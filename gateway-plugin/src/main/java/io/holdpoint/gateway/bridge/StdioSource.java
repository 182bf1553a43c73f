// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.bridge;

import io.holdpoint.gateway.stdio.ChildCommand;
import io.holdpoint.gateway.stdio.ChildProcess;
import io.holdpoint.gateway.stdio.OrphanGuard;
import io.holdpoint.gateway.upstream.UpstreamTransport;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Servers that are child processes: one command, started as often as it takes. */
final class StdioSource implements Pipe.Source {

  private static final Logger LOG = LoggerFactory.getLogger(StdioSource.class);

  private final String name;
  private final ChildCommand command;
  private final Collection<String> secrets;
  private final ChildProcess.Limits limits;
  private final OrphanGuard guard;
  private final Backoff backoff = new Backoff();
  private final Set<ChildPipe> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param secrets values that must not reach the log
   */
  StdioSource(
      String name,
      ChildCommand command,
      Collection<String> secrets,
      ChildProcess.Limits limits,
      OrphanGuard guard) {
    this.name = name;
    this.command = command;
    this.secrets = List.copyOf(secrets);
    this.limits = limits;
    this.guard = guard;
  }

  /** Starting a process takes milliseconds, which no loop has. */
  @Override
  public void open(Pipe.Listener listener, Consumer<@Nullable Pipe> then) {
    Thread.ofVirtual().name(name + "-start").start(() -> then.accept(start(listener)));
  }

  @Override
  public int secondsToWait() {
    return backoff.secondsToWait(System.nanoTime());
  }

  @Override
  public UpstreamTransport.Address address() {
    return new UpstreamTransport.Address("", 0, "its process " + command);
  }

  @Override
  public void close() {
    closed = true;
    running.forEach(ChildPipe::end);
    long limit = limits.grace().toMillis() * 2 + 1000;
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limit);
    for (ChildPipe pipe : List.copyOf(running)) {
      pipe.awaitEnd(until - System.nanoTime());
    }
  }

  private @Nullable Pipe start(Pipe.Listener listener) {
    ChildPipe pipe = new ChildPipe(listener);
    try {
      ChildProcess child = ChildProcess.start(name, command, limits, guard, pipe);
      LOG.info("{}: started {} as process {}", name, command, child.pid());
      pipe.runs(child);
      if (closed) {
        pipe.end();
      }
      return pipe;
    } catch (IOException e) {
      LOG.warn("{}: cannot start {}", name, command, e);
      backoff.failed(0, System.nanoTime());
      return null;
    }
  }

  /** One child. */
  private final class ChildPipe implements Pipe, ChildProcess.Listener {

    private final Pipe.Listener listener;
    private final ErrorOutput errors = new ErrorOutput(LOG, name, secrets);
    private final Object gate = new Object();
    private final long startedNanos = System.nanoTime();
    private volatile @Nullable ChildProcess child;
    private volatile boolean wanted = true;
    private boolean reads = true;

    ChildPipe(Pipe.Listener listener) {
      this.listener = listener;
    }

    void runs(ChildProcess started) {
      child = started;
      running.add(this);
      if (!started.isAlive()) {
        running.remove(this);
      }
    }

    @Override
    public boolean send(byte[] message) {
      ChildProcess runs = child;
      return runs != null && runs.send(message);
    }

    @Override
    public void reading(boolean on) {
      synchronized (gate) {
        reads = on;
        gate.notifyAll();
      }
    }

    @Override
    public void end() {
      wanted = false;
      reading(true);
      ChildProcess runs = child;
      if (runs != null) {
        runs.stop();
      }
    }

    @Override
    public void line(byte[] bytes) {
      synchronized (gate) {
        while (!reads) {
          try {
            gate.wait();
          } catch (InterruptedException e) {
            return;
          }
        }
      }
      listener.message(bytes);
    }

    @Override
    public void tooLong() {
      LOG.warn("{}: a line of more than {} bytes was dropped", name, limits.maxLine());
    }

    @Override
    public void errorLine(byte[] bytes) {
      errors.line(bytes, System.nanoTime());
    }

    @Override
    public void exited(int code) {
      running.remove(this);
      if (wanted) {
        long now = System.nanoTime();
        backoff.failed(now - startedNanos, now);
        LOG.warn("{}: a process ended by itself with exit code {}", name, code);
      } else {
        LOG.info("{}: a process ended with exit code {}", name, code);
      }
      listener.lost();
    }

    void awaitEnd(long nanos) {
      ChildProcess runs = child;
      try {
        if (runs != null) {
          runs.gone().toCompletableFuture().get(Math.max(1, nanos), TimeUnit.NANOSECONDS);
        }
      } catch (TimeoutException e) {
        runs.kill();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (java.util.concurrent.ExecutionException e) {
        throw new IllegalStateException("end of a process: got a failure (expected: none)", e);
      }
    }
  }
}
