// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.wrap;

import io.holdpoint.gateway.stdio.link.Frame;
import io.holdpoint.gateway.stdio.link.FrameKind;
import io.holdpoint.gateway.stdio.link.Unjudged;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls that went on while nobody could judge them: kept in a file at once, and for the daemon when
 * it is back. Safe for use by many threads.
 */
final class UnjudgedLog {

  private static final long MOST_KEPT = 16L * 1024 * 1024;

  private final Path file;
  private final Notes notes;
  private final List<Frame> kept = new ArrayList<>();
  private long bytes;

  UnjudgedLog(Path file, Notes notes) {
    this.file = file;
    this.notes = notes;
  }

  synchronized void add(Unjudged call) {
    byte[] json = call.toBytes();
    write(json);
    if (bytes + json.length > MOST_KEPT) {
      notes.say("too many calls went unjudged to keep them; they are in " + file);
      return;
    }
    kept.add(new Frame(FrameKind.UNJUDGED, json));
    bytes += json.length;
  }

  /** What the daemon has not been told yet. */
  synchronized List<Frame> take() {
    List<Frame> taken = List.copyOf(kept);
    kept.clear();
    bytes = 0;
    return taken;
  }

  private void write(byte[] json) {
    try {
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
        out.write(json);
        out.write('\n');
      }
    } catch (IOException e) {
      notes.say("a call went unjudged and could not be recorded in " + file + ": " + e);
    }
  }
}
