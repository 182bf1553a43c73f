// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.step;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/**
 * Names a step across gateway, telemetry and store. With the phase it is the idempotence key.
 *
 * @param source who saw the step, for example {@code gw-1}
 * @param traceId 32 lower-case hexadecimal digits
 * @param spanId 16 lower-case hexadecimal digits
 */
public record StepId(String source, String traceId, String spanId) {

  /** Zero at each lower-case hexadecimal digit. */
  private static final byte[] HEX = new byte[128];

  static {
    Arrays.fill(HEX, (byte) 1);
    for (char digit : "0123456789abcdef".toCharArray()) {
      HEX[digit] = 0;
    }
  }

  public StepId {
    requireNonNull(source, "source");
    if (source.isEmpty() || source.indexOf('/') >= 0) {
      throw new IllegalArgumentException(
          "step source: got \"" + source + "\" (expected: a name without /)");
    }
    requireHex(traceId, 32, "trace id");
    requireHex(spanId, 16, "span id");
  }

  /** Reads what {@link #toString()} wrote. */
  public static StepId parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "step id: got \"" + text + "\" (expected: source/trace id/span id)");
    }
    return new StepId(parts[0], parts[1], parts[2]);
  }

  @Override
  public String toString() {
    return source + "/" + traceId + "/" + spanId;
  }

  private static void requireHex(String value, int length, String what) {
    requireNonNull(value, what);
    boolean hex = value.length() == length && isHex(value);
    if (!hex) {
      throw new IllegalArgumentException(
          what + ": got \"" + value + "\" (expected: " + length + " lower-case hex digits)");
    }
  }

  /** Without a branch for each digit: ids are made and checked several times for each step. */
  private static boolean isHex(String value) {
    int wrong = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      wrong |= c < HEX.length ? HEX[c] : 1;
    }
    return wrong == 0;
  }
}
