// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.stdio.daemon.WrapperListener;
import io.holdpoint.gateway.stdio.link.UserFolder;
import io.holdpoint.server.cli.CliFailure;
import io.holdpoint.server.cli.CliVerb;
import io.holdpoint.server.cli.ExitCode;
import io.holdpoint.server.cli.Terminal;
import io.holdpoint.server.cli.Version;
import io.holdpoint.server.config.ServerConfig;
import io.holdpoint.server.daemon.DaemonRecord;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs everything for the wrapped stdio servers of one user. */
@Command(
    name = "daemon",
    description = {
      "Run everything for the wrapped stdio servers of this user. Wrappers start it by themselves.",
      "Its folder is $HOLDPOINT_HOME, default ~/.holdpoint: holdpoint.yaml (if any), data, run."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint daemon --status       where its page is, if it runs",
      "  holdpoint daemon                run it in the foreground"
    })
final class DaemonVerb implements CliVerb {

  private static final Logger LOG = LoggerFactory.getLogger(DaemonVerb.class);
  private static final Duration CHECK = Duration.ofSeconds(5);
  private static final String ANY_PORTS =
      """
      gateway: {listen: "127.0.0.1:0", source: "stdio"}
      collector: {grpc-listen: "127.0.0.1:0", http-listen: "127.0.0.1:0"}
      control: {listen: "127.0.0.1:0"}
      """;

  private final Terminal terminal;

  @Option(names = "--status", description = "Tell about the running one instead.")
  private boolean status;

  @Option(
      names = "--idle-minutes",
      paramLabel = "N",
      description = "Stop after N minutes without any wrapped server; 0 never. Default 30.")
  private int idleMinutes = 30;

  DaemonVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  @Override
  public Integer call() {
    UserFolder folder = UserFolder.of(terminal.environment());
    return status ? tell(folder) : run(folder);
  }

  private int tell(UserFolder folder) {
    Optional<DaemonRecord> running = DaemonRecord.running(folder);
    if (running.isEmpty()) {
      throw new CliFailure(
          ExitCode.UNREACHABLE,
          "no daemon is running for " + folder.root() + "; a wrapped server starts it when called");
    }
    DaemonRecord daemon = running.get();
    terminal.out().println("process  " + daemon.pid() + ", version " + daemon.version());
    terminal.out().println("page     " + daemon.control());
    terminal.out().println("token    in " + folder.token());
    terminal.out().println("log      " + folder.log());
    return ExitCode.OK.code();
  }

  private int run(UserFolder folder) {
    HoldpointServer server;
    WrapperListener wrappers;
    try {
      folder.create();
      server = HoldpointServer.start(config(folder), terminal.clock());
      URI control = URI.create("http://127.0.0.1:" + server.ports().control());
      new DaemonRecord(ProcessHandle.current().pid(), Version.current(), control)
          .write(folder, server.firstToken());
      wrappers = server.acceptWrappers(folder.socket());
    } catch (StartFailure e) {
      throw ConfigOptions.cannotStart(e);
    } catch (IOException e) {
      throw new CliFailure(ExitCode.FAILED, "cannot start: " + e.getMessage());
    }
    LOG.info("the daemon of {} is up; its page is {}", folder.root(), server.page());
    CountDownLatch stopping = new CountDownLatch(1);
    Thread.ofPlatform().daemon().name("idle-stop").start(() -> stopWhenIdle(wrappers, stopping));
    UntilStopped.await(
        () -> {
          stopping.countDown();
          server.close();
          forget(folder);
        });
    return ExitCode.OK.code();
  }

  private ServerConfig config(UserFolder folder) {
    return Files.exists(folder.configuration())
        ? ServerConfig.load(folder.configuration(), terminal.environment())
        : ServerConfig.parse("defaults of the daemon", ANY_PORTS, folder.root());
  }

  private void stopWhenIdle(WrapperListener wrappers, CountDownLatch stopping) {
    long limit = Duration.ofMinutes(idleMinutes).toNanos();
    try {
      while (!stopping.await(CHECK.toMillis(), TimeUnit.MILLISECONDS)) {
        if (limit > 0 && wrappers.idleNanos() > limit) {
          LOG.info("no wrapped server for {} minutes: stopping", idleMinutes);
          System.exit(ExitCode.OK.code());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(UserFolder folder) {
    try {
      DaemonRecord.remove(folder);
    } catch (IOException e) {
      LOG.warn("{} could not be removed", folder.daemon(), e);
    }
  }
}
