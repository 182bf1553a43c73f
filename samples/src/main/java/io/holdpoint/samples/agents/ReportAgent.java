// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.agents;

import java.util.Map;
import java.util.function.Consumer;

/** Behaves well: reads tickets and public files, and writes a summary. */
public record ReportAgent() implements SampleAgent {

  @Override
  public String name() {
    return "report-agent";
  }

  @Override
  public String intent() {
    return "reads open tickets and the handbook, and writes a summary";
  }

  @Override
  public RunReport run(AgentAccess access, Consumer<ToolUse> seen) {
    try (AgentRun run = AgentRun.named(name(), AgentRun.newId(name()), access, seen)) {
      ToolUse tickets = run.call("crm", "list_open_tickets", "all customers", Map.of());
      run.call("files", "list_directory", "public", Map.of("path", "public"));
      ToolUse handbook = read(run, "public/handbook.md");
      ToolUse plans = read(run, "public/pricing.md");
      String summary =
          "# Open tickets\n\n%s\n\n# Rules that apply\n\n%s\n%s"
              .formatted(tickets.answer().text(), handbook.answer().text(), plans.answer().text());
      String path = "reports/open-tickets.md";
      run.call("files", "write_file", path, Map.of("path", path, "content", summary));
      return new RunReport(name(), run.uses());
    }
  }

  private static ToolUse read(AgentRun run, String path) {
    return run.call("files", "read_file", path, Map.of("path", path));
  }
}
