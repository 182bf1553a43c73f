// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The bars of search on 500,000 steps. */
@Tag("slow")
@EnabledIfSystemProperty(named = "holdpoint.timed", matches = "true") // bars of time, on request
final class SearchLoadIT {

  @TempDir private Path folder;

  @Test
  void answers_questions_about_half_a_million_steps() throws Exception {
    new SearchLoad().fill(folder, 500_000);

    SearchLoad.Result result = new SearchLoad().ask(folder, 500_000);

    assertThat(result.p95()).as(result.toString()).isLessThan(100);
    // The bar of 400 is for steps without payloads; these have 100 characters of them on average.
    assertThat(result.bytes()).as(result.toString()).isLessThan(500);
  }
}
