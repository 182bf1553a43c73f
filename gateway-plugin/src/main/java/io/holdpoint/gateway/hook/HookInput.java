// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.hook;

import io.holdpoint.gateway.api.HostCall;
import io.holdpoint.gateway.api.json.HostBody;
import io.holdpoint.gateway.api.json.HostRefusal;
import io.holdpoint.gateway.identity.Host;
import io.holdpoint.gateway.session.HostSession;
import io.holdpoint.model.identity.AgentClaim;
import io.holdpoint.model.step.StepKind;
import java.time.Duration;

/**
 * What one event says.
 *
 * @param session whose event it is; a sub-agent's own where the event names one
 */
record HookInput(HookSettings settings, HostSession session, HostBody body) {

  private static final String AGENT = "claude-code";
  private static final int ID = 512;
  private static final int NAME = 200;
  private static final int TEXT = 16 << 20;
  private static final String MCP = "mcp__";

  static HookInput of(Host host, HookSettings settings, HostBody body) throws HostRefusal {
    String type = body.text("agent_type", NAME);
    HostSession session =
        new HostSession(
            settings.principal(host),
            host.name(),
            body.required("session_id", ID),
            body.text("agent_id", ID),
            new AgentClaim(type.isEmpty() ? AGENT : AGENT + "/" + type, ""));
    return new HookInput(settings, session, body);
  }

  /** The host's id of the tool call. */
  String step() throws HostRefusal {
    return body.required("tool_use_id", ID);
  }

  HostCall.Attempt attempt(Duration patience) throws HostRefusal {
    String name = body.required("tool_name", NAME);
    String upstream = AGENT;
    String tool = name;
    int end = name.startsWith(MCP) ? name.indexOf("__", MCP.length()) : -1;
    if (end > MCP.length() && end + 2 < name.length()) {
      upstream = name.substring(MCP.length(), end);
      tool = name.substring(end + 2);
    }
    return new HostCall.Attempt(
        session, step(), StepKind.TOOL_CALL, upstream, tool, body.raw("tool_input"), "", patience);
  }

  /** What the tool gave back, under the name either generation of the host uses. */
  String response() {
    String response = body.raw("tool_response");
    return response.isEmpty() ? body.raw("tool_result") : response;
  }

  /** A text of the event; empty if it has none. */
  String text(String name) {
    try {
      return body.text(name, TEXT);
    } catch (HostRefusal noText) {
      return body.raw(name);
    }
  }
}
