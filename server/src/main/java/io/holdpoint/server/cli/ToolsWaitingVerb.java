// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A word on a definition that waits; without a digest it is only shown. */
abstract sealed class ToolsWaitingVerb implements CliVerb
    permits ToolsWaitingVerb.Approve, ToolsWaitingVerb.Refuse {

  private static final int SHORTEST = 8;

  private final Terminal terminal;
  private final String action;

  @Mixin private ApiOptions api = new ApiOptions();

  @Parameters(paramLabel = "OFFER", description = "upstream/name; upstream/ for instructions.")
  private String offer = "";

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "tool, prompt, resource, template or instructions; default tool.")
  private String kind = "tool";

  @Option(
      names = "--digest",
      paramLabel = "HEX",
      description = "Of the definition you looked at; its first 8 digits will do.")
  private @Nullable String digest;

  @Option(
      names = {"-r", "--reason"},
      paramLabel = "TEXT",
      description = "Why; kept as evidence. Needed with --digest.")
  private String reason = "";

  ToolsWaitingVerb(Terminal terminal, String action) {
    this.terminal = terminal;
    this.action = action;
  }

  @Override
  public Integer call() {
    OfferRef ref = OfferRef.parse(offer);
    ApiClient client = api.client(terminal);
    JsonNode found = find(client, ref);
    JsonNode waiting = found.path("waiting");
    if (!waiting.isObject()) {
      throw new CliFailure(ExitCode.FAILED, offer + ": nothing waits (expected: a definition)");
    }
    String wanted = digest;
    if (wanted == null) {
      show(found, waiting);
      return ExitCode.OK.code();
    }
    String full = waiting.path("digest").asString("");
    if (wanted.length() < SHORTEST || !full.startsWith(wanted)) {
      throw new CliFailure(
          ExitCode.USAGE,
          "--digest: got \""
              + wanted
              + "\" (expected: at least "
              + SHORTEST
              + " digits of "
              + full
              + ", the one that waits now)");
    }
    if (reason.isBlank()) {
      throw new CliFailure(ExitCode.USAGE, "--reason: got \"\" (expected: a non-blank text)");
    }
    ObjectNode body = client.body().put("kind", kind).put("upstream", ref.upstream());
    body.put("name", ref.name()).put("digest", full).put("reason", reason);
    JsonNode answer = client.post("/api/v1/offers/" + action, body);
    terminal
        .out()
        .println(
            api.json()
                ? answer.toPrettyString()
                : Table.printable(offer + "  " + answer.path("pin").asString("-")));
    return ExitCode.OK.code();
  }

  private JsonNode find(ApiClient client, OfferRef ref) {
    for (JsonNode one : client.get("/api/v1/tools").path("tools")) {
      if (ref.is(one) && one.path("kind").asString("").equals(kind)) {
        return one;
      }
    }
    throw new CliFailure(
        ExitCode.NOT_FOUND, kind + " " + offer + ": got nothing (expected: one of: tools)");
  }

  /** What hides is printed as what it is. */
  private void show(JsonNode found, JsonNode waiting) {
    String flags = found.path("flags").toString();
    terminal.out().println("counts   " + visible(found.path("definition").asString("")));
    terminal.out().println("waits    " + visible(waiting.path("definition").asString("")));
    terminal.out().println("flags    " + Table.printable(flags));
    terminal.out().println("digest   " + waiting.path("digest").asString(""));
  }

  private static String visible(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c >= 0x20 && c < 0x7F) {
                out.appendCodePoint(c);
              } else {
                out.append(String.format("<U+%04X>", c));
              }
            });
    return out.isEmpty() ? "-" : out.toString();
  }

  /** Lets agents have it. */
  @Command(
      name = "approve",
      description = {
        "Vouch for a definition that waits. Without --digest it is only shown, beside the one that",
        "counts now: look at it, then repeat with its digest."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  holdpoint tools approve files/send_report",
        "  holdpoint tools approve files/send_report --digest 9f2c41aa --reason \"release 2.1\""
      })
  static final class Approve extends ToolsWaitingVerb {
    Approve(Terminal terminal) {
      super(terminal, "approve");
    }
  }

  /** Keeps it out. */
  @Command(
      name = "refuse",
      description = {
        "Keep a definition that waits out, until somebody approves it after all. Without --digest",
        "it is only shown."
      },
      footerHeading = "%nExample:%n",
      footer = "  holdpoint tools refuse files/send_report --digest 9f2c41aa -r \"unannounced\"")
  static final class Refuse extends ToolsWaitingVerb {
    Refuse(Terminal terminal) {
      super(terminal, "refuse");
    }
  }
}
