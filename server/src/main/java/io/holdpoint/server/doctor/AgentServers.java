// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.doctor;

import io.holdpoint.server.doctor.Finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The servers that agents of this machine are configured with.
 *
 * @param servers what was found
 * @param unreadable files that could not be read
 */
record AgentServers(List<AgentServer> servers, List<Finding> unreadable) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
          .build();

  AgentServers {
    servers = List.copyOf(servers);
    unreadable = List.copyOf(unreadable);
  }

  static AgentServers find(Surroundings surroundings) {
    List<AgentServer> servers = new ArrayList<>();
    List<Finding> unreadable = new ArrayList<>();
    for (AgentHost host : AgentHost.values()) {
      for (Path file : host.files(surroundings.home(), surroundings.folder())) {
        if (Files.isRegularFile(file)) {
          read(host, file, servers, unreadable);
        }
      }
    }
    return new AgentServers(servers, unreadable);
  }

  private static void read(
      AgentHost host, Path file, List<AgentServer> servers, List<Finding> unreadable) {
    try {
      JsonNode root = JSON.readTree(Files.readString(file));
      take(host, file, "mcpServers", root.path("mcpServers"), servers);
      take(host, file, "servers", root.path("servers"), servers);
      // Claude Code keeps those of single projects under the project's folder.
      root.path("projects")
          .properties()
          .forEach(
              project ->
                  take(
                      host,
                      file,
                      "projects[" + project.getKey() + "].mcpServers",
                      project.getValue().path("mcpServers"),
                      servers));
    } catch (IOException | JacksonException e) {
      unreadable.add(
          new Finding(
              Severity.WARNING,
              "agent",
              host.title(),
              file + " cannot be read as JSON: nothing is known of its servers",
              "mend the file"));
    }
  }

  private static void take(
      AgentHost host, Path file, String key, JsonNode entries, List<AgentServer> servers) {
    entries
        .properties()
        .forEach(
            entry ->
                servers.add(
                    server(
                        host, file, key + "." + entry.getKey(), entry.getKey(), entry.getValue())));
  }

  private static AgentServer server(
      AgentHost host, Path file, String key, String name, JsonNode entry) {
    List<String> words = new ArrayList<>();
    String command = entry.path("command").asString("");
    if (!command.isEmpty()) {
      words.add(command);
      entry.path("args").values().forEach(word -> words.add(word.asString("")));
    }
    String url = entry.path("url").asString(entry.path("serverUrl").asString(""));
    return new AgentServer(
        host,
        file,
        key,
        name,
        words,
        url,
        texts(entry.path("env")),
        texts(entry.path("headers")),
        Duration.ofMillis(entry.path("timeout").asLong(0)),
        entry.path("disabled").asBoolean(false));
  }

  private static Map<String, String> texts(JsonNode members) {
    Map<String, String> texts = new LinkedHashMap<>();
    members.properties().forEach(m -> texts.put(m.getKey(), m.getValue().asString("")));
    return texts;
  }
}
