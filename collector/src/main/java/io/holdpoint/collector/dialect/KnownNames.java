// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.model.telemetry.Attributes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of attributes any dialect asks for, each with a number. Bytes are looked up without
 * making a text of them. Immutable.
 */
final class KnownNames {

  /** The number of a name nobody asks for. */
  static final int UNKNOWN = -1;

  private static final List<String> NAMES =
      List.of(
          Attributes.ERROR_TYPE,
          Attributes.SERVICE_NAME,
          Attributes.SESSION_ID,
          Attributes.GEN_AI_AGENT_NAME,
          Attributes.GEN_AI_AGENT_VERSION,
          Attributes.GEN_AI_CONVERSATION_ID,
          Attributes.GEN_AI_OPERATION_NAME,
          Attributes.GEN_AI_REQUEST_MODEL,
          Attributes.GEN_AI_TOOL_NAME,
          Attributes.GEN_AI_PROMPT_NAME,
          Attributes.MCP_METHOD_NAME,
          Attributes.MCP_RESOURCE_URI,
          GenAiDialect.ENVIRONMENT,
          GenAiDialect.OLDER_ENVIRONMENT,
          Attributes.SOURCE,
          Attributes.TENANT,
          Attributes.ENVIRONMENT,
          Attributes.PRINCIPAL,
          Attributes.PRINCIPAL_KIND,
          Attributes.SESSION,
          Attributes.SESSION_ROOT,
          Attributes.SESSION_FLOOR,
          Attributes.SESSION_TASK,
          Attributes.SESSION_KEY_SOURCE,
          Attributes.SESSION_STARTED_AT,
          Attributes.SESSION_RISK,
          Attributes.SESSION_ENDED,
          Attributes.STEP_KIND,
          Attributes.UPSTREAM,
          Attributes.EFFECTS,
          Attributes.LABELS,
          Attributes.ARGUMENTS_DIGEST,
          Attributes.ARGUMENTS_SIZE,
          Attributes.ARGUMENTS_MASKED,
          Attributes.RESULT_DIGEST,
          Attributes.RESULT_SIZE,
          Attributes.RESULT_MASKED,
          Attributes.VERDICT,
          Attributes.OUTCOME,
          Attributes.REASON_CODE,
          Attributes.REASON_TEXT,
          Attributes.REASON_EVIDENCE,
          Attributes.DETECTION_ID,
          Attributes.DETECTION_KIND,
          Attributes.DETECTION_SEVERITY,
          Attributes.DETECTION_CHAIN,
          Attributes.DETECTION_SCORE,
          Attributes.DETECTION_ACTION,
          Attributes.DETECTION_MODE,
          Attributes.DETECTION_TEXT,
          Attributes.RULE_ID,
          Attributes.RULE_VERSION);

  /** How many there are; their numbers are below it. */
  static final int COUNT = NAMES.size();

  private static final int TABLE = 512;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[][] BYTES = new byte[COUNT][];
  private static final int[] SLOTS = new int[TABLE];
  private static final Map<String, Integer> NUMBERS = new HashMap<>();

  static {
    Arrays.fill(SLOTS, UNKNOWN);
    for (int number = 0; number < COUNT; number++) {
      byte[] bytes = NAMES.get(number).getBytes(StandardCharsets.US_ASCII);
      BYTES[number] = bytes;
      NUMBERS.put(NAMES.get(number), number);
      int slot = slot(bytes, 0, bytes.length);
      while (SLOTS[slot] != UNKNOWN) {
        slot = (slot + 1) & (TABLE - 1);
      }
      SLOTS[slot] = number;
    }
  }

  private KnownNames() {}

  /**
   * The number of a name.
   *
   * @throws IllegalArgumentException if it is missing from the list above
   */
  static int number(String name) {
    Integer number = NUMBERS.get(name);
    if (number == null) {
      throw new IllegalArgumentException(
          "attribute: got \"" + name + "\" (expected: one of KnownNames)");
    }
    return number;
  }

  /** The number of a name in UTF-8, or {@link #UNKNOWN}. */
  static int find(byte[] bytes, int at, int length) {
    if (length < Long.BYTES) {
      return UNKNOWN;
    }
    int slot = slot(bytes, at, length);
    while (true) {
      int number = SLOTS[slot];
      if (number == UNKNOWN) {
        return UNKNOWN;
      }
      byte[] name = BYTES[number];
      if (name.length == length && Arrays.equals(name, 0, length, bytes, at, at + length)) {
        return number;
      }
      slot = (slot + 1) & (TABLE - 1);
    }
  }

  /** By the last eight bytes and the length; names have at least eight. */
  private static int slot(byte[] bytes, int at, int length) {
    long last = (long) LONGS.get(bytes, at + length - Long.BYTES);
    return (int) (((last ^ length) * 0x9E3779B97F4A7C15L) >>> 55);
  }
}
