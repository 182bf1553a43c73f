// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Says why. */
@Command(
    name = "explain",
    description = {
      "Say why a rule matched: the steps without which it would not have, what it read there,"
          + " where",
      "the chain could have been stopped. Proved by replaying what was recorded."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint explain d-4f0c2a91be77a310b5d0",
      "  holdpoint explain 7f3a --json | jq '.explanations[].counterfactual'"
    })
final class ExplainVerb implements CliVerb {

  private final Terminal terminal;

  @Mixin private ApiOptions api = new ApiOptions();

  @Parameters(
      index = "0",
      paramLabel = "DETECTION|SESSION",
      description = "A detection (d-...), or a session or the beginning of its id: all of them.")
  private String what = "";

  ExplainVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ApiClient client = api.client(terminal);
    List<JsonNode> explanations = new ArrayList<>();
    if (what.startsWith("d-")) {
      explanations.add(client.get(path(what)));
    } else {
      String session = SessionRef.resolve(client, what);
      client
          .get("/api/v1/sessions/" + ApiClient.encode(session) + "/detections")
          .path("detections")
          .forEach(
              detection ->
                  explanations.add(
                      client.get(path(detection.path("id").asString("")) + "?session=" + session)));
    }
    if (api.json()) {
      ObjectNode all = client.body();
      ArrayNode list = all.putArray("explanations");
      explanations.forEach(list::add);
      terminal.out().println(all.toPrettyString());
    } else if (explanations.isEmpty()) {
      terminal.err().println("No rule matched in this session.");
    } else {
      explanations.forEach(this::print);
    }
    return ExitCode.OK.code();
  }

  private static String path(String detection) {
    return "/api/v1/detections/" + ApiClient.encode(detection) + "/explanation";
  }

  private void print(JsonNode explanation) {
    PrintWriter out = terminal.out();
    JsonNode detection = explanation.path("detection");
    out.println(
        text(detection.path("rule"), "id")
            + " v"
            + detection.path("rule").path("version").asInt(0)
            + "  "
            + text(detection, "action")
            + " ("
            + text(detection, "mode")
            + ")  "
            + text(detection, "at"));
    out.println("  " + text(detection, "text").strip());
    out.println("  Steps:");
    explanation.path("steps").forEach(step -> out.println("    " + step(step)));
    JsonNode facts = explanation.path("facts");
    if (!facts.isEmpty()) {
      List<String> read = new ArrayList<>();
      facts.properties().forEach(f -> read.add(f.getKey() + "=" + f.getValue().asString("")));
      out.println("  Read there: " + Table.printable(String.join(", ", read)));
    }
    out.println("  Could have been stopped:");
    explanation.path("interventions").forEach(i -> out.println("    " + intervention(i)));
    out.println("  " + proof(explanation.path("counterfactual")));
  }

  private static String step(JsonNode step) {
    List<String> roles = new ArrayList<>();
    step.path("roles").forEach(role -> roles.add(role.asString("")));
    return text(step, "at")
        + "  "
        + text(step, "name")
        + "  ["
        + String.join(", ", roles)
        + "]"
        + (step.path("withoutItNoMatch").asBoolean(false) ? "  without it: no match" : "");
  }

  private static String intervention(JsonNode intervention) {
    String rule = intervention.path("rule").path("id").asString("");
    String how =
        switch (intervention.path("how").asString("")) {
          case "step-refused" -> "by refusing this step";
          case "stricter-action" ->
              "by a stricter action of "
                  + rule
                  + " ("
                  + text(intervention, "action")
                  + ", "
                  + text(intervention, "mode")
                  + ")";
          default -> "by " + rule;
        };
    return text(intervention, "at")
        + "  "
        + how
        + (intervention.path("inTime").asBoolean(true) ? "" : ", after the step had happened");
  }

  private static String proof(JsonNode counterfactual) {
    if (!counterfactual.path("verified").asBoolean(false)) {
      return "Not proved: " + text(counterfactual, "because");
    }
    int earlier = counterfactual.path("earlierSessions").asInt(0);
    return "Proved by "
        + counterfactual.path("replays").asInt(0)
        + " replays: these steps are enough, and none can be missed"
        + (counterfactual.path("paddingChangesNothing").asBoolean(false)
            ? "; unrelated calls in between change nothing."
            : "; unrelated calls in between change it.")
        + (earlier == 0 ? "" : " It rests on " + earlier + " other sessions besides.");
  }

  private static String text(JsonNode node, String name) {
    return Table.printable(node.path(name).asString("-"));
  }
}
