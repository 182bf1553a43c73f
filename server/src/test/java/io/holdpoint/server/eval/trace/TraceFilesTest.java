// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.server.eval.trace.RecordedStep.Called;
import io.holdpoint.server.eval.trace.RecordedStep.Returned;
import io.holdpoint.server.eval.trace.RecordedStep.UserSaid;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TraceFilesTest {

  private static final String SESSION =
      """
      {"session":"a:secret-name/injection_task_1","dataset":"a","group":"My Bank","label":\
      {"session":"attack_succeeded","kind":"injection","harm_step":3,"step_truth":{"3":"both"}},\
      "steps":[{"step":0,"kind":"user_message","text":"hi"},\
      {"step":1,"kind":"tool_call","tool":"fs/read","args":{"p":1.5},"call":"x"},\
      {"step":2,"kind":"tool_call","tool":"pay","call":"y"},\
      {"step":3,"kind":"tool_result","tool":"pay","error":"no","call":"y"},\
      {"step":4,"kind":"tool_result","tool":"fs/read","result":"ok","call":"x"},\
      {"step":5,"kind":"tool_result","tool":"pay","result":"nobody asked","call":"z"}]}
      """;

  @TempDir private Path folder = Path.of("unset");

  @Test
  void session_isReadWithItsResultsJoinedToTheirCalls() throws IOException {
    LabelledRecording session = read(SESSION);

    assertThat(session.recording().steps())
        .containsExactly(
            new UserSaid(0, "hi"),
            new Called(1, "fs", "read", "{\"p\":1.5}"),
            new Called(2, "my-bank", "pay", "{}"),
            new Returned(
                3, 2, true, "{\"content\":[{\"type\":\"text\",\"text\":\"no\"}],\"isError\":true}"),
            new Returned(4, 1, false, "{\"content\":[{\"type\":\"text\",\"text\":\"ok\"}]}"));
    assertThat(session.truth().harm()).hasValue(3);
    assertThat(session.truth().steps()).containsEntry(3, Truth.Whose.BOTH);
  }

  @Test
  void recording_tellsNothingOfItsLabels() throws IOException {
    assertThat(read(SESSION).recording().toString())
        .doesNotContain("secret-name", "injection", "attack");
  }

  @Test
  void printedObject_isTheTextThatItCarried() {
    assertThat(
            McpText.of(
                "meta=None content=[TextContent(type='text', text='a\\n\\'b\\' \\xe9 c',"
                    + " annotations=None), TextContent(type='text', text=\"d'e\", x=1)]"))
        .isEqualTo("a\n'b' \u00e9 c\nd'e");
    assertThat(McpText.of("meta=data")).isEqualTo("meta=data");
  }

  @Test
  void line_thatIsNoSessionIsNamed() throws IOException {
    Path file = folder.resolve("x.jsonl");
    Files.writeString(file, SESSION.strip() + "\n{\"session\":\"b\"}\n");

    assertThatThrownBy(() -> TraceFiles.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("no steps");
  }

  @Test
  void folder_withoutTracesIsAnError() {
    assertThatThrownBy(() -> TraceFiles.in(folder)).hasMessageContaining("without a trace");
  }

  private LabelledRecording read(String line) throws IOException {
    Path file = folder.resolve("one.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(line.getBytes(StandardCharsets.UTF_8));
    }
    List<LabelledRecording> sessions = TraceFiles.read(TraceFiles.in(folder).files().getFirst());
    assertThat(sessions).hasSize(1);
    return sessions.getFirst();
  }
}
