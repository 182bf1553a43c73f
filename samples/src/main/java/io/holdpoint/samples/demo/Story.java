// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.samples.agents.SampleAgent;
import io.holdpoint.samples.agents.ToolUse;
import io.holdpoint.samples.agents.ToolUse.Answer;
import io.holdpoint.samples.servers.SampleServers;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Tells the story in the terminal while it happens. Safe for use by many threads. */
final class Story {

  private static final int SHOWN_OF_A_KIND = 3;
  private static final int WIDTH = 180;

  private final PrintWriter out;
  private final boolean colour;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Integer> shown = new HashMap<>();
  private int act;
  private int skipped;

  Story(PrintWriter out, boolean colour) {
    this.out = out;
    this.colour = colour;
  }

  /** A line of its own. */
  void say(String line) {
    lock.lock();
    try {
      out.println(line);
      out.flush();
    } finally {
      lock.unlock();
    }
  }

  void begins(SampleAgent agent) {
    lock.lock();
    try {
      act++;
      shown.clear();
      say("");
      say(bold(act + "/" + Act.ALL.size() + "  " + agent.name()) + "  " + agent.intent());
    } finally {
      lock.unlock();
    }
  }

  void used(ToolUse use) {
    lock.lock();
    try {
      String tool = use.server() + "/" + use.tool();
      if (use.done() && shown.merge(tool, 1, Integer::sum) > SHOWN_OF_A_KIND) {
        skipped++;
        return;
      }
      tellSkipped();
      say("     %-24s %-24s %s".formatted(tool, use.subject(), outcome(use.answer())));
    } finally {
      lock.unlock();
    }
  }

  void signalled(Signal signal) {
    lock.lock();
    try {
      tellSkipped();
      shown.clear();
      Signal.Header header = signal.header();
      String word = signal.word().toUpperCase(Locale.ROOT);
      say(
          red("     " + word + " ")
              + header.target().session()
              + " by "
              + header.author().label()
              + ", reference "
              + header.ref());
      say("       because " + oneLine(header.reason()));
    } finally {
      lock.unlock();
    }
  }

  void ends(Played played, SampleServers servers) {
    lock.lock();
    try {
      tellSkipped();
      played
          .expectedDetection()
          .filter(d -> played.expectedSignal().isEmpty())
          .ifPresent(this::alerted);
      List<String> missing = Findings.missing(played, servers);
      if (missing.isEmpty()) {
        say(green("     = ") + Findings.summary(played, servers));
      } else {
        missing.forEach(line -> say(red("     = NOT AS IT SHOULD BE: ") + line));
      }
    } finally {
      lock.unlock();
    }
  }

  private void alerted(DetectionRow row) {
    say(yellow("     ALERT ") + row.detection().session() + " by rule " + row.detection().rule());
    say("       because " + oneLine(row.detection().text()));
  }

  private void tellSkipped() {
    if (skipped > 0) {
      say(
          "     ... "
              + skipped
              + (skipped == 1 ? " more call" : " more calls")
              + " like that, done");
      skipped = 0;
    }
  }

  private String outcome(Answer answer) {
    return switch (answer) {
      case Answer.Done done -> green("done");
      case Answer.Refused refused -> red("refused: ") + oneLine(refused.text());
      case Answer.NoAnswer none -> yellow("no answer: ") + oneLine(none.text());
    };
  }

  private static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 3) + "...";
  }

  private String bold(String text) {
    return paint("1", text);
  }

  private String red(String text) {
    return paint("31", text);
  }

  private String green(String text) {
    return paint("32", text);
  }

  private String yellow(String text) {
    return paint("33", text);
  }

  private String paint(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
