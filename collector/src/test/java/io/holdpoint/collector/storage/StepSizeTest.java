// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tool step without payload views takes; the steps of {@link SearchLoad}, without them. */
final class StepSizeTest {

  /** Each of the sessions has as many as seal a segment. */
  private static final int STEPS = 20_000;

  @TempDir private Path folder;

  @Test
  void takes_two_hundred_bytes_in_a_segment_and_four_hundred_with_all_indexes()
      throws IOException, SQLException {
    try (SqlSessionStore store = SqlSessionStore.open(folder)) {
      new SearchLoad(false).fill(store, STEPS);
    }

    assertThat(bytesInSegments()).as("in segments").isLessThan(200);
    assertThat(SearchLoad.size(folder) / STEPS).as("all files").isLessThan(400);
    assertThat(SearchLoad.size(folder.resolve("steps.index")) / STEPS).as("index").isLessThan(60);
  }

  private double bytesInSegments() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("sessions"));
        Statement statement = connection.createStatement();
        ResultSet sums = statement.executeQuery("SELECT SUM(bytes), SUM(listed) FROM segment")) {
      sums.next();
      assertThat(sums.getLong(2)).isGreaterThan(STEPS / 2);
      return sums.getDouble(1) / sums.getLong(2);
    }
  }
}
