// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.log;

import java.io.IOException;

/** Up to where one reader beside the projection has come, on the disk. For one thread. */
public final class Bookmark {

  private final PositionFile file;
  private final long otherwise;

  Bookmark(PositionFile file, long otherwise) {
    this.file = file;
    this.otherwise = otherwise;
  }

  /** The position noted last; the log's end when it was opened if none ever was. */
  public long read() throws IOException {
    return file.read().orElse(otherwise);
  }

  /** Notes a position. */
  public void write(long position) throws IOException {
    file.write(position);
  }
}
