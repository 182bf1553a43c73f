// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.export;

import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.wire.WireCodec;
import io.holdpoint.server.audit.facts.RecordFacts;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Makes records of what a journal's files hold, in order. For one thread. */
public final class AuditRecords {

  private static final int HASH_BYTES = 32;
  private static final byte[] ATTEMPTED = ascii("{\"attempted\":");
  private static final byte[] ASKED = ascii("{\"approval-asked\":");

  private final StepBook book = new StepBook();

  /**
   * Reads a record.
   *
   * @param bytes its JSON, and behind it its hash
   * @param length of the JSON
   * @throws io.holdpoint.model.wire.WireFormatException if it is none
   */
  public AuditRecord read(long number, byte[] bytes, int length) {
    JournalRecord entry = WireCodec.RECORD.read(bytes, 0, length);
    book.learn(entry);
    String hash = HexFormat.of().formatHex(bytes, length, length + HASH_BYTES);
    return new AuditRecord(
        number, hash, entry, book.completed(RecordFacts.of(entry)), Redaction.of(bytes, length));
  }

  /** Takes notice of a record that nobody asked for: later ones may be about the same step. */
  public void pass(byte[] bytes, int length) {
    if (begins(bytes, length, ATTEMPTED) || begins(bytes, length, ASKED)) {
      book.learn(WireCodec.RECORD.read(bytes, 0, length));
    }
  }

  private static boolean begins(byte[] bytes, int length, byte[] with) {
    return length > with.length && Arrays.equals(bytes, 0, with.length, with, 0, with.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
