// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What approve and deny have in common: references of held calls and a reason. */
abstract sealed class DecisionVerb implements CliVerb
    permits DecisionVerb.Approve, DecisionVerb.Deny {

  private final Terminal terminal;
  private final String action;

  @Mixin private ApiOptions api = new ApiOptions();

  @Parameters(paramLabel = "REF", arity = "1..*", description = "References of held calls.")
  private List<String> refs = List.of();

  @Option(
      names = {"-r", "--reason"},
      paramLabel = "TEXT",
      required = true,
      description = "Why; kept as evidence and shown to other operators.")
  private String reason = "";

  DecisionVerb(Terminal terminal, String action) {
    this.terminal = terminal;
    this.action = action;
  }

  /** Adds what this verb says besides the reason. */
  abstract void add(ObjectNode body, Terminal terminal);

  @Override
  public Integer call() {
    if (reason.isBlank()) {
      throw new CliFailure(ExitCode.USAGE, "--reason: got \"\" (expected: a non-blank text)");
    }
    ApiClient client = api.client(terminal);
    for (String ref : refs) {
      ObjectNode body = client.body().put("reason", reason);
      add(body, terminal);
      JsonNode answer =
          client.post("/api/v1/approvals/" + ApiClient.encode(ref) + "/" + action, body);
      if (api.json()) {
        terminal.out().println(answer.toPrettyString());
      } else {
        terminal.out().println(Table.printable(line(answer)));
      }
    }
    terminal.out().flush();
    return ExitCode.OK.code();
  }

  private static String line(JsonNode answer) {
    JsonNode said = answer.path("said");
    String until = said.path("until").asString("");
    int missing = answer.at("/quorum/missing").asInt(0);
    return answer.path("ref").asString("-")
        + "  "
        + answer.path("state").asString("-")
        + (missing > 0 ? "  " + missing + " more to approve" : "")
        + "  "
        + said.path("word").asString("-")
        + (until.isEmpty() ? "" : "  until " + until);
  }

  /** Lets held calls go. */
  @Command(
      name = "approve",
      description = {
        "Let a held call go, once.",
        "If its caller has given up, the next identical call goes instead."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  holdpoint approve H-7F3A91C2 --reason \"ticket 4711\"",
        "  holdpoint approve H-7F3A91C2 --edit '{\"amount\": 10}' --reason \"not more\"",
        "  holdpoint approve H-7F3A91C2 --session --for 2h --reason \"migration tonight\""
      })
  static final class Approve extends DecisionVerb {

    private static final Pattern SPAN = Pattern.compile("(\\d{1,5})([smh])");

    @Option(
        names = "--session",
        description = {
          "Not only this call, but its session's calls to the same tool and destination.",
          "Ends early when other data reaches the session, or the tool or rule changes."
        })
    private boolean session;

    @Option(
        names = "--for",
        paramLabel = "TIME",
        description = "How long the grant lasts, for example 30m; default 15m, of a session 1h.")
    private @Nullable String span;

    @Option(
        names = "--edit",
        paramLabel = "JSON",
        description = {
          "Approve it with other arguments: a merge patch, {\"amount\": 10, \"note\": null}.",
          "What it does not name stays as it is."
        })
    private @Nullable String edit;

    @Option(
        names = "--proposal",
        paramLabel = "DIGEST",
        description = "Approve what somebody else edited, by the digest that 'approvals' shows.")
    private @Nullable String proposal;

    Approve(Terminal terminal) {
      super(terminal, "approve");
    }

    @Override
    void add(ObjectNode body, Terminal terminal) {
      body.put("scope", session ? "session" : "once");
      if (edit != null) {
        body.set("change", patch(edit));
      }
      if (proposal != null) {
        body.put("proposal", proposal);
      }
      if (span != null) {
        body.put("until", terminal.clock().instant().plus(duration(span)).toString());
      }
    }

    private static JsonNode patch(String text) {
      try {
        JsonNode patch = JsonMapper.shared().readTree(text);
        if (patch.isObject()) {
          return patch;
        }
      } catch (JacksonException notJson) {
        // Said below, like JSON that is no object.
      }
      throw new CliFailure(ExitCode.USAGE, "--edit: got no JSON object (expected: a merge patch)");
    }

    private static Duration duration(String text) {
      Matcher matcher = SPAN.matcher(text);
      if (!matcher.matches()) {
        throw new CliFailure(
            ExitCode.USAGE, "--for: got \"" + text + "\" (expected: for example 30m or 2h)");
      }
      long number = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "s" -> Duration.ofSeconds(number);
        case "m" -> Duration.ofMinutes(number);
        default -> Duration.ofHours(number);
      };
    }
  }

  /** Refuses held calls. */
  @Command(
      name = "deny",
      description = {
        "Refuse a held call, or take back a grant that was not used yet.",
        "Identical calls are refused for a while too."
      },
      footerHeading = "%nExample:%n",
      footer = "  holdpoint deny H-7F3A91C2 --reason \"not to this address\"")
  static final class Deny extends DecisionVerb {
    Deny(Terminal terminal) {
      super(terminal, "deny");
    }

    @Override
    void add(ObjectNode body, Terminal terminal) {
      // A reason is all there is to say.
    }
  }
}
