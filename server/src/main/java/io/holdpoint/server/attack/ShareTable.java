// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.attack;

import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.verdict.Mode;
import io.holdpoint.server.attack.Campaign.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What each rule is and adds, as a table of the page on detection. */
public final class ShareTable {
  /** The first line. */
  public static final String HEAD =
      "| rule | what it looks for | asks for | form | runs in | attacks | stopped | worse without"
          + " it | missed then | for example |";

  private ShareTable() {}

  /**
   * The lines of the table.
   *
   * @param rules all of them
   * @param shares what was found of those that are not off
   */
  public static List<String> lines(RuleSet rules, List<Share> shares) {
    Map<String, Share> byId = shares.stream().collect(Collectors.toMap(s -> s.rule().id(), s -> s));
    List<String> lines = new ArrayList<>();
    lines.add(HEAD);
    lines.add("|---|---|---|---|---|---|---|---|---|---|");
    for (Rule rule : rules.rules()) {
      Share share = byId.get(rule.id());
      lines.add(what(rule) + (share == null ? " - | - | - | - | off |" : adds(share)));
    }
    return List.copyOf(lines);
  }

  /** The part of a rule's line that stands in its file. */
  public static String what(Rule rule) {
    return "| "
        + rule.ref()
        + " | "
        + rule.title()
        + " | "
        + rule.action().word()
        + (rule.mode() == Mode.ENFORCE ? "" : " (" + rule.mode().word() + ")")
        + " | "
        + rule.form().word()
        + " | "
        + (rule.runsInFleet() ? "fleet, " + rule.scope().word() : "shard")
        + " |";
  }

  private static String adds(Share share) {
    return " "
        + share.attacks()
        + " | "
        + share.stopped()
        + " | "
        + share.worse().size()
        + " | "
        + share.missed()
        + " | "
        + (share.worse().isEmpty() ? "-" : share.worse().getFirst().words())
        + " |";
  }

  /**
   * A page with this table in the place of the one it has.
   *
   * @param page the page's text
   * @throws IllegalArgumentException if it has none
   */
  public static String into(String page, List<String> table) {
    List<String> lines = new ArrayList<>(page.lines().toList());
    int head = lines.indexOf(HEAD);
    if (head < 0) {
      throw new IllegalArgumentException("page: got no table (expected: a line \"" + HEAD + "\")");
    }
    while (head < lines.size() && lines.get(head).startsWith("|")) {
      lines.remove(head);
    }
    lines.addAll(head, table);
    return String.join("\n", lines) + "\n";
  }
}
