// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WrapOptionsTest {

  @Test
  void command_isEverythingBehindTheFirstDashes() {
    assertThat(WrapOptions.of(List.of("--name", "fs", "--", "npx", "--", "-y")))
        .isEqualTo(new WrapOptions("fs", List.of("npx", "--", "-y")));
    assertThat(WrapOptions.of(List.of("--name=fs", "--no-args", "--", "server")))
        .isEqualTo(new WrapOptions("fs", List.of("server")));
  }

  @Test
  void anythingElse_isRefused() {
    for (List<String> words :
        List.of(
            List.<String>of(),
            List.of("--name", "fs"),
            List.of("--name", "fs", "--"),
            List.of("--name", "", "--", "x"),
            List.of("--name", "a/b", "--", "x"),
            List.of("--nane", "fs", "--", "x"),
            List.of("fs", "--", "x"))) {
      assertThatIllegalArgumentException()
          .as("%s", words)
          .isThrownBy(() -> WrapOptions.of(words))
          .withMessageContaining("expected");
    }
  }

  @Test
  void hostRun_isTheHostsOwnWord_elseItsProcess() {
    ProcessHandle self = ProcessHandle.current();
    String parent = HostRun.name(Map.of(), self);

    assertThat(parent).startsWith("process:" + self.parent().orElse(self).pid() + ":");
    assertThat(HostRun.name(Map.of("CLAUDE_CODE_SESSION_ID", "c-1"), self))
        .isEqualTo("claude-code:c-1");
    assertThat(HostRun.name(Map.of("CLAUDE_CODE_SESSION_ID", " "), self)).isEqualTo(parent);
    assertThat(
            HostRun.name(
                Map.of("CLAUDE_CODE_SESSION_ID", "c-1", "HOLDPOINT_SESSION", "mine"), self))
        .isEqualTo("session:mine");
  }
}
