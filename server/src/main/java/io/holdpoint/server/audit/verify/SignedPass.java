// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.verify;

import io.holdpoint.gateway.journal.JournalReading;
import io.holdpoint.model.audit.AuditEvent;
import io.holdpoint.model.audit.Checkpoint;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.wire.WireCodec;
import io.holdpoint.model.wire.WireFormatException;
import io.holdpoint.server.audit.sign.AuditKey;
import io.holdpoint.server.audit.verify.VerificationReport.Finding;
import io.holdpoint.server.audit.verify.VerificationReport.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares a chain, while it is read, with what was signed: in the journal itself and outside. A
 * checkpoint in the journal stands shortly behind the record that it vouches for.
 */
final class SignedPass implements JournalReading.Reader {

  private static final byte[] SIGNED =
      "{\"audited\":{\"signed\":".getBytes(StandardCharsets.US_ASCII);
  private static final int REMEMBERED = 1 << 16;
  private static final String START = "0".repeat(64);

  private final Map<Long, byte[]> hashes =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
          return size() > REMEMBERED;
        }
      };
  private final Map<Long, String> wanted = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, String> keyOf = new HashMap<>();
  private @Nullable String key;
  private @Nullable String journal;
  private @Nullable Checkpoint last;
  private boolean doubtful;

  /**
   * @param key what checkpoints must be signed with; if empty, the journal's first anchor says, or
   *     else its first checkpoint
   * @param anchors by rising records
   */
  SignedPass(Optional<String> key, List<Checkpoint> anchors) {
    this.key = key.orElse(null);
    for (Checkpoint anchor : anchors) {
      wanted.put(anchor.records(), "");
      keyOf.putIfAbsent(anchor.journal(), anchor.key());
    }
  }

  Optional<String> journal() {
    return Optional.ofNullable(journal);
  }

  Optional<Checkpoint> lastSigned() {
    return Optional.ofNullable(last);
  }

  List<Finding> findings() {
    return findings;
  }

  @Override
  public void read(long number, byte[] bytes, int length, JournalReading.Place place) {
    note(number, Arrays.copyOfRange(bytes, length, length + 32));
    if (length > SIGNED.length
        && Arrays.equals(bytes, 0, SIGNED.length, SIGNED, 0, SIGNED.length)) {
      checkpoint(number, bytes, length, place);
    }
  }

  @Override
  public void gap(long number, int removed, byte[] hash) {
    note(number, hash.clone());
  }

  private void note(long number, byte[] hash) {
    hashes.put(number, hash);
    if (wanted.containsKey(number)) {
      wanted.put(number, HexFormat.of().formatHex(hash));
    }
  }

  private void checkpoint(long number, byte[] bytes, int length, JournalReading.Place place) {
    Checkpoint checkpoint;
    try {
      if (!(WireCodec.RECORD.read(bytes, 0, length) instanceof JournalRecord.Audited audited)
          || !(audited.event() instanceof AuditEvent.Signed signed)) {
        return;
      }
      checkpoint = signed.checkpoint();
    } catch (WireFormatException e) {
      doubt(number, place, "a checkpoint cannot be read: " + e.getMessage());
      return;
    }
    journal = journal == null ? checkpoint.journal() : journal;
    key = key == null ? keyOf.getOrDefault(journal, checkpoint.key()) : key;
    String wrong = wrong(checkpoint, key, journal);
    if (!wrong.isEmpty()) {
      doubt(number, place, wrong);
    } else if (!doubtful) {
      last = checkpoint;
    }
  }

  private String wrong(Checkpoint checkpoint, String expected, String name) {
    String which = "checkpoint " + checkpoint.sequence() + " ";
    if (!checkpoint.key().equals(expected)) {
      return which + "is signed with another key than the one expected";
    }
    if (!AuditKey.holds(checkpoint)) {
      return which + "has a wrong signature";
    }
    if (!checkpoint.journal().equals(name)) {
      return which + "is of another journal";
    }
    long next = last == null ? 1 : last.sequence() + 1;
    if (checkpoint.sequence() != next && !doubtful) {
      return which + "stands where checkpoint " + next + " should";
    }
    if (!checkpoint.head().equals(hash(checkpoint.records()))) {
      return which
          + "vouches for another record "
          + checkpoint.records()
          + " than the one that is there";
    }
    return "";
  }

  private String hash(long number) {
    byte[] hash = hashes.get(number);
    if (hash == null) {
      return number == 0 ? START : "";
    }
    return HexFormat.of().formatHex(hash);
  }

  /** The first one tells; what follows from it does not help. */
  private void doubt(long number, JournalReading.Place place, String what) {
    if (!doubtful) {
      doubtful = true;
      long sure = last == null ? 0 : last.records();
      findings.add(
          new Finding(
              Kind.REWRITTEN,
              place.file().toString(),
              place.offset(),
              sure,
              "journal file "
                  + place.file()
                  + ": got a chain that was made anew behind record "
                  + sure
                  + " (expected: the one that was signed): at record "
                  + number
                  + " "
                  + what));
    }
  }

  /** What is wrong with an anchor, or with the journal because of it. */
  Optional<Finding> wrong(Checkpoint anchor, JournalReading.Result read) {
    String which = "checkpoint " + anchor.sequence() + " of " + anchor.at();
    String expected = key == null ? keyOf.getOrDefault(anchor.journal(), "") : key;
    if (!AuditKey.holds(anchor) || !anchor.key().equals(expected)) {
      return Optional.of(
          new Finding(
              Kind.BAD_ANCHOR,
              "",
              0,
              0,
              "anchors: got " + which + " (expected: signed with the key expected)"));
    }
    String there = anchor.records() == 0 ? START : wanted.getOrDefault(anchor.records(), "");
    if (there.equals(anchor.head()) || (there.isEmpty() && anchor.records() > read.records())) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Kind.REWRITTEN,
            "",
            0,
            last == null ? 0 : Math.min(last.records(), anchor.records() - 1),
            "journal: got another record "
                + anchor.records()
                + " than the one that "
                + which
                + " vouches for (expected: the same): the chain was made anew before it"));
  }
}
