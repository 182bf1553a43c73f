// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepIdTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  @Test
  void reads_what_it_wrote() {
    StepId id = new StepId("gw-1", TRACE, SPAN);
    assertThat(id).hasToString("gw-1/" + TRACE + "/" + SPAN);
    assertThat(StepId.parse(id.toString())).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "gw-1",
        "gw-1/" + TRACE,
        "/" + TRACE + "/" + SPAN,
        "gw-1/" + TRACE + "/" + SPAN + "/x",
        "gw-1/" + SPAN + "/" + TRACE,
        "gw-1/0AF7651916CD43DD8448EB211C80319C/" + SPAN,
        "gw-1/" + TRACE + "/b7ad6b716920333g",
      })
  void refuses_what_is_no_step_id(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StepId.parse(text))
        .withMessageContaining("(expected: ");
  }
}
