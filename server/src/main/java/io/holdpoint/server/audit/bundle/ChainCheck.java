// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdpoint.gateway.journal.JournalReading;
import io.holdpoint.model.audit.Checkpoint;
import io.holdpoint.model.wire.WireCodec;
import io.holdpoint.model.wire.WireFormatException;
import io.holdpoint.server.audit.facts.RecordFacts;
import io.holdpoint.server.audit.sign.AuditKey;
import io.holdpoint.server.audit.sign.CheckpointJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks records of a bundle against their hashes, checkpoints, and the journal. */
final class ChainCheck {

  private static final int HASH_BYTES = 32;

  private final Manifest manifest;
  private final String key;
  private final Map<Long, String> hashes = new HashMap<>();
  private final List<String> findings = new ArrayList<>();
  private final List<String> vouched = new ArrayList<>();
  private long intact;
  private Link last = new Link(0, "", "");

  ChainCheck(Manifest manifest, String key) {
    this.manifest = manifest;
    this.key = key;
  }

  /** Where a record stands in the chain. */
  private record Link(long number, String previous, String hash) {
    static Link read(byte[] line) {
      try {
        JsonNode json = JsonMapper.shared().readTree(line);
        return new Link(
            json.path("record").asLong(-1),
            json.path("previous").asString(""),
            json.path("hash").asString(""));
      } catch (JacksonException e) {
        throw new IllegalArgumentException("chain: got a line that is no JSON", e);
      }
    }
  }

  List<String> findings() {
    return findings;
  }

  List<String> vouched() {
    return vouched;
  }

  long intact() {
    return intact;
  }

  /** Reads both in step; the first thing that is wrong is told, and how many were right. */
  void records(BundleLines records, BundleLines chain) throws IOException {
    byte[] line = records.next();
    byte[] link = chain.next();
    while (line != null && link != null) {
      Link place = Link.read(link);
      String wrong = wrong(line, place);
      if (!wrong.isEmpty()) {
        findings.add("record " + place.number() + ": " + wrong);
        return;
      }
      hashes.put(place.number(), place.hash());
      last = place;
      intact++;
      line = records.next();
      link = chain.next();
    }
    if (line != null || link != null || intact != manifest.records()) {
      findings.add(
          "records: got " + intact + " with a place (expected: " + manifest.records() + ")");
      return;
    }
    vouched.add(intact + " records are what they were, each with its place in the chain");
  }

  private String wrong(byte[] line, Link place) {
    if (place.number() <= last.number()) {
      return "stands out of order";
    }
    boolean follows = place.number() == last.number() + 1 && last.number() > 0;
    if (follows && !place.previous().equals(last.hash())) {
      return "does not follow the record before it";
    }
    if (!place.previous().matches("[0-9a-f]{64}")
        || !BundleFormat.hash(place.previous(), line, line.length).equals(place.hash())) {
      return "is not the one whose hash stands in the chain";
    }
    try {
      String session = RecordFacts.of(WireCodec.RECORD.read(line)).session();
      return session.isEmpty() || session.equals(manifest.session())
          ? ""
          : "is of another session: " + session;
    } catch (WireFormatException e) {
      return "cannot be read: " + e.getMessage();
    }
  }

  /** Each must be signed, of this journal, and fit the records that are here. */
  void checkpoints(BundleLines lines) throws IOException {
    Optional<Checkpoint> covering = Optional.empty();
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      Checkpoint checkpoint = CheckpointJson.read(new String(line, UTF_8));
      String which = "checkpoint " + checkpoint.sequence() + ": ";
      String known = hashes.get(checkpoint.records());
      if (!checkpoint.key().equals(key) || !AuditKey.holds(checkpoint)) {
        findings.add(which + "is not signed with the key given");
      } else if (!checkpoint.journal().equals(manifest.journal())) {
        findings.add(which + "is of another journal");
      } else if (known != null && !known.equals(checkpoint.head())) {
        findings.add(which + "vouches for another record " + checkpoint.records());
      } else {
        covering = Optional.of(checkpoint);
      }
    }
    vouched.add(
        covering
            .filter(checkpoint -> checkpoint.records() >= manifest.last())
            .map(
                checkpoint ->
                    "checkpoint "
                        + checkpoint.sequence()
                        + " of "
                        + checkpoint.at()
                        + " covers all of them (up to record "
                        + checkpoint.records()
                        + ")")
            .orElse("no checkpoint covers the last of them"));
  }

  /** Compares with the journal itself. */
  void journal(Path folder) throws IOException {
    List<Long> found = new ArrayList<>();
    JournalReading.Result read =
        new JournalReading(folder)
            .read(
                (number, bytes, length, place) -> {
                  String expected = hashes.get(number);
                  String hash = HexFormat.of().formatHex(bytes, length, length + HASH_BYTES);
                  if (expected != null && expected.equals(hash)) {
                    found.add(number);
                  } else if (expected != null) {
                    findings.add("record " + number + ": the journal has another one there");
                  }
                });
    if (found.size() < hashes.size() && findings.isEmpty()) {
      findings.add(
          "journal: got "
              + found.size()
              + " of these records up to record "
              + read.records()
              + " (expected: all "
              + hashes.size()
              + "; those whose time was over are not there any more)");
    }
    if (findings.isEmpty()) {
      vouched.add("the journal at hand has the same records in the same places");
    }
  }
}
