// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.source.Trust;
import io.holdpoint.model.testing.Fixtures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TelemetryLogTest {

  private static final Source SOURCE = new Source("own-gateway", Trust.GATEWAY);
  private static final LogLimits LARGE = new LogLimits(1 << 20, 1 << 20, 1 << 20);
  private static final LogLimits SMALL = new LogLimits(100, 0, 1000);

  @TempDir private Path folder;

  @Test
  void returns_entries_in_order_with_source_and_arrival() throws IOException {
    try (TelemetryLog log = TelemetryLog.open(folder, LARGE)) {
      log.append(entry("one"));
      log.append(entry("two"));

      TelemetryLog.Read first = log.read(0).orElseThrow();
      assertThat(first.entry().source()).isEqualTo(SOURCE);
      assertThat(first.entry().arrivedAt()).isEqualTo(Fixtures.NOW);
      assertThat(all(log)).containsExactly("one", "two");
    }
  }

  @Test
  void goes_on_where_projection_was_noted_after_reopening() throws IOException {
    try (TelemetryLog log = TelemetryLog.open(folder, LARGE)) {
      log.append(entry("one"));
      log.append(entry("two"));
      log.projected(log.read(0).orElseThrow().next());
    }
    try (TelemetryLog log = TelemetryLog.open(folder, LARGE)) {
      log.append(entry("three"));
      assertThat(from(log, log.projected())).containsExactly("two", "three");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 20})
  void cuts_a_torn_tail_and_saves_it_aside(int torn) throws IOException {
    long whole;
    try (TelemetryLog log = TelemetryLog.open(folder, LARGE)) {
      log.append(entry("one"));
      whole = log.end();
      log.append(entry("a second entry, which is cut"));
    }
    truncate(whole + torn);

    try (TelemetryLog log = TelemetryLog.open(folder, LARGE)) {
      assertThat(log.end()).isEqualTo(whole);
      log.append(entry("three"));
      assertThat(all(log)).containsExactly("one", "three");
    }
    assertThat(files(".torn-" + whole)).singleElement().satisfies(f -> assertThat(f).hasSize(torn));
  }

  @Test
  void cuts_from_a_damaged_entry_on() throws IOException {
    long whole;
    try (TelemetryLog log = TelemetryLog.open(folder, LARGE)) {
      log.append(entry("one"));
      whole = log.end();
      log.append(entry("two"));
      log.append(entry("three"));
    }
    overwrite(whole + 20);

    try (TelemetryLog log = TelemetryLog.open(folder, LARGE)) {
      assertThat(all(log)).containsExactly("one");
    }
    assertThat(files(".torn-")).hasSize(1);
  }

  @Test
  void passes_over_damage_in_an_older_file() throws IOException {
    try (TelemetryLog log = TelemetryLog.open(folder, SMALL)) {
      for (int i = 0; i < 6; i++) {
        log.append(entry("entry " + i + " " + "x".repeat(40)));
      }
    }
    overwrite(30);

    try (TelemetryLog log = TelemetryLog.open(folder, SMALL)) {
      assertThat(all(log)).hasSize(4).allMatch(text -> !text.startsWith("entry 0"));
    }
  }

  @Test
  void clamps_a_position_beyond_the_end() throws IOException {
    try (TelemetryLog log = TelemetryLog.open(folder, LARGE)) {
      log.append(entry("one"));
    }
    Files.writeString(folder.resolve("projected"), "999999\n");
    try (TelemetryLog log = TelemetryLog.open(folder, LARGE)) {
      assertThat(log.projected()).isEqualTo(log.end());
      log.append(entry("two"));
      assertThat(from(log, log.projected())).containsExactly("two");
    }
  }

  @Test
  void begins_at_the_first_entry_when_no_position_can_be_read() throws IOException {
    try (TelemetryLog log = TelemetryLog.open(folder, LARGE)) {
      log.append(entry("one"));
      log.projected(log.end());
    }
    Files.writeString(folder.resolve("projected"), "not a number");
    try (TelemetryLog log = TelemetryLog.open(folder, LARGE)) {
      assertThat(from(log, log.projected())).containsExactly("one");
    }
  }

  @Test
  void drops_files_that_are_projected_and_keeps_the_rest() throws IOException {
    try (TelemetryLog log = TelemetryLog.open(folder, SMALL)) {
      for (int i = 0; i < 8; i++) {
        log.append(entry("entry " + i + " " + "x".repeat(40)));
      }
      assertThat(files(".log")).hasSize(4);
      long middle = log.read(log.read(0).orElseThrow().next()).orElseThrow().next();

      log.projected(middle);
      assertThat(files(".log")).hasSize(3);
      assertThat(from(log, middle)).hasSize(6);

      log.projected(log.end());
      assertThat(files(".log")).hasSize(1);
    }
    try (TelemetryLog log = TelemetryLog.open(folder, SMALL)) {
      assertThat(log.read(log.projected())).isEmpty();
      assertThat(log.projected()).isEqualTo(log.end());
    }
  }

  @Test
  void keeps_projected_files_up_to_the_bound() throws IOException {
    LogLimits retaining = new LogLimits(100, 1 << 20, 1 << 20);
    try (TelemetryLog log = TelemetryLog.open(folder, retaining)) {
      for (int i = 0; i < 8; i++) {
        log.append(entry("entry " + i + " " + "x".repeat(40)));
      }
      log.projected(log.end());
      assertThat(all(log)).hasSize(8);
    }
  }

  @Test
  void takes_no_more_once_the_backlog_is_full_and_again_when_it_is_not() throws IOException {
    try (TelemetryLog log = TelemetryLog.open(folder, new LogLimits(1 << 20, 0, 100))) {
      assertThat(log.append(entry("x".repeat(100)))).isTrue();
      long full = log.end();

      assertThat(log.append(entry("y"))).isFalse();
      assertThat(log.end()).isEqualTo(full);

      log.projected(full);
      assertThat(log.append(entry("y"))).isTrue();
    }
  }

  @Test
  void refuses_a_folder_that_is_open_already() throws IOException {
    try (TelemetryLog log = TelemetryLog.open(folder, LARGE)) {
      assertThat(log.end()).isZero();
      assertThatThrownBy(() -> TelemetryLog.open(folder, LARGE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("(expected: a folder no other collector has open)");
    }
    TelemetryLog.open(folder, LARGE).close();
  }

  @Test
  void refuses_appends_after_close() throws IOException {
    TelemetryLog log = TelemetryLog.open(folder, LARGE);
    log.close();
    assertThatThrownBy(() -> log.append(entry("late"))).isInstanceOf(IllegalStateException.class);
  }

  private static Entry entry(String text) {
    return new Entry(SOURCE, Fixtures.NOW, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static List<String> all(TelemetryLog log) throws IOException {
    return from(log, 0);
  }

  private static List<String> from(TelemetryLog log, long position) throws IOException {
    List<String> texts = new ArrayList<>();
    Optional<TelemetryLog.Read> read = log.read(position);
    while (read.isPresent()) {
      texts.add(new String(read.get().entry().body(), java.nio.charset.StandardCharsets.UTF_8));
      read = log.read(read.get().next());
    }
    return texts;
  }

  private List<Path> files(String part) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.getFileName().toString().contains(part)).toList();
    }
  }

  private Path first() throws IOException {
    return files(".log").stream().sorted().findFirst().orElseThrow();
  }

  private void truncate(long size) throws IOException {
    try (FileChannel file = FileChannel.open(first(), StandardOpenOption.WRITE)) {
      file.truncate(size);
    }
  }

  private void overwrite(long at) throws IOException {
    try (FileChannel file = FileChannel.open(first(), StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[] {(byte) 0xaa, (byte) 0xbb}), at);
    }
  }
}
