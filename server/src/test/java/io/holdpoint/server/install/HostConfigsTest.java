// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.server.install.HostConfigs.Direction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Wrappers in the files of hosts: in, out, and as if they had never been there. */
class HostConfigsTest {

  private static final String DESKTOP =
      """
      {
        "mcpServers": {
          "file system": {
            "command": "npx",
            "args": ["-y", "@modelcontextprotocol/server-filesystem", "/home/\\u00e9 \\"x\\""],
            "env": {"KEY": "secret"}
          },
          "bare": {"command": "/usr/bin/server"},
          "empty": {"args": [ ], "command": "C:\\\\bin\\\\server.exe"},
          "remote": {"type": "http", "url": "https://mcp.example/mcp"}
        },
        "globalShortcut": ""
      }
      """;

  private static final String VS_CODE =
      """
      // Servers of this workspace.
      {
        "inputs": [{"id": "key", "type": "promptString"}], /* asked once */
        "servers": {
          "crm": {
            "type": "stdio",
            "command": "uvx", // from PyPI
            "args": [
              "crm-mcp",          // the package
              "--key=${input:key}",
            ],
            "envFile": "${workspaceFolder}/.env",
          },
        },
      }
      """;

  private static final String CLAUDE_CODE =
      "{\"numStartups\":3,\"mcpServers\":{\"a\":{\"command\":\"a\",\"args\":[\"wrap\"]}},\r\n"
          + "\"projects\":{\"/p\":{\"mcpServers\":{\"b\":{\"type\":\"stdio\",\"command\":\"b\","
          + "\"args\":[],\"env\":{}}}}}}";

  @TempDir private Path folder;

  private final HostConfigs configs = new HostConfigs("/opt/hold point/holdpoint");

  @ParameterizedTest
  @ValueSource(strings = {DESKTOP, VS_CODE, CLAUDE_CODE})
  void unwrapping_givesBackEveryByte(String text) throws IOException {
    Path file = file(text);
    change(file, Direction.WRAP);
    assertThat(Files.readString(file)).isNotEqualTo(text).contains("/opt/hold point/holdpoint");
    assertThat(Files.readString(beside(file))).isEqualTo(text);

    change(file, Direction.UNWRAP);
    assertThat(Files.readString(file)).isEqualTo(text);
    assertThat(beside(file)).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {DESKTOP, VS_CODE, CLAUDE_CODE})
  void wrappingTwice_isWrappingOnce(String text) throws IOException {
    Path file = file(text);
    change(file, Direction.WRAP);
    String once = Files.readString(file);

    HostConfigs.Change again = configs.plan(file, Direction.WRAP);
    assertThat(again.changed()).isEmpty();
    assertThat(again.after()).isEqualTo(once);
  }

  @Test
  void wrapped_keepsCommandArgumentsAndTheRest() throws IOException {
    Path file = file(DESKTOP);
    change(file, Direction.WRAP);

    JsonNode servers = JsonMapper.shared().readTree(Files.readString(file)).path("mcpServers");
    JsonNode files = servers.path("file system");
    assertThat(files.path("command").asString()).isEqualTo("/opt/hold point/holdpoint");
    assertThat(words(files))
        .containsExactly(
            "wrap",
            "--name",
            "file-system",
            "--",
            "npx",
            "-y",
            "@modelcontextprotocol/server-filesystem",
            "/home/é \"x\"");
    assertThat(files.path("env").path("KEY").asString()).isEqualTo("secret");
    assertThat(words(servers.path("bare")))
        .containsExactly("wrap", "--name", "bare", "--no-args", "--", "/usr/bin/server");
    assertThat(words(servers.path("empty")))
        .containsExactly("wrap", "--name", "empty", "--", "C:\\bin\\server.exe");
    assertThat(servers.path("remote").toString())
        .isEqualTo("{\"type\":\"http\",\"url\":\"https://mcp.example/mcp\"}");
  }

  @Test
  void comments_stay() throws IOException {
    Path file = file(VS_CODE);
    change(file, Direction.WRAP);

    assertThat(Files.readString(file))
        .contains("// Servers of this workspace.", "/* asked once */", "// from PyPI")
        .contains("// the package", "\"--key=${input:key}\",");
  }

  @Test
  void serversAddedLater_areWrappedToo_andLeftAloneByTheBackup() throws IOException {
    Path file = file("{\"mcpServers\":{\"a\":{\"command\":\"a\"}}}");
    change(file, Direction.WRAP);
    String more = Files.readString(file).replace("\"a\":{", "\"b\":{\"command\":\"b\"},\"a\":{");
    Files.writeString(file, more);

    assertThat(configs.plan(file, Direction.WRAP).changed()).containsExactly("b");
    change(file, Direction.WRAP);
    change(file, Direction.UNWRAP);
    assertThat(Files.readString(file))
        .isEqualTo("{\"mcpServers\":{\"b\":{\"command\":\"b\"},\"a\":{\"command\":\"a\"}}}");
    assertThat(beside(file)).exists();
  }

  @Test
  void plan_changesNothing_andShowsTheLines() throws IOException {
    Path file = file(VS_CODE);
    HostConfigs.Change change = configs.plan(file, Direction.WRAP);

    assertThat(Files.readString(file)).isEqualTo(VS_CODE);
    assertThat(change.diff())
        .contains("--- " + file, "-      \"command\": \"uvx\", // from PyPI")
        .contains("+      \"command\": \"/opt/hold point/holdpoint\", // from PyPI")
        .contains("+      \"args\": [\"wrap\", \"--name\", \"crm\", \"--\", \"uvx\",");
  }

  @Test
  void permissions_stay() throws IOException {
    Path file = file(DESKTOP);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    change(file, Direction.WRAP);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void changedMeanwhile_isLeftAlone() throws IOException {
    Path file = file(DESKTOP);
    HostConfigs.Change change = configs.plan(file, Direction.WRAP);
    Files.writeString(file, CLAUDE_CODE);

    assertThatThrownBy(() -> configs.apply(change, Direction.WRAP))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("changed meanwhile");
    assertThat(Files.readString(file)).isEqualTo(CLAUDE_CODE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"mcpServers\":\n{\"a\" 1}}", "{", "{\"a\":1,\"a\":2}", "[1] 2", "/* x"})
  void noJson_saysWhere(String text) throws IOException {
    Path file = file(text);

    assertThatThrownBy(() -> configs.plan(file, Direction.WRAP))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("line ");
  }

  @Test
  void existing_findsTheFilesOfAllHosts() throws IOException {
    for (String name :
        List.of(
            ".config/Claude/claude_desktop_config.json",
            ".claude.json",
            ".config/Code/User/mcp.json",
            ".cursor/mcp.json",
            "p/.mcp.json",
            "p/.vscode/mcp.json",
            "p/.cursor/mcp.json")) {
      Files.createDirectories(folder.resolve(name).resolveSibling(""));
      Files.writeString(folder.resolve(name), "{}");
    }

    assertThat(HostConfigs.existing(folder, folder.resolve("p"))).hasSize(7);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("mcp.json"), text);
  }

  private static Path beside(Path file) {
    return file.resolveSibling(file.getFileName() + ".before-holdpoint");
  }

  private void change(Path file, Direction direction) throws IOException {
    configs.apply(configs.plan(file, direction), direction);
  }

  private static List<String> words(JsonNode server) {
    return server.path("args").valueStream().map(JsonNode::asString).toList();
  }
}
