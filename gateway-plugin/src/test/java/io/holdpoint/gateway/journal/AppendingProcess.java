// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.journal;

import io.holdpoint.model.port.Journal;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;

/** A process of its own that appends record after record and tells over a socket what it did. */
final class AppendingProcess {

  /** Told instead of a record's number when an append was refused for a failed write. */
  static final int FAILED = -1;

  /** Told when the append after a failed one was refused too. */
  static final int STILL_FAILED = -2;

  private AppendingProcess() {}

  /**
   * @param args the folder, the port to tell, the durability
   */
  public static void main(String[] args) throws IOException {
    Journal.Durability durability = Journal.Durability.valueOf(args[2]);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1]));
        FileJournal journal = FileJournal.open(Path.of(args[0]), new JournalSettings(64 << 10))) {
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      int n = 0;
      try {
        while (true) {
          append(journal, durability, n);
          out.writeInt(n++);
        }
      } catch (IllegalStateException writeFailed) {
        out.writeInt(writeFailed.getCause() instanceof IOException ? FAILED : 0);
      }
      try {
        append(journal, durability, n);
      } catch (IllegalStateException stillFailed) {
        out.writeInt(stillFailed.getCause() instanceof IOException ? STILL_FAILED : 0);
      }
    }
  }

  private static void append(FileJournal journal, Journal.Durability durability, int n) {
    journal.append(durability, List.of(JournalFolder.entry(n))).toCompletableFuture().join();
  }
}
