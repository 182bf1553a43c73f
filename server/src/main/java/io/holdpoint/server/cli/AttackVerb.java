// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.document.DocumentException;
import io.holdpoint.server.attack.Campaign;
import io.holdpoint.server.attack.Campaign.Share;
import io.holdpoint.server.attack.Campaign.Worse;
import io.holdpoint.server.attack.Grade;
import io.holdpoint.server.attack.Played;
import io.holdpoint.server.attack.ShareTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Plays harmless attacks against the rules; needs no server and leaves nothing. */
@Command(
    name = "attack",
    description = {
      "Play attacks that do no harm, and the innocent stories beside them, through gate, engine"
          + " and",
      "verdict, and say how each was met. In this process: needs no server and leaves nothing",
      "behind. Ends with 1 if an attack was missed or a benign twin stopped."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint attack",
      "  holdpoint attack --all --json > attacks.json",
      "  holdpoint attack --ablation",
      "  holdpoint attack --rules my-rules/"
    })
final class AttackVerb implements CliVerb {

  private final Terminal terminal;

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "Rules besides the shipped ones: a file or a folder; may be repeated.")
  private List<Path> rules = new ArrayList<>();

  @Option(names = "--all", description = "Show every story, not only the first two of each rule.")
  private boolean all;

  @Option(names = "--json", description = "Answer as JSON.")
  private boolean json;

  @Option(
      names = "--ablation",
      description = "Take away one rule after the other and say what is answered worse then.")
  private boolean ablation;

  @Option(
      names = "--into",
      paramLabel = "FILE",
      description = "With --ablation: put the table into this page, in the place of the one there.")
  private @Nullable Path into;

  AttackVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  @Override
  public Integer call() {
    RuleSet defence = load();
    Campaign campaign = new Campaign(defence);
    List<Played> played = campaign.play();
    List<Share> shares = ablation ? campaign.without(played) : List.of();
    if (json) {
      terminal.out().println(json(played, shares));
    } else if (ablation) {
      show(ShareTable.lines(defence, shares));
    } else {
      table(played);
    }
    boolean good = played.stream().allMatch(Played::isAsItShould);
    return good ? ExitCode.OK.code() : ExitCode.FAILED.code();
  }

  private void show(List<String> lines) {
    if (into == null) {
      lines.forEach(terminal.out()::println);
      return;
    }
    try {
      Files.writeString(into, ShareTable.into(Files.readString(into), lines));
    } catch (IOException | IllegalArgumentException e) {
      throw new CliFailure(ExitCode.CONFIGURATION, into + ": " + e.getMessage());
    }
  }

  private RuleSet load() {
    try {
      return RuleSet.load(rules, true, null);
    } catch (DocumentException e) {
      throw new CliFailure(ExitCode.CONFIGURATION, String.valueOf(e.getMessage()));
    }
  }

  private void table(List<Played> played) {
    Table table = new Table("RULE", "STORY", "KIND", "MET", "STOPPED AT", "BY");
    String rule = "";
    int shown = 0;
    for (Played one : played) {
      String id = one.scenario().rule().id();
      shown = id.equals(rule) ? shown + 1 : 1;
      rule = id;
      boolean first = shown == 1 || one.scenario().isTwin();
      if (all || first || !one.isAsItShould()) {
        table.row(
            id,
            one.scenario().name(),
            one.scenario().isAttack() ? "attack" : "innocent",
            met(one),
            one.stoppedAt() == 0 ? "-" : one.stoppedAt() + " of " + one.scenario().harm(),
            String.join(" ", one.rules()));
      }
    }
    table.print(terminal.out(), cell -> "");
    terminal.out().println();
    long attacks = played.stream().filter(p -> p.scenario().isAttack()).count();
    String grades =
        Arrays.stream(Grade.values())
            .map(grade -> grade.word() + " " + count(played, grade))
            .collect(java.util.stream.Collectors.joining(", "));
    terminal.out().println(attacks + " attacks: " + grades + ".");
    List<Played> twins = played.stream().filter(p -> p.scenario().isTwin()).toList();
    long stopped = twins.stream().filter(p -> p.stoppedAt() > 0).count();
    terminal.out().println(twins.size() + " benign twins: " + stopped + " stopped.");
  }

  private static String met(Played one) {
    if (one.scenario().isAttack()) {
      return one.grade().word();
    }
    return one.stoppedAt() > 0 ? "STOPPED" : one.rules().isEmpty() ? "passed" : "passed, told";
  }

  private static long count(List<Played> played, Grade grade) {
    return played.stream().filter(p -> p.scenario().isAttack() && p.grade() == grade).count();
  }

  private static String json(List<Played> played, List<Share> shares) {
    JsonMapper mapper = JsonMapper.builder().build();
    ObjectNode tree = mapper.createObjectNode();
    ArrayNode stories = tree.putArray("stories");
    for (Played one : played) {
      ObjectNode story = stories.addObject();
      story.put("rule", one.scenario().rule().id());
      story.put("name", one.scenario().name());
      story.put("attack", one.scenario().isAttack());
      story.put("grade", one.grade().word());
      story.put("harm_step", one.scenario().harm());
      story.put("stopped_at", one.stoppedAt());
      story.put("answer", one.answer());
      story.put("effects", one.effects());
      story.put("as_it_should", one.isAsItShould());
      ArrayNode by = story.putArray("rules");
      one.rules().forEach(by::add);
    }
    ArrayNode without = tree.putArray("ablation");
    for (Share share : shares) {
      ObjectNode row = without.addObject();
      row.put("rule", share.rule().id());
      row.put("attacks", share.attacks());
      row.put("stopped", share.stopped());
      ArrayNode worse = row.putArray("worse_without");
      for (Worse one : share.worse()) {
        worse
            .addObject()
            .put("name", one.with().scenario().name())
            .put("with", one.with().answer())
            .put("without", one.without().answer());
      }
    }
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
  }
}
