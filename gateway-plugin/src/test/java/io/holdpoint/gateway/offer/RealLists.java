// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.offer;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.mcp.ObjectReader;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.RawObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * What public servers answered to {@code initialize}, {@code tools/list} and {@code prompts/list}
 * when their npm packages were run; {@code real-tool-lists.jsonl.gz} names package and version.
 */
public final class RealLists {

  private RealLists() {}

  /**
   * One server's lists.
   *
   * @param name a name as people give it to an upstream
   * @param tools definitions, as they came
   * @param prompts definitions, as they came
   * @param instructions what it tells its agents, a JSON string or empty
   */
  public record Server(
      String name, List<RawMember> tools, List<RawMember> prompts, String instructions) {

    /** The names of its tools. */
    public List<String> toolNames() {
      return tools.stream().map(tool -> ObjectReader.members(tool).text("name")).toList();
    }
  }

  /** All of them. */
  public static List<Server> all() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    requireNonNull(
                        RealLists.class.getResourceAsStream("real-tool-lists.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
      return lines.lines().map(RealLists::server).toList();
    }
  }

  private static Server server(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    RawObject members = ObjectReader.members(new RawMember("", bytes, 0, bytes.length));
    return new Server(
        members.text("server"),
        items(members, "tools"),
        items(members, "prompts"),
        members.raw("instructions"));
  }

  private static List<RawMember> items(RawObject members, String name) {
    RawMember list = members.get(name);
    return list == null ? List.of() : ObjectReader.items(list);
  }
}
