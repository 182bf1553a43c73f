// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.doctor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A program in which agents run. The time after which each gives up a call is as observed in
 * November 2026; all are built on the TypeScript SDK, whose limit is 60 s.
 */
enum AgentHost {
  CLAUDE_DESKTOP("Claude Desktop", Duration.ofSeconds(60), "it has no setting for it") {
    @Override
    List<Path> files(Path home, Path folder) {
      return List.of(
          home.resolve(".config/Claude/claude_desktop_config.json"),
          home.resolve("Library/Application Support/Claude/claude_desktop_config.json"),
          home.resolve("AppData/Roaming/Claude/claude_desktop_config.json"));
    }
  },
  CLAUDE_CODE(
      "Claude Code",
      Duration.ofSeconds(60),
      "raise the server's \"timeout\" or MCP_TOOL_TIMEOUT (milliseconds)") {
    @Override
    List<Path> files(Path home, Path folder) {
      return List.of(home.resolve(".claude.json"), folder.resolve(".mcp.json"));
    }
  },
  VS_CODE("VS Code", Duration.ofSeconds(60), "it has no setting for it") {
    @Override
    List<Path> files(Path home, Path folder) {
      return List.of(
          folder.resolve(".vscode/mcp.json"),
          home.resolve(".config/Code/User/mcp.json"),
          home.resolve("Library/Application Support/Code/User/mcp.json"),
          home.resolve("AppData/Roaming/Code/User/mcp.json"));
    }
  },
  CURSOR("Cursor", Duration.ofSeconds(60), "it has no setting for it") {
    @Override
    List<Path> files(Path home, Path folder) {
      return List.of(folder.resolve(".cursor/mcp.json"), home.resolve(".cursor/mcp.json"));
    }
  };

  private final String title;
  private final Duration limit;
  private final String advice;

  AgentHost(String title, Duration limit, String advice) {
    this.title = title;
    this.limit = limit;
    this.advice = advice;
  }

  /** Where it keeps its servers. */
  abstract List<Path> files(Path home, Path folder);

  String title() {
    return title;
  }

  /** After how long it gives up a call, unless told otherwise. */
  Duration limit() {
    return limit;
  }

  /** How to make it wait for longer. */
  String advice() {
    return advice;
  }
}
