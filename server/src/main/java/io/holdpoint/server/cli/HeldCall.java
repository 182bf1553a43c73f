// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** All of one held call, for whoever has to decide on it in a terminal. */
final class HeldCall {

  private final Terminal terminal;
  private final boolean json;

  HeldCall(Terminal terminal, boolean json) {
    this.terminal = terminal;
    this.json = json;
  }

  /**
   * Prints it.
   *
   * @param clear whether to ask for what it says in the clear, which is journaled
   */
  void tell(ApiClient client, String ref, boolean clear) {
    String path = "/api/v1/approvals/" + ApiClient.encode(ref);
    JsonNode held = client.get(path);
    String arguments =
        clear ? client.get(path + "/arguments").path("arguments").asString("") : masked(held);
    if (json) {
      ObjectNode whole = held.asObject().deepCopy();
      if (clear) {
        whole.put("clear", arguments);
      }
      terminal.out().println(whole.toPrettyString());
      return;
    }
    PrintWriter out = terminal.out();
    line("ref", text(held, "ref") + "  " + text(held, "state"));
    line("call", text(held, "upstream") + "/" + text(held, "tool") + "  " + words(held, "effects"));
    line(
        "agent", text(held, "agentName") + " " + text(held, "agentVersion") + ", by its own claim");
    line("principal", text(held, "principal"));
    line("session", text(held, "session") + "  " + held.path("task").asString(""));
    held.path("reasons").forEach(reason -> line("why", text(reason, "text")));
    line("has seen", words(held, "labels"));
    line("before it", chain(held.path("chain")));
    line("left until", text(held, "expiresAt"));
    line("votes", held.at("/quorum/votes").size() + " of " + held.at("/quorum/needed").asInt(1));
    out.println(clear ? "In the clear:" : "Arguments, masked:");
    out.println(lines(arguments));
  }

  private void line(String name, String value) {
    if (!value.isBlank()) {
      terminal.out().println(String.format("%-11s", name) + Table.printable(value));
    }
  }

  /** Keeps the lines of a text; whatever else steers a terminal is replaced. */
  private static String lines(String text) {
    return String.join("\n", text.lines().map(Table::printable).toList());
  }

  private static String masked(JsonNode held) {
    return held.at("/arguments/masked").asString("");
  }

  private static String chain(JsonNode steps) {
    List<String> names = new ArrayList<>();
    steps.forEach(step -> names.add(text(step, "tool") + labels(step)));
    return String.join(" > ", names);
  }

  private static String labels(JsonNode step) {
    String labels = words(step, "labels");
    return labels.isEmpty() ? "" : " (" + labels + ")";
  }

  private static String words(JsonNode node, String name) {
    List<String> words = new ArrayList<>();
    node.path(name).forEach(word -> words.add(word.asString("")));
    return String.join(" ", words);
  }

  private static String text(JsonNode node, String name) {
    String text = node.path(name).asString("");
    return text.isEmpty() ? "-" : text;
  }
}
