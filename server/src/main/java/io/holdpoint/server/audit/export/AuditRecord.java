// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.export;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.wire.WireCodec;
import io.holdpoint.server.audit.facts.RecordFacts;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record with its place in the journal.
 *
 * @param number from 1
 * @param hash of the chain there, in hexadecimal
 * @param entry the record
 * @param facts what it tells at a glance; session, principal and tool are taken from the step's
 *     attempt where the record does not say them itself, as far as that is remembered
 * @param detail the record without what must not leave the journal
 */
public record AuditRecord(
    long number, String hash, JournalRecord entry, RecordFacts facts, ObjectNode detail) {

  public AuditRecord {
    requireNonNull(hash, "hash");
    requireNonNull(entry, "entry");
    requireNonNull(facts, "facts");
    requireNonNull(detail, "detail");
  }

  /** The same place, with its payloads opened. */
  public AuditRecord opened(JournalRecord open) {
    byte[] json = WireCodec.RECORD.write(open);
    return new AuditRecord(number, hash, open, facts, Redaction.of(json, json.length));
  }

  /** The class it is kept by; {@code standing} if it is kept for good. */
  public String recordClass() {
    return facts.recordClass().map(c -> c.name().toLowerCase(Locale.ROOT)).orElse("standing");
  }
}
