// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.wrap;

import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.stdio.link.Frame;
import io.holdpoint.gateway.stdio.link.FrameKind;
import io.holdpoint.gateway.stdio.link.Unjudged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls that went on while nobody could judge them: that they did is kept in a file at once, what
 * they said in memory, for the daemon when it is back. Safe for use by many threads.
 */
final class UnjudgedLog {

  private static final long MOST_KEPT = 16L * 1024 * 1024;

  private final Path file;
  private final InstantSource clock;
  private final Notes notes;
  private final List<Frame> kept = new ArrayList<>();
  private long bytes;

  UnjudgedLog(Path file, InstantSource clock, Notes notes) {
    this.file = file;
    this.clock = clock;
    this.notes = notes;
  }

  /**
   * Notes a call.
   *
   * @param what it was, without anything it said
   * @param released whether its client has the result
   */
  synchronized void add(Unjudged call, String what, boolean released) {
    write(
        "{\"at\":"
            + Json.quote(clock.instant().toString())
            + ",\"call\":"
            + Json.quote(what)
            + ",\"bytes\":"
            + call.request().length
            + ",\"result-bytes\":"
            + call.answer().length
            + ",\"released\":"
            + released
            + "}\n");
    byte[] json = call.toBytes();
    if (bytes + json.length > MOST_KEPT) {
      notes.say("too many calls went unjudged to tell the daemon of this one; see " + file);
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

  private void write(String line) {
    try {
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(file, line, StandardOpenOption.APPEND);
    } catch (IOException e) {
      notes.say("a call went unjudged and could not be recorded in " + file + ": " + e);
    }
  }
}
