// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import java.io.ByteArrayOutputStream;

/** Holds an answer until it is judged; one piece is kept as it is. */
final class AnswerBuffer {

  private final int max;
  private byte[] first = new byte[0];
  private ByteArrayOutputStream more = new ByteArrayOutputStream(0);

  AnswerBuffer(int max) {
    this.max = max;
  }

  /** Adds bytes; false if the answer is now longer than the limit. */
  boolean add(byte[] bytes) {
    if (first.length == 0) {
      first = bytes;
    } else {
      if (more.size() == 0) {
        more = new ByteArrayOutputStream(first.length + bytes.length * 4);
        more.writeBytes(first);
      }
      more.writeBytes(bytes);
    }
    return Math.max(first.length, more.size()) <= max;
  }

  byte[] toBytes() {
    return more.size() == 0 ? first : more.toByteArray();
  }
}
