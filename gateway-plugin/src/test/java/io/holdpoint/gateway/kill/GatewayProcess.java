// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.kill;

import io.holdpoint.gateway.journal.FileJournal;
import io.holdpoint.gateway.journal.JournalSettings;
import io.holdpoint.gateway.testing.Rig;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;

/** A gateway with a journal on the disk in a process of its own, to be ended by force. */
final class GatewayProcess {

  private GatewayProcess() {}

  /**
   * @param args the journal's folder, the upstream's address, the port to tell ours
   */
  public static void main(String[] args) throws IOException {
    FileJournal journal = FileJournal.open(Path.of(args[0]), new JournalSettings(256 << 10));
    Rig rig = Rig.alone().upstream("files", args[1]).journal(journal).start();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[2]))) {
      new DataOutputStream(socket.getOutputStream()).writeInt(rig.port());
      int ended = socket.getInputStream().read(); // whoever started us has gone
      Runtime.getRuntime().halt(ended < 0 ? 0 : 1);
    }
  }
}
