// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.splice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole reports; each takes many draws. */
@Tag("slow")
final class SpliceReportIT {

  @TempDir private Path folder = Path.of("unset");

  @Test
  void figures_areTheSameWithAnyNumberOfThreads() throws IOException {
    SpliceFigures one = SpliceStudyTest.study(folder, 1);
    SpliceFigures three = SpliceStudyTest.study(folder, 3);
    assertThat(new SpliceReport().json(one)).isEqualTo(new SpliceReport().json(three));
    assertThat(new SpliceReport().text(one)).contains("unseen-task, injection", "new-tool");
  }
}
