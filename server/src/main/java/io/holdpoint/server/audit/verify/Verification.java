// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.verify;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.journal.JournalReading;
import io.holdpoint.model.audit.Checkpoint;
import io.holdpoint.server.audit.verify.VerificationReport.Finding;
import io.holdpoint.server.audit.verify.VerificationReport.KeyFrom;
import io.holdpoint.server.audit.verify.VerificationReport.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Proves that a journal is what was written, or points at the first place where it is not. It needs
 * the files alone: a copy will do, and no other part of the product runs.
 */
public final class Verification {

  private final Source source;
  private final List<Checkpoint> anchors;
  private final Optional<String> key;

  /**
   * @param folder the journal's files
   * @param anchors checkpoints that left the host, in any order, of other journals too
   * @param key the public key to check with, X.509 in Base64; else that of the anchors counts, else
   *     what the journal names
   */
  public Verification(Path folder, List<Checkpoint> anchors, Optional<String> key) {
    this(new JournalReading(requireNonNull(folder, "folder"))::read, anchors, key);
  }

  /**
   * @param source the journal, possibly one that is being written
   * @param anchors as above
   * @param key as above
   */
  public Verification(Source source, List<Checkpoint> anchors, Optional<String> key) {
    this.source = requireNonNull(source, "source");
    this.anchors = anchors.stream().sorted(Comparator.comparingLong(Checkpoint::records)).toList();
    this.key = requireNonNull(key, "key");
  }

  /** Where a journal comes from. */
  @FunctionalInterface
  public interface Source {
    /** Reads all of it, from its first record. */
    JournalReading.Result read(JournalReading.Reader reader) throws IOException;
  }

  /**
   * Reads the whole journal.
   *
   * @throws IOException if the folder cannot be read
   */
  public VerificationReport run() throws IOException {
    SignedPass pass = new SignedPass(key, anchors);
    JournalReading.Result read = source.read(pass);
    List<Finding> findings = new ArrayList<>();
    read.broken().map(Verification::finding).ifPresent(findings::add);
    findings.addAll(pass.findings());
    String journal = pass.journal().or(this::onlyJournal).orElse("");
    Optional<Checkpoint> anchored = anchors(journal, pass, read, findings);
    unsigned(pass, read, anchored).ifPresent(findings::add);
    findings.sort(Comparator.comparingLong(Finding::records));
    return new VerificationReport(
        journal,
        read.records(),
        read.removed(),
        read.files(),
        read.head(),
        pass.lastSigned(),
        keyFrom(pass),
        anchored,
        findings);
  }

  /** Who gives a key expects something signed with it. */
  private Optional<Finding> unsigned(
      SignedPass pass, JournalReading.Result read, Optional<Checkpoint> anchored) {
    boolean expected = key.isPresent() && read.records() > 0 && anchored.isEmpty();
    boolean told = read.broken().isPresent() || !pass.findings().isEmpty();
    if (!expected || told || pass.lastSigned().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Kind.UNSIGNED,
            "",
            0,
            0,
            "journal: got no checkpoint (expected: at least one signed with the key given): it was"
                + " made anew without the key, or is younger than its first checkpoint"));
  }

  private KeyFrom keyFrom(SignedPass pass) {
    if (key.isPresent()) {
      return KeyFrom.GIVEN;
    }
    if (!anchors.isEmpty()) {
      return KeyFrom.ANCHORS;
    }
    return pass.lastSigned().isPresent() ? KeyFrom.JOURNAL : KeyFrom.NOWHERE;
  }

  private Optional<String> onlyJournal() {
    List<String> named = anchors.stream().map(Checkpoint::journal).distinct().toList();
    return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
  }

  /** Compares with what is outside; returns the last anchor that the journal stands up to. */
  private Optional<Checkpoint> anchors(
      String journal, SignedPass pass, JournalReading.Result read, List<Finding> findings) {
    List<Checkpoint> ours =
        anchors.stream().filter(anchor -> anchor.journal().equals(journal)).toList();
    if (ours.isEmpty() && !anchors.isEmpty()) {
      findings.add(
          bad(0, "none of the anchors is of this journal, which names itself \"" + journal + "\""));
    }
    Optional<Checkpoint> good = Optional.empty();
    for (Checkpoint anchor : ours) {
      Optional<Finding> wrong = pass.wrong(anchor, read).or(() -> beyond(anchor, read));
      if (wrong.isPresent()) {
        findings.add(wrong.get());
        return good;
      }
      if (anchor.records() <= read.records()) {
        good = Optional.of(anchor);
      }
    }
    return good;
  }

  /** If a break was found before, the anchors behind it say nothing new. */
  private static Optional<Finding> beyond(Checkpoint anchor, JournalReading.Result read) {
    if (anchor.records() <= read.records() || read.broken().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Kind.TRUNCATED,
            "",
            0,
            read.records(),
            "journal: got an end after record "
                + read.records()
                + " (expected: at least "
                + anchor.records()
                + " records, which checkpoint "
                + anchor.sequence()
                + " of "
                + anchor.at()
                + " vouches for): its end was taken off, or this is an older copy"));
  }

  private static Finding bad(long records, String text) {
    return new Finding(Kind.BAD_ANCHOR, "", 0, records, "anchors: " + text);
  }

  private static Finding finding(JournalReading.Break broken) {
    Kind kind =
        switch (broken.kind()) {
          case MISSING_FILE -> Kind.MISSING_FILE;
          case MISPLACED_FILE -> Kind.MISPLACED_FILE;
          case REMOVED_RECORDS -> Kind.REMOVED_RECORDS;
          case CHANGED -> Kind.CHANGED;
          case TORN_END -> Kind.TORN_END;
          case UNEXPLAINED_GAP -> Kind.UNEXPLAINED_GAP;
        };
    return new Finding(kind, broken.file(), broken.offset(), broken.records(), broken.text());
  }
}
