// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio;

import java.nio.charset.StandardCharsets;

/**
 * What can be said of a JSON-RPC message that is too long to be kept: its id, wherever in the
 * message it stands, found in constant memory. For one thread.
 */
public final class SkippedLine {

  private static final int LONGEST_NAME = 16;
  private static final int LONGEST_ID = 256;

  private final StringBuilder name = new StringBuilder();
  private final StringBuilder id = new StringBuilder();
  private int depth;
  private boolean inText;
  private boolean escaped;
  private boolean afterColon;
  private boolean method;
  private long length;

  SkippedLine() {}

  void add(byte[] bytes, int from, int to) {
    length += to - from;
    for (int i = from; i < to; i++) {
      take((char) (bytes[i] & 0xff));
    }
  }

  /** Its id as JSON text; empty if none was found. */
  public String id() {
    String text = id.toString().strip();
    boolean usable =
        !text.isEmpty() && text.length() < LONGEST_ID && "{[tfn".indexOf(text.charAt(0)) < 0;
    return usable
        ? new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
        : "";
  }

  /** True if it has a method: then it is no answer. */
  public boolean hasMethod() {
    return method;
  }

  /** How long it was, in bytes. */
  public long length() {
    return length;
  }

  private void take(char c) {
    if (inText) {
      keep(c);
      inText = escaped || c != '"';
      escaped = !escaped && c == '\\';
      return;
    }
    switch (c) {
      case '"' -> {
        inText = true;
        if (depth == 1 && !afterColon) {
          name.setLength(0);
        }
        keep(c);
      }
      case '{', '[' -> depth++;
      case '}', ']' -> depth--;
      case ':' -> afterColon |= depth == 1;
      case ',' -> afterColon &= depth != 1;
      default -> keep(c);
    }
  }

  /** Keeps what stands at the top: names, and the value of the id. */
  private void keep(char c) {
    if (depth != 1) {
      return;
    }
    if (!afterColon) {
      if (c != '"' && inText && name.length() < LONGEST_NAME) {
        name.append(c);
      }
      method |= name.toString().contentEquals("method") && c == '"';
    } else if (name.toString().contentEquals("id") && id.length() < LONGEST_ID) {
      id.append(c);
    }
  }
}
