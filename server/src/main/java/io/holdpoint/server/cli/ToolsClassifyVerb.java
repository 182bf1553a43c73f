// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Says what a tool can do. */
@Command(
    name = "classify",
    description = {
      "Say what a tool can do, what its results carry and what its arguments are.",
      "It stands before every catalogue, from the next call on and after a restart."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  holdpoint tools classify crm/push_lead --effects write,egress --labels private \\",
      "    --role to=destination --reason \"sends leads to partners\""
    })
final class ToolsClassifyVerb implements CliVerb {

  private final Terminal terminal;

  @Mixin private ApiOptions api = new ApiOptions();

  @Parameters(paramLabel = "TOOL", description = "upstream/name")
  private String tool = "";

  @Option(
      names = "--effects",
      paramLabel = "WORDS",
      split = ",",
      required = true,
      description =
          "Some of read, write, destroy, pay, egress, exec, admin, delegate, discover, memory-read,"
              + " memory-write.")
  private List<String> effects = List.of();

  @Option(
      names = "--labels",
      paramLabel = "WORDS",
      split = ",",
      description = "What results carry: some of private, secret, untrusted.")
  private List<String> labels = List.of();

  @Option(
      names = "--role",
      paramLabel = "ARGUMENT=ROLE",
      description =
          "resource, destination, content, identity, query, secret, amount, time or other.")
  private Map<String, String> roles = Map.of();

  @Option(
      names = {"-r", "--reason"},
      paramLabel = "TEXT",
      required = true,
      description = "Why; kept as evidence.")
  private String reason = "";

  ToolsClassifyVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    OfferRef ref = OfferRef.parse(tool);
    ApiClient client = api.client(terminal);
    ObjectNode body = client.body().put("reason", reason);
    ArrayNode effectWords = body.putArray("effects");
    effects.forEach(effectWords::add);
    ArrayNode labelWords = body.putArray("labels");
    labels.forEach(labelWords::add);
    ObjectNode roleWords = body.putObject("roles");
    roles.forEach(roleWords::put);
    JsonNode answer =
        client.post(
            "/api/v1/tools/"
                + ApiClient.encode(ref.upstream())
                + "/"
                + ApiClient.encode(ref.name())
                + "/classify",
            body);
    terminal
        .out()
        .println(
            api.json()
                ? answer.toPrettyString()
                : Table.printable(
                    tool + "  " + answer.path("effects") + "  " + answer.path("labels")));
    return ExitCode.OK.code();
  }
}
