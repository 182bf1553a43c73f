// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilesServerTest {

  @TempDir Path folder;
  private Path root;
  private FilesServer server;

  @BeforeEach
  void startInFolder() throws IOException {
    root = Files.createDirectory(folder.resolve("root"));
    Files.writeString(folder.resolve("outside.txt"), "not yours");
    SampleFiles.writeTo(root);
    server = new FilesServer(root);
  }

  @Test
  void read_fileInside_returnsItsText() throws ToolFailure {
    assertThat(call("read_file", Map.of("path", "public/handbook.md")))
        .startsWith("# Support handbook");
  }

  @Test
  void list_folder_marksFolders() throws ToolFailure {
    assertThat(call("list_directory", Map.of("path", "."))).isEqualTo("public/\nsecrets/");
  }

  @Test
  void write_newFolder_isReadBack() throws ToolFailure {
    call("write_file", Map.of("path", "reports/a.md", "content", "grüße"));
    assertThat(call("read_file", Map.of("path", "reports/a.md"))).isEqualTo("grüße");
  }

  @Test
  void search_findsLinesWithTheirPlace() throws ToolFailure {
    assertThat(call("search_files", Map.of("path", "public", "query", "REGULATOR")))
        .isEqualTo(
            "public/handbook.md:4: Escalate anything that names a regulator."
                + " Never promise a release date.");
  }

  @Test
  void search_withoutHit_saysSo() throws ToolFailure {
    assertThat(call("search_files", Map.of("path", "public", "query", "yen")))
        .isEqualTo("no match");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../outside.txt", "public/../../outside.txt", "/etc/hostname", "link.txt"})
  void read_pathThatLeavesTheRoot_isRefused(String path) throws IOException {
    Files.createSymbolicLink(root.resolve("link.txt"), folder.resolve("outside.txt"));
    assertThatThrownBy(() -> call("read_file", Map.of("path", path)))
        .isInstanceOf(ToolFailure.class)
        .hasMessageContaining("expected: a path below the root");
  }

  @Test
  void write_throughLinkedFolder_isRefused() throws IOException {
    Files.createSymbolicLink(root.resolve("linked"), folder);
    assertThatThrownBy(() -> call("write_file", Map.of("path", "linked/new.txt", "content", "x")))
        .isInstanceOf(ToolFailure.class);
    assertThat(folder.resolve("new.txt")).doesNotExist();
  }

  @Test
  void read_withoutPath_namesWhatIsMissing() {
    assertThatThrownBy(() -> call("read_file", Map.of()))
        .hasMessage("path: got nothing (expected: a text)");
  }

  private String call(String tool, Map<String, Object> arguments) throws ToolFailure {
    return Tools.call(server.tools(), tool, arguments);
  }
}
