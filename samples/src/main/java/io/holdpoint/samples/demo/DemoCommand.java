// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import io.holdpoint.server.StartFailure;
import io.holdpoint.server.cli.CliFailure;
import io.holdpoint.server.cli.CliVerb;
import io.holdpoint.server.cli.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The verb {@code demo}. */
@Command(
    name = "demo",
    description = {
      "See Holdpoint work: starts it with three sample MCP servers in this process and lets four"
          + " agents loose on them: one behaves well, one mails a secret out, one runs in a loop,"
          + " one drifts to a tool it never used.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint demo                  watch it here and on the page, end with Ctrl-C",
      "  holdpoint demo --once --json    run it and print what became of it",
      "",
      "Exit codes: 0 all was stopped that should be, 1 something was not (it is named)."
    })
public final class DemoCommand implements CliVerb {

  private static final long GRACE_SECONDS = 15;

  private final GuardFactory factory;
  private final Duration lag;
  private final Patience patience = new Patience();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--once", description = "End when the story is told.")
  private boolean once;

  @Option(
      names = "--json",
      description = "Print one JSON object; the story goes to standard error.")
  private boolean json;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep everything here: a new or an empty folder; default a temporary one.")
  private @Nullable Path data;

  @Option(
      names = "--ports",
      paramLabel = "PORTS",
      description = "default (7420, 7421, 4317, 4318, where free) or auto (any free ones).")
  private String ports = "default";

  @Option(names = "--no-browser", description = "Do not open the page.")
  private boolean noBrowser;

  /** The demo of Holdpoint itself. */
  public DemoCommand() {
    this(HoldpointGuard::start, Duration.ofSeconds(8));
  }

  /**
   * @param factory starts what stands in between
   * @param lag how long the store may stay behind what happened
   */
  DemoCommand(GuardFactory factory, Duration lag) {
    this.factory = factory;
    this.lag = lag;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter told = json ? spec.commandLine().getErr() : out;
    Story story = new Story(told, spec.commandLine().getColorScheme().ansi().enabled());
    CountDownLatch finished = new CountDownLatch(1);
    Thread onExit = new Thread(() -> endOrderly(finished), "demo-exit");
    Runtime.getRuntime().addShutdownHook(onExit);
    try (DemoFolder folder = DemoFolder.open(data)) {
      return play(folder, story, out);
    } catch (IllegalArgumentException e) {
      throw new CliFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
    } catch (IOException | StartFailure e) {
      throw new CliFailure(ExitCode.FAILED, "the demo cannot run: " + e.getMessage());
    } finally {
      finished.countDown();
      if (!patience.isStopped()) {
        Runtime.getRuntime().removeShutdownHook(onExit);
      }
    }
  }

  private int play(DemoFolder folder, Story story, PrintWriter out) throws IOException {
    story.say("Starting Holdpoint, three MCP servers and four agents in this process.");
    try (DemoStage stage = DemoStage.start(folder.path(), wantedPorts(), factory, story::say)) {
      show(stage.guard().page(), story);
      Demo demo =
          new Demo(stage.guard(), stage.servers(), stage.credentials(), story, patience, lag);
      List<Played> played = demo.play();
      DemoResult result = DemoResult.of(played, stage.guard(), stage.servers());
      story.say("");
      story.say(verdict(played, result));
      if (json) {
        out.println(result.toJson());
        out.flush();
      }
      if (!once && !patience.isStopped()) {
        stayUp(stage.guard(), folder, story);
      }
      return (result.notStopped().isEmpty() ? ExitCode.OK : ExitCode.FAILED).code();
    }
  }

  private DemoPorts wantedPorts() {
    return switch (ports) {
      case "default" -> DemoPorts.DEFAULT;
      case "auto" -> DemoPorts.AUTO;
      default ->
          throw new IllegalArgumentException(
              "--ports: got \"" + ports + "\" (expected: default or auto)");
    };
  }

  private void show(URI page, Story story) {
    if (once) {
      return;
    }
    story.say("The page, open to the first browser within 60 seconds: " + page);
    if (!noBrowser) {
      Browser.find(System.getenv(), System.getProperty("os.name", ""))
          .ifPresent(browser -> browser.open(page));
    }
  }

  private static String verdict(List<Played> played, DemoResult result) {
    if (played.size() < Act.ALL.size()) {
      return "Ended before the story was over.";
    }
    return result.notStopped().isEmpty()
        ? "All that should be stopped was stopped, and nothing else."
        : "Not as it should be: " + String.join("; ", result.notStopped());
  }

  private void stayUp(Guard guard, DemoFolder folder, Story story) {
    story.say("");
    story.say("Look at it on the page: " + guard.page());
    story.say("Enter gives a new address (each opens once, within 60 seconds), Ctrl-C ends.");
    if (!folder.temporary()) {
      story.say("Everything is kept in " + folder.path());
    }
    Thread.ofVirtual().name("demo-keys").start(() -> newAddresses(guard, story));
    patience.untilStopped();
  }

  private void newAddresses(Guard guard, Story story) {
    BufferedReader keys =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    try {
      while (keys.readLine() != null && !patience.isStopped()) {
        story.say("Look at it on the page: " + guard.page());
      }
    } catch (IOException e) {
      story.say("No more keys can be read: " + e.getMessage());
    }
  }

  /** On Ctrl-C: lets the main thread close what it opened, within bounds. */
  private void endOrderly(CountDownLatch finished) {
    patience.stop();
    try {
      if (!finished.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
        spec.commandLine().getErr().println("holdpoint: the demo did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
