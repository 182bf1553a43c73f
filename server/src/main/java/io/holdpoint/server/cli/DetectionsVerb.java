// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What rules found, and what people take it for. */
@Command(
    name = "detections",
    description = {
      "List what rules found, the newest first, and what people take it for; tell all of one,",
      "judge it, or leave a note."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint detections --state new",
      "  holdpoint detections d-4f0c2a91",
      "  holdpoint detections d-4f0c2a91 --as confirmed",
      "  holdpoint detections d-4f0c2a91 --as false-positive --reason \"a poller\"",
      "  holdpoint detections d-4f0c2a91 --note \"same lure as last week\""
    })
final class DetectionsVerb implements CliVerb {

  private static final String PATH = "/api/v1/detections";
  private static final List<String> STATES =
      List.of("new", "acknowledged", "confirmed", "false-positive");

  private final Terminal terminal;

  @Mixin private ApiOptions api = new ApiOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "DETECTION",
      description = "One of them, or the beginning of its id.")
  private @Nullable String detection;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only those taken for this: new, acknowledged, confirmed, false-positive.")
  private @Nullable String state;

  @Option(
      names = "--session",
      paramLabel = "SESSION",
      description = "Only those of a session, or of the beginning of its id.")
  private @Nullable String session;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many; default 50.")
  private int limit = 50;

  @Option(
      names = "--as",
      paramLabel = "STATE",
      description = "What to take it for; new takes an earlier word back.")
  private @Nullable String as;

  @Option(
      names = {"-r", "--reason"},
      paramLabel = "TEXT",
      description = "Why; needed for a false positive.")
  private String reason = "";

  @Option(names = "--note", paramLabel = "TEXT", description = "For whoever looks next.")
  private @Nullable String note;

  DetectionsVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    oneOf("--state", state);
    oneOf("--as", as);
    if (limit < 1 || limit > 1000) {
      throw new CliFailure(ExitCode.USAGE, "--limit: got " + limit + " (expected: 1 to 1000)");
    }
    if (detection == null && (as != null || note != null)) {
      throw new CliFailure(ExitCode.USAGE, "DETECTION: got none (expected: the one that is meant)");
    }
    ApiClient client = api.client(terminal);
    if (detection == null) {
      list(client);
    } else {
      one(client, find(client, detection));
    }
    return ExitCode.OK.code();
  }

  private static void oneOf(String option, @Nullable String word) {
    if (word != null && !STATES.contains(word)) {
      throw new CliFailure(
          ExitCode.USAGE,
          option + ": got \"" + word + "\" (expected: " + String.join(", ", STATES) + ")");
    }
  }

  private void list(ApiClient client) {
    Map<String, String> words = new HashMap<>();
    client
        .get("/api/v1/triage")
        .path("triage")
        .forEach(word -> words.put(text(word, "detection"), text(word, "state")));
    List<JsonNode> found =
        all(client).stream()
            .filter(one -> state == null || state.equals(word(words, one)))
            .limit(limit)
            .toList();
    if (api.json()) {
      ObjectNode body = client.body();
      ArrayNode list = body.putArray("detections");
      found.forEach(one -> list.addObject().setAll(one.asObject()).put("triage", word(words, one)));
      terminal.out().println(body.toPrettyString());
    } else if (found.isEmpty()) {
      terminal.err().println("Nothing like that was found.");
    } else {
      Table table = new Table("DETECTION", "AT", "SEVERITY", "RULE", "SESSION", "DID", "TAKEN FOR");
      found.forEach(
          one ->
              table.row(
                  text(one, "id"),
                  text(one, "at"),
                  text(one, "severity"),
                  rule(one),
                  text(one, "session"),
                  text(one, "action") + (text(one, "mode").equals("enforce") ? "" : " in shadow"),
                  word(words, one)));
      table.print(terminal.out(), cell -> "");
    }
  }

  private List<JsonNode> all(ApiClient client) {
    String where = session;
    String path =
        where == null
            ? PATH + "?limit=1000"
            : "/api/v1/sessions/"
                + ApiClient.encode(SessionRef.resolve(client, where))
                + "/detections";
    List<JsonNode> found = client.get(path).path("detections").valueStream().toList();
    return where == null ? found : found.reversed();
  }

  private static String word(Map<String, String> words, JsonNode one) {
    return words.getOrDefault(text(one, "id"), "new");
  }

  private JsonNode find(ApiClient client, String typed) {
    List<JsonNode> found =
        all(client).stream().filter(one -> text(one, "id").startsWith(typed)).toList();
    return switch (found.size()) {
      case 1 -> found.getFirst();
      case 0 ->
          throw new CliFailure(
              ExitCode.NOT_FOUND,
              "detection: got \""
                  + typed
                  + "\" (expected: one of the newest 1,000, or of those of --session)");
      default ->
          throw new CliFailure(
              ExitCode.USAGE,
              "detection: got \""
                  + typed
                  + "\", which begins "
                  + found.size()
                  + " ids (expected: more digits)");
    };
  }

  private void one(ApiClient client, JsonNode found) {
    String path = PATH + "/" + ApiClient.encode(text(found, "id"));
    String at = "?session=" + ApiClient.encode(text(found, "session"));
    JsonNode whole = client.get(path + at);
    if (as != null) {
      ObjectNode body = client.body().put("state", as);
      if (!reason.isBlank()) {
        body.put("reason", reason);
      }
      whole = client.post(path + "/triage" + at, body);
    }
    if (note != null) {
      whole = client.post(path + "/notes" + at, client.body().put("text", note));
    }
    if (api.json()) {
      terminal.out().println(whole.toPrettyString());
    } else {
      print(whole);
    }
  }

  private void print(JsonNode whole) {
    JsonNode one = whole.path("detection");
    PrintWriter out = terminal.out();
    out.println(text(one, "id") + "  " + rule(one) + "  " + text(one, "severity"));
    out.println("  " + text(one, "text"));
    out.println("  session " + text(one, "session") + ", " + text(one, "at"));
    whole
        .path("history")
        .forEach(
            word ->
                out.println(
                    "  " + text(word, "state") + " by " + text(word, "by") + said(word, "reason")));
    whole
        .path("notes")
        .forEach(word -> out.println("  note by " + text(word, "by") + said(word, "text")));
    out.println("  why: holdpoint explain " + text(one, "id"));
  }

  private static String said(JsonNode word, String name) {
    String text = text(word, name);
    return text.isEmpty() ? "" : ": " + text;
  }

  private static String rule(JsonNode one) {
    return text(one.path("rule"), "id") + " v" + one.at("/rule/version").asInt(0);
  }

  private static String text(JsonNode node, String name) {
    return Table.printable(node.path(name).asString(""));
  }
}
