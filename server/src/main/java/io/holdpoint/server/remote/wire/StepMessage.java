// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.wire.WireCodec;
import java.nio.ByteBuffer;

/**
 * A step with what it says in the clear, for the engine's memory alone: four bytes of length, the
 * step's JSON, the clear text in UTF-8.
 *
 * @param step an attempt or a completion
 * @param clear empty if the gateway keeps it to itself
 */
public record StepMessage(Step step, ClearView clear) {

  public StepMessage {
    requireNonNull(step, "step");
    requireNonNull(clear, "clear");
  }

  /** The bytes on the wire. */
  public byte[] write() {
    byte[] json = WireCodec.STEP.write(step);
    byte[] text = clear.text().getBytes(UTF_8);
    return ByteBuffer.allocate(Integer.BYTES + json.length + text.length)
        .putInt(json.length)
        .put(json)
        .put(text)
        .array();
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static StepMessage read(byte[] bytes) {
    int length = bytes.length < Integer.BYTES ? -1 : ByteBuffer.wrap(bytes).getInt();
    if (length < 0 || length > bytes.length - Integer.BYTES) {
      throw new IllegalArgumentException(
          "step message: got " + bytes.length + " bytes (expected: as many as it says)");
    }
    Step step = WireCodec.STEP.read(bytes, Integer.BYTES, length);
    int text = Integer.BYTES + length;
    return new StepMessage(
        step, new ClearView(new String(bytes, text, bytes.length - text, UTF_8)));
  }
}
