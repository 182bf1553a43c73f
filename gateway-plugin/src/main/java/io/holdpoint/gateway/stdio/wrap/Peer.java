// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.wrap;

import java.io.IOException;
import java.io.OutputStream;

/** Takes whole lines; a peer that reads slowly makes its writer wait. Safe for many threads. */
final class Peer {

  private final OutputStream out;
  private boolean closed;

  Peer(OutputStream out) {
    this.out = out;
  }

  /** Writes a line; false if the peer takes nothing any more. */
  boolean line(byte[] bytes) {
    synchronized (out) {
      if (closed) {
        return false;
      }
      try {
        out.write(bytes);
        out.write('\n');
        out.flush();
        return true;
      } catch (IOException gone) {
        closed = true;
        return false;
      }
    }
  }

  /** Nothing more is written. Does not wait for a write under way. */
  void close() {
    try {
      out.close();
    } catch (IOException gone) {
      // Closed already, by whoever reads.
      return;
    }
  }
}
