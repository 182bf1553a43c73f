// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.bridge;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Reads server-sent events of at most a given length. For one thread. */
final class SseReader {

  private static final String MESSAGE = "message";

  private final int maxEvent;
  private final Sink sink;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
  private final ByteArrayOutputStream data = new ByteArrayOutputStream(512);
  private String type = MESSAGE;
  private boolean afterCr;

  SseReader(int maxEvent, Sink sink) {
    this.maxEvent = maxEvent;
    this.sink = sink;
  }

  /** Takes events. */
  interface Sink {

    /** An event with data; its lines are joined by spaces, which JSON does not mind. */
    void event(String type, byte[] data);
  }

  /** Takes in bytes; false if an event is longer than the limit. */
  boolean add(byte[] bytes) {
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      byte b = bytes[i];
      if (b == '\n' || b == '\r') {
        if (b == '\n' && afterCr && i == from) {
          // Second half of a line end.
          afterCr = false;
          from = i + 1;
          continue;
        }
        line.write(bytes, from, i - from);
        finishLine();
        from = i + 1;
      }
      afterCr = b == '\r';
    }
    line.write(bytes, from, bytes.length - from);
    return (long) line.size() + data.size() <= maxEvent;
  }

  private void finishLine() {
    byte[] bytes = line.toByteArray();
    line.reset();
    if (bytes.length == 0) {
      if (data.size() > 0) {
        sink.event(type, data.toByteArray());
      }
      data.reset();
      type = MESSAGE;
    } else if (starts(bytes, "data")) {
      int from = valueOf(bytes, "data".length());
      if (data.size() > 0) {
        data.write(' ');
      }
      data.write(bytes, from, bytes.length - from);
    } else if (starts(bytes, "event")) {
      int from = valueOf(bytes, "event".length());
      type = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    }
  }

  private static boolean starts(byte[] line, String field) {
    if (line.length < field.length()) {
      return false;
    }
    for (int i = 0; i < field.length(); i++) {
      if (line[i] != field.charAt(i)) {
        return false;
      }
    }
    return line.length == field.length() || line[field.length()] == ':';
  }

  private static int valueOf(byte[] line, int colon) {
    int from = Math.min(line.length, colon + 1);
    return from < line.length && line[from] == ' ' ? from + 1 : from;
  }
}
