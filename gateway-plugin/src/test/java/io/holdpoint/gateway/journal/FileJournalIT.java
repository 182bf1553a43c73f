// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.journal;

import static io.holdpoint.gateway.journal.JournalFolder.entries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.holdpoint.model.port.Journal.Durability;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The journal of another process: killed, running, out of room. */
class FileJournalIT {

  private static final int SOCKET_LIMIT_MILLIS = 30_000;

  @TempDir Path temp;

  @ParameterizedTest
  @EnumSource(Durability.class)
  void has_every_acknowledged_record_after_its_process_was_killed(Durability durability)
      throws Exception {
    JournalFolder folder = new JournalFolder(temp);
    int enough = durability == Durability.DISK ? 50 : 3000;
    List<Integer> told =
        run(
            List.of(),
            durability,
            (process, n) -> {
              if (n == enough / 2) {
                assertThatExceptionOfType(JournalException.class)
                    .isThrownBy(folder::open)
                    .withMessageContaining("in use by process " + process.pid());
              }
              return n >= enough;
            });
    int acknowledged = told.getLast() + 1;
    try (FileJournal journal = folder.open()) {
      var records = JournalFolder.replayed(journal);
      assertThat(records).hasSizeGreaterThanOrEqualTo(acknowledged);
      assertThat(records).isEqualTo(entries(0, records.size()));
      assertThat(journal.verify().whole()).isTrue();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void takes_nothing_more_once_a_write_failed_and_keeps_all_before() throws Exception {
    List<Integer> told =
        run(List.of("sh", "-c", "ulimit -f 40; exec \"$@\"", "sh"), Durability.PROCESS, null);
    assertThat(told)
        .endsWith(AppendingProcess.FAILED, AppendingProcess.STILL_FAILED)
        .hasSizeGreaterThan(50);
    JournalFolder folder = new JournalFolder(temp);
    assertThat(folder.records()).isEqualTo(entries(0, told.size() - 2));
    assertThat(folder.torn()).as("a failed write is taken back").isEmpty();
  }

  /** Says whether the process has done enough and is to be killed. */
  private interface Judge {
    boolean enough(Process process, int number);
  }

  /** What the process told until it ended, or until {@code judge} had it killed. */
  private List<Integer> run(List<String> wrapper, Durability durability, @Nullable Judge judge)
      throws IOException, InterruptedException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(SOCKET_LIMIT_MILLIS);
      Process process = start(wrapper, server.getLocalPort(), durability);
      try (Socket socket = server.accept()) {
        socket.setSoTimeout(SOCKET_LIMIT_MILLIS);
        return listen(process, new DataInputStream(socket.getInputStream()), judge);
      } finally {
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  private static List<Integer> listen(Process process, DataInputStream in, @Nullable Judge judge)
      throws IOException {
    List<Integer> told = new ArrayList<>();
    try {
      while (true) {
        told.add(in.readInt());
        if (judge != null && judge.enough(process, told.getLast())) {
          process.destroyForcibly();
        }
      }
    } catch (EOFException | SocketException ended) {
      return told;
    }
  }

  private Process start(List<String> wrapper, int port, Durability durability) throws IOException {
    List<String> command = new ArrayList<>(wrapper);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(AppendingProcess.class.getName());
    command.addAll(List.of(temp.toString(), Integer.toString(port), durability.name()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
