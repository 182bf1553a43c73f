// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Recordings in the clear: clients of the control API. */
final class AuditRecordingVerbs {

  private AuditRecordingVerbs() {}

  static List<CliVerb> all(Terminal terminal) {
    return List.of(new Show(terminal), new Erase(terminal));
  }

  private static String path(String session, String what) {
    return "/api/v1/sessions/" + ApiClient.encode(session) + "/" + what;
  }

  /** Shows one. */
  @Command(
      name = "recording",
      description = {
        "Print what the calls of a session said in the clear, one JSON object a line.",
        "Only where gateway.recording.payloads is encrypted; who looked is written down."
      },
      footerHeading = "%nExample:%n",
      footer = "  holdpoint audit recording s-7f3a0001")
  static final class Show implements CliVerb {
    private final Terminal terminal;

    @Mixin private ApiOptions api = new ApiOptions();

    @Parameters(paramLabel = "SESSION", description = "A session, or the beginning of its id.")
    private String session = "";

    Show(Terminal terminal) {
      this.terminal = requireNonNull(terminal, "terminal");
    }

    @Override
    public Integer call() {
      ApiClient client = api.client(terminal);
      String id = SessionRef.resolve(client, session);
      client.stream(path(id, "recording"), this::print);
      return ExitCode.OK.code();
    }

    private void print(HttpResponse<InputStream> answer) throws IOException {
      BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
      boolean whole = false;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        whole = line.isEmpty();
        if (!whole) {
          terminal.out().println(Table.printable(line));
        }
      }
      if (!whole) {
        throw new IOException("the answer was cut short");
      }
    }
  }

  /** Erases one. */
  @Command(
      name = "erase",
      description = {
        "Destroy the key of a session's recording: nobody can read its payloads any more.",
        "The journal stays whole. Refused while a legal hold stands over the session."
      },
      footerHeading = "%nExample:%n",
      footer = "  holdpoint audit erase s-7f3a0001 --reason \"request 17 of a data subject\"")
  static final class Erase implements CliVerb {
    private final Terminal terminal;

    @Mixin private ApiOptions api = new ApiOptions();

    @Parameters(paramLabel = "SESSION", description = "A session, by its whole id.")
    private String session = "";

    @Option(
        names = {"-r", "--reason"},
        required = true,
        paramLabel = "TEXT",
        description = "Why; kept as evidence.")
    private String reason = "";

    Erase(Terminal terminal) {
      this.terminal = requireNonNull(terminal, "terminal");
    }

    @Override
    public Integer call() {
      ApiClient client = api.client(terminal);
      JsonNode erased = client.post(path(session, "erase"), client.body().put("reason", reason));
      if (api.json()) {
        terminal.out().println(erased.toPrettyString());
        return ExitCode.OK.code();
      }
      terminal
          .out()
          .println(
              Table.printable(
                  session
                      + ": its payloads can never be read again, as of "
                      + erased.path("at").asString("-")));
      String until = erased.path("engineRecordUntil").asString("");
      if (!until.isEmpty()) {
        terminal
            .out()
            .println("The engine's own record, sealed apart, holds texts of it until " + until);
      }
      return ExitCode.OK.code();
    }
  }
}
