// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.verify;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.audit.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a verification found, and how far it can vouch.
 *
 * @param journal the journal's name, empty if no checkpoint tells it
 * @param records how many records are intact, from the first on
 * @param removed how many of them were taken out because their time was over
 * @param files how many files were read
 * @param head the hash of the last intact record
 * @param signed the last good checkpoint in the journal
 * @param keyFrom where the key that checkpoints were checked with comes from
 * @param anchored the last good checkpoint from outside
 * @param findings what is wrong, the earliest first; empty if nothing is
 */
public record VerificationReport(
    String journal,
    long records,
    long removed,
    long files,
    String head,
    Optional<Checkpoint> signed,
    KeyFrom keyFrom,
    Optional<Checkpoint> anchored,
    List<Finding> findings) {

  public VerificationReport {
    requireNonNull(journal, "journal");
    requireNonNull(head, "head");
    requireNonNull(signed, "signed");
    requireNonNull(keyFrom, "keyFrom");
    requireNonNull(anchored, "anchored");
    findings = List.copyOf(findings);
  }

  /** Where a public key comes from. */
  public enum KeyFrom {
    /** Its user gave it. */
    GIVEN,
    /** The first anchor names it. */
    ANCHORS,
    /** The journal itself names it: whoever makes a journal anew can name another. */
    JOURNAL,
    /** There is none. */
    NOWHERE
  }

  /** What can be wrong. */
  public enum Kind {
    MISSING_FILE,
    MISPLACED_FILE,
    REMOVED_RECORDS,
    CHANGED,
    TORN_END,
    UNEXPLAINED_GAP,
    /** The chain is intact and not the one that was signed. */
    REWRITTEN,
    /** The journal ends before a record that an anchor vouches for. */
    TRUNCATED,
    /** An anchor is not what it should be. */
    BAD_ANCHOR,
    /** A key was given, and nothing in the journal is signed with it. */
    UNSIGNED
  }

  /**
   * Something wrong.
   *
   * @param kind what
   * @param file in which file, empty if not in a certain one
   * @param offset where in it, in bytes
   * @param records how many records before it are intact
   * @param text for people
   */
  public record Finding(Kind kind, String file, long offset, long records, String text) {
    public Finding {
      requireNonNull(kind, "kind");
      requireNonNull(file, "file");
      requireNonNull(text, "text");
    }
  }

  /** True if nothing is wrong. */
  public boolean whole() {
    return findings.isEmpty();
  }

  /** How far all this is sure, in sentences. */
  public List<String> vouched() {
    List<String> lines = new ArrayList<>();
    String gone =
        removed == 0 ? "" : "; " + removed + " of them taken out when their time was over";
    lines.add("records 1 to " + records + " in " + files + " files: the chain is intact" + gone);
    signed.ifPresentOrElse(
        last -> {
          lines.add("signed up to record " + last.records() + " at " + last.at() + ", " + key());
          if (records > last.records() + 1) {
            lines.add(
                "records "
                    + (last.records() + 1)
                    + " to "
                    + records
                    + ": not signed yet; whoever can write the files could have made them");
          }
        },
        () -> lines.add("not signed: whoever can write the files could have made all of it"));
    anchored.ifPresentOrElse(
        last -> {
          lines.add("anchored outside up to record " + last.records() + " at " + last.at());
          if (records > last.records()) {
            lines.add(
                "records "
                    + (last.records() + 1)
                    + " to "
                    + records
                    + ": later than any anchor; an end taken off after them cannot be noticed");
          }
        },
        () ->
            lines.add(
                "no anchors: an end taken off, an older copy put back, or a journal made anew by"
                    + " who holds the signing key cannot be noticed"));
    return lines;
  }

  private String key() {
    return switch (keyFrom) {
      case GIVEN -> "by the key given";
      case ANCHORS -> "by the key of the anchors";
      case JOURNAL -> "by a key that only the journal itself names (give it with --key)";
      case NOWHERE -> "by no known key";
    };
  }
}
