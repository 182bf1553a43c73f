// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.mcp.Json;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of server-sent events into events, each with its bytes as received. A comment that
 * stands before an event is an event of its own, so that it is not held back.
 */
public final class EventSplitter {

  private static final byte[] NONE = new byte[0];

  private final int maxEvent;
  private final ArrayDeque<Event> events = new ArrayDeque<>();
  private byte[] buffer = NONE;
  private int length;
  private int scanned;
  private int lineStart;
  private boolean afterCr;

  /**
   * @param maxEvent the longest event, in bytes
   */
  public EventSplitter(int maxEvent) {
    this.maxEvent = maxEvent;
  }

  /**
   * An event.
   *
   * @param bytes as received
   * @param data its data, lines joined; null if it has none
   */
  @SuppressWarnings("ArrayRecordComponent") // Bytes are handed on, never copied or compared.
  public record Event(byte[] bytes, byte @Nullable [] data) {

    /** This event with other data; its other fields stay as they are. */
    @SuppressWarnings("ReferenceEquality") // The very same bytes: nothing was left out.
    Event with(byte[] other) {
      if (other == data) {
        return this;
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream(other.length + 64);
      boolean written = false;
      int line = 0;
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] == '\n' || bytes[i] == '\r') {
          int end = i + 1;
          if (bytes[i] == '\r' && end < bytes.length && bytes[end] == '\n') {
            end++;
          }
          if (!isData(bytes, line, i)) {
            out.write(bytes, line, end - line);
          } else if (!written) {
            written = true;
            writeData(out, other);
          }
          line = end;
          i = end - 1;
        }
      }
      out.write(bytes, line, bytes.length - line);
      return new Event(out.toByteArray(), other);
    }

    private static void writeData(ByteArrayOutputStream out, byte[] data) {
      out.writeBytes(Json.bytes("data: "));
      for (byte b : data) {
        out.write(b);
        if (b == '\n') {
          out.writeBytes(Json.bytes("data: "));
        }
      }
      out.write('\n');
    }

    /** True if a client can ask for what follows it, or for it, by its id. */
    boolean hasId() {
      boolean lineBegins = true;
      for (int i = 0; i + 2 < bytes.length; i++) {
        if (lineBegins && bytes[i] == 'i' && bytes[i + 1] == 'd' && bytes[i + 2] == ':') {
          return true;
        }
        lineBegins = bytes[i] == '\n' || bytes[i] == '\r';
      }
      return false;
    }
  }

  /** Takes in bytes; false if an event is longer than the limit. */
  public boolean add(byte[] chunk) {
    if (buffer.length - length < chunk.length) {
      // Doubling: an event that comes in many chunks is not copied with each of them.
      int needed = length + chunk.length;
      buffer = Arrays.copyOf(buffer, length == 0 ? needed : Math.max(needed, 2 * length));
    }
    System.arraycopy(chunk, 0, buffer, length, chunk.length);
    length += chunk.length;
    scan();
    return length <= maxEvent;
  }

  /** The next whole event, or null. */
  public @Nullable Event poll() {
    return events.poll();
  }

  /** True if there is no whole event. */
  public boolean isEmpty() {
    return events.isEmpty();
  }

  /** Bytes that never became an event. */
  public byte[] rest() {
    return Arrays.copyOf(buffer, length);
  }

  private void scan() {
    int start = 0;
    while (scanned < length) {
      byte b = buffer[scanned];
      if (b == '\n' && afterCr) {
        // Second half of a line end already counted.
        afterCr = false;
        scanned++;
        if (lineStart == scanned - 1) {
          lineStart = scanned;
          start = emittedPrefix(start);
        }
        continue;
      }
      afterCr = b == '\r';
      scanned++;
      if (b == '\n' || b == '\r') {
        boolean blank = lineStart == scanned - 1;
        boolean loneComment = lineStart == start && buffer[lineStart] == ':';
        lineStart = scanned;
        if (blank || loneComment) {
          emit(start, scanned);
          start = scanned;
        }
      }
    }
    if (start == 0) {
      return;
    }
    buffer = start == length ? NONE : Arrays.copyOfRange(buffer, start, length);
    length -= start;
    scanned -= start;
    lineStart -= start;
  }

  /** A line feed after an emitted carriage return travels with what follows at once. */
  private int emittedPrefix(int start) {
    if (start == scanned - 1) {
      events.add(new Event(Arrays.copyOfRange(buffer, start, scanned), null));
      return scanned;
    }
    return start;
  }

  private void emit(int from, int to) {
    byte[] bytes = Arrays.copyOfRange(buffer, from, to);
    events.add(new Event(bytes, dataOf(bytes)));
  }

  private static byte @Nullable [] dataOf(byte[] event) {
    ByteArrayOutputStream data = null;
    int line = 0;
    for (int i = 0; i < event.length; i++) {
      if (event[i] == '\n' || event[i] == '\r') {
        if (isData(event, line, i)) {
          int from = line + 4 < i ? line + 5 : i;
          from = from < i && event[from] == ' ' ? from + 1 : from;
          data = data == null ? new ByteArrayOutputStream(event.length) : newLine(data);
          data.write(event, from, i - from);
        }
        line = i + 1;
      }
    }
    return data == null || data.size() == 0 ? null : data.toByteArray();
  }

  private static boolean isData(byte[] event, int from, int to) {
    return to - from >= 4
        && event[from] == 'd'
        && event[from + 1] == 'a'
        && event[from + 2] == 't'
        && event[from + 3] == 'a'
        && (to - from == 4 || event[from + 4] == ':');
  }

  private static ByteArrayOutputStream newLine(ByteArrayOutputStream data) {
    data.write('\n');
    return data;
  }
}
