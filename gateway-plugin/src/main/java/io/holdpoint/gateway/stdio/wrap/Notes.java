// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.wrap;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What the wrapper has to tell people: lines on its error output. Safe for use by many threads. */
final class Notes {

  private static final int LONGEST = 300;

  private final OutputStream err;

  Notes(OutputStream err) {
    this.err = err;
  }

  synchronized void say(String text) {
    StringBuilder line = new StringBuilder("holdpoint: ");
    text.chars().limit(LONGEST).forEach(c -> line.append(c < 0x20 || c == 0x7f ? ' ' : (char) c));
    line.append(text.length() > LONGEST ? "...\n" : "\n");
    try {
      err.write(line.toString().getBytes(StandardCharsets.UTF_8));
      err.flush();
    } catch (IOException nobodyReads) {
      // There is nobody left to tell.
      return;
    }
  }
}
