// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists what upstreams offer. */
@Command(
    name = "tools",
    description = {
      "List what upstreams offer, what it can do, who says so, and what waits for a person.",
      "What waits is hidden from agents and refused."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint tools --pin quarantined",
      "  holdpoint tools --source none",
      "  holdpoint tools approve files/send_report",
      "  holdpoint tools classify files/frobnicate --effects read --reason \"read its source\""
    })
final class ToolsVerb implements CliVerb {

  private final Terminal terminal;

  @Mixin private ApiOptions api = new ApiOptions();

  @Option(names = "--upstream", paramLabel = "NAME", description = "Only those of one upstream.")
  private @Nullable String upstream;

  @Option(
      names = "--pin",
      paramLabel = "STATE",
      description = "Only what is pinned, quarantined, vanished or unlisted.")
  private @Nullable String pin;

  @Option(
      names = "--source",
      paramLabel = "WHO",
      description =
          "Only what is classified by operator, catalogue, name, or none: nobody knows it.")
  private @Nullable String source;

  ToolsVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    one("--pin", pin, "pinned|quarantined|vanished|unlisted");
    one("--source", source, "operator|catalogue|name|none");
    List<String> query = new ArrayList<>();
    add(query, "upstream", upstream);
    add(query, "pin", pin);
    add(query, "source", source);
    JsonNode answer =
        api.client(terminal)
            .get("/api/v1/tools" + (query.isEmpty() ? "" : "?" + String.join("&", query)));
    if (api.json()) {
      terminal.out().println(answer.toPrettyString());
    } else if (answer.path("tools").isEmpty()) {
      terminal.err().println("None. Tools are known once an agent called or listed them.");
    } else {
      table(answer.path("tools")).print(terminal.out(), this::colour);
    }
    return ExitCode.OK.code();
  }

  private static void one(String option, @Nullable String value, String words) {
    if (value != null && !value.matches(words)) {
      throw new CliFailure(
          ExitCode.USAGE,
          option + ": got \"" + value + "\" (expected: " + words.replace("|", ", ") + ")");
    }
  }

  private static void add(List<String> query, String name, @Nullable String value) {
    if (value != null) {
      query.add(name + "=" + ApiClient.encode(value));
    }
  }

  private static Table table(JsonNode tools) {
    Table table = new Table("OFFER", "KIND", "EFFECTS", "LABELS", "SOURCE", "PIN", "FLAGS");
    tools.forEach(
        t ->
            table.row(
                OfferRef.label(t),
                t.path("kind").asString("-"),
                words(t.path("effects")),
                words(t.path("labels")),
                t.path("source").asString("-"),
                t.path("pin").asString("-"),
                words(t.path("flags"))));
    return table;
  }

  private static String words(JsonNode list) {
    List<String> words = new ArrayList<>();
    list.forEach(word -> words.add(word.asString("")));
    return words.isEmpty() ? "-" : String.join(" ", words);
  }

  private String colour(String cell) {
    if (!terminal.colour()) {
      return "";
    }
    return switch (cell) {
      case "quarantined" -> "\u001b[31m";
      case "none", "unlisted", "vanished" -> "\u001b[33m";
      default -> "";
    };
  }
}
