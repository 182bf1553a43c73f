// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of operators. */
class TrailIT {

  @TempDir Path folder;

  @Test
  void tells_what_is_looked_at_and_done_and_how_it_was_answered() {
    try (Running running = Running.with(folder)) {
      running.send(running.api("/sessions/none"));
      running.post("/sessions/none/kill", "{\"reason\":\"test\"}");
      running.send(running.api("/rules"));
      running.send(running.anonymous("/api/v1/sessions/none"));
      assertThat(running.trail)
          .containsExactly(
              "operator GET /sessions/{id} none", "operator POST /sessions/{id}/kill none 404");
    }
  }

  @Test
  void shows_nothing_that_cannot_be_recorded() {
    try (Running running = Running.with(folder)) {
      running.trailFails = true;
      assertThat(running.send(running.api("/sessions")).statusCode()).isEqualTo(500);
      assertThat(running.send(running.api("/rules")).statusCode()).isEqualTo(200);
    }
  }
}
