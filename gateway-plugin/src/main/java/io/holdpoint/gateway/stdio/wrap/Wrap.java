// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.wrap;

import io.holdpoint.gateway.stdio.ChildCommand;
import io.holdpoint.gateway.stdio.LineReader;
import io.holdpoint.gateway.stdio.OrphanGuard;
import io.holdpoint.gateway.stdio.SkippedLine;
import io.holdpoint.gateway.stdio.link.FrameKind;
import io.holdpoint.gateway.stdio.link.Hello;
import io.holdpoint.gateway.stdio.link.UserFolder;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * The program {@code holdpoint wrap}: runs one stdio server for one host. It ends when the server
 * does, with the server's exit code; the server ends when its host does.
 */
public final class Wrap {

  private static final int USAGE = 2;
  private static final int NOT_FOUND = 127;
  private static final int MAX_LINE = Integer.getInteger("holdpoint.wrap.max-line", 64 << 20);
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);
  private static final Duration BUSY_LIMIT = Duration.ofSeconds(30);
  private static final Duration CHECK = Duration.ofMillis(20);

  private final WrapOptions options;
  private final Notes notes;
  private final WrappedChild child;
  private final Relay relay;
  private final CountDownLatch finished = new CountDownLatch(1);
  private final CountDownLatch hostEnded = new CountDownLatch(1);
  private volatile boolean hostGone;
  private volatile boolean stopped;

  private Wrap(WrapOptions options, Notes notes, WrappedChild child, Relay relay) {
    this.options = options;
    this.notes = notes;
    this.child = child;
    this.relay = relay;
  }

  /** Runs one server and ends with its exit code. */
  public static void main(String[] arguments) throws InterruptedException {
    // Both before anything else: the host may end, or want us to, at any time from now on.
    Optional<ProcessHandle> host = ProcessHandle.current().parent();
    CompletableFuture<Wrap> running = new CompletableFuture<>();
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(running)));
    Notes notes = new Notes(new FileOutputStream(FileDescriptor.err));
    int code;
    try {
      Wrap wrap = start(WrapOptions.of(List.of(arguments)), notes);
      running.complete(wrap);
      code = wrap.run(host);
    } catch (IllegalArgumentException e) {
      notes.say(String.valueOf(e.getMessage()));
      code = USAGE;
    } catch (IOException e) {
      notes.say(String.valueOf(e.getMessage()));
      code = NOT_FOUND;
    }
    running.cancel(false);
    System.exit(code);
  }

  private static Wrap start(WrapOptions options, Notes notes) throws IOException {
    Map<String, String> environment = System.getenv();
    WrappedChild child =
        WrappedChild.start(
            new ChildCommand(options.command(), environment, null), new OrphanGuard(), GRACE);
    Peer host =
        new Peer(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 65_536));
    return new Wrap(options, notes, child, relay(options, notes, child, host, environment));
  }

  private static Relay relay(
      WrapOptions options,
      Notes notes,
      WrappedChild child,
      Peer host,
      Map<String, String> environment) {
    UserFolder folder = UserFolder.of(environment);
    ProcessHandle self = ProcessHandle.current();
    Hello hello =
        new Hello(
            FrameKind.PROTOCOL,
            System.getProperty("holdpoint.version", "development"),
            options.name(),
            HostRun.name(environment, self),
            self.pid());
    String launcher = System.getProperty("holdpoint.launcher", "");
    List<String> daemon = launcher.isEmpty() ? List.of() : List.of(launcher, "daemon");
    return new Relay(
        host,
        child.input(),
        notes,
        new UnjudgedLog(folder.unjudged(), InstantSource.system(), notes),
        listener ->
            new DaemonLink(new DaemonStarter(folder, daemon), hello, MAX_LINE + 1, listener),
        () -> Thread.ofPlatform().daemon().name("end").start(() -> end(child)));
  }

  /** Its session was killed: the host stays, and reads why nothing works any more. */
  private static void end(WrappedChild child) {
    try {
      child.input().close();
      if (!child.endsWithin(GRACE)) {
        child.terminate();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // What happens at the host's end does not fail.
  private int run(Optional<ProcessHandle> host) throws InterruptedException {
    host.ifPresent(process -> process.onExit().thenRun(this::hostDied));
    Thread.ofPlatform().daemon().name("from-host").start(this::readHost);
    Thread output = Thread.ofPlatform().daemon().name("from-server").start(this::readServer);
    int code = child.waitFor();
    output.join(LAST_WORDS);
    awaitQuiet(LAST_WORDS, relay::isReleasing);
    if (relay.isEnded()) {
      // Ending too would look like a crash, which hosts answer by starting the server again.
      hostEnded.await();
    }
    relay.close();
    child.cleanUp();
    finished.countDown();
    return code;
  }

  private void readHost() {
    read(
        new FileInputStream(FileDescriptor.in),
        new Lines(relay::fromClient, relay::tooLongFromClient));
    hostGone = true;
    hostEnded.countDown();
    endPolitely();
  }

  private void readServer() {
    read(child.output(), new Lines(relay::fromServer, relay::tooLongFromServer));
  }

  private void read(InputStream in, Lines lines) {
    try {
      new LineReader(in, MAX_LINE).readAll(lines);
    } catch (IOException ended) {
      notes.say(options.name() + ": a pipe broke: " + ended.getMessage());
    }
  }

  /** The host says nothing more: neither will the server hear anything, once it has it all. */
  private void endPolitely() {
    try {
      awaitQuiet(LAST_WORDS, relay::isUndecided);
      child.input().close();
      awaitQuiet(BUSY_LIMIT, relay::isBusy);
      if (!child.endsWithin(GRACE)) {
        child.terminate();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitQuiet(Duration limit, BooleanSupplier noise) throws InterruptedException {
    long until = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < until && !stopped && noise.getAsBoolean()) {
      if (finished.await(CHECK.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  /** Its standard input may be held open by somebody else. */
  private void hostDied() {
    hostEnded.countDown();
    if (!hostGone && child.isAlive()) {
      stopped = true;
      child.input().close();
      child.terminate();
    }
  }

  /** A signal: passed on, then this process ends as its server did. */
  private static void stop(CompletableFuture<Wrap> running) {
    try {
      running.get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS).stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | CancellationException e) {
      // No server runs.
      return;
    }
  }

  private void stop() throws InterruptedException {
    if (!child.isAlive()) {
      return;
    }
    stopped = true;
    child.terminate();
    if (finished.await(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
      Runtime.getRuntime().halt(child.waitFor());
    }
  }

  /** Lines of one side. */
  private record Lines(Take line, TakeSkipped skipped) implements LineReader.Sink {

    /** Takes a line. */
    interface Take {
      void line(byte[] bytes);
    }

    /** Takes what is left of one that was too long. */
    interface TakeSkipped {
      void skipped(SkippedLine line, int limit);
    }

    @Override
    public void line(byte[] bytes) {
      line.line(bytes);
    }

    @Override
    public void tooLong() {}

    @Override
    public void skipped(SkippedLine line) {
      skipped.skipped(line, MAX_LINE);
    }
  }
}
