// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.journal.FileJournal;
import io.holdpoint.gateway.journal.JournalReading;
import io.holdpoint.model.json.Hashes;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.server.audit.bundle.BundleReport;
import io.holdpoint.server.audit.bundle.BundleVerification;
import io.holdpoint.server.audit.bundle.BundleWriter;
import io.holdpoint.server.audit.sign.AuditKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle on another machine, and everything somebody may do to it on the way. */
final class BundleTest {

  private static final String SESSION = Fixtures.session(1).id().value();
  private static final String OTHER = Fixtures.session(2).id().value();

  @TempDir Path temp;
  private Evidence evidence;
  private Path bundle;

  @BeforeEach
  void fill() throws IOException {
    evidence = new Evidence(temp);
    try (FileJournal journal = evidence.open()) {
      AuditKeeper keeper =
          evidence.keeper(journal, evidence.settings(Map.of(), Duration.ofDays(1000)));
      Evidence.append(
          journal,
          new JournalRecord.RuleActivated(Told.RULE, "digest", "id: HP-CHAIN-001\n", Fixtures.NOW));
      Evidence.append(
          journal, new JournalRecord.PolicyActivated(3, "digest", "clauses: []\n", Fixtures.NOW));
      for (int n = 0; n < 30; n++) {
        Told.call(n, n % 3).forEach(entry -> Evidence.append(journal, entry));
        if (n % 10 == 5) {
          keeper.once();
        }
      }
      keeper.close();
    }
    bundle = written(SESSION, evidence.key(), "bundle.zip");
  }

  @Test
  void bundle_isWhole_withTheKeyAlone_andWithTheJournal() throws IOException {
    BundleReport report = verified(bundle, Optional.of(SESSION), Optional.of(evidence.folder));
    assertThat(report.findings()).isEmpty();
    assertThat(report.session()).isEqualTo(SESSION);
    assertThat(report.records()).isEqualTo(42);
    assertThat(report.vouched())
        .anyMatch(line -> line.contains("covers all of them"))
        .anyMatch(line -> line.contains("the journal at hand has the same records"));
    Map<String, byte[]> entries = entries(bundle);
    assertThat(entries)
        .containsKeys(
            "summary.txt", "rules/HP-CHAIN-001-v2.yaml", "policies/v3.yaml", "extra.json");
    assertThat(new String(entries.get("summary.txt"), UTF_8))
        .contains("Evidence of session " + SESSION, "sample/read_file")
        .doesNotContain(OTHER);
    assertThat(new String(entries.get("records.jsonl"), UTF_8)).doesNotContain(OTHER);
  }

  @Test
  void editedRecord_isNamed() throws IOException {
    Path edited =
        changed(
            entries ->
                entries.computeIfPresent(
                    "records.jsonl",
                    (name, bytes) ->
                        new String(bytes, UTF_8).replace("a-4", "a-5").getBytes(UTF_8)));
    assertThat(verified(edited).findings())
        .anyMatch(f -> f.equals("records.jsonl: was changed after it was signed"))
        .anyMatch(f -> f.contains("is not the one whose hash stands in the chain"));
  }

  @Test
  void removedRecord_isFound_alsoWithItsPlaceInTheChain() throws IOException {
    Path removed =
        changed(
            entries -> {
              entries.computeIfPresent("records.jsonl", (name, bytes) -> withoutLine(bytes, 5));
              entries.computeIfPresent("chain.jsonl", (name, bytes) -> withoutLine(bytes, 5));
            });
    assertThat(verified(removed).findings())
        .contains(
            "records.jsonl: was changed after it was signed",
            "chain.jsonl: was changed after it was signed",
            "records: got 41 with a place (expected: 42)");
  }

  @Test
  void manifestMadeToFit_isFoundByItsSignature() throws IOException {
    Path fitted =
        changed(
            entries -> {
              byte[] old = requireNonNull(entries.get("extra.json"));
              byte[] forged = "{\"verdict\":\"innocent\"}".getBytes(UTF_8);
              entries.put("extra.json", forged);
              entries.computeIfPresent(
                  "manifest.json",
                  (name, bytes) ->
                      new String(bytes, UTF_8)
                          .replace(sha(old), sha(forged))
                          .replace("\"size\" : " + old.length, "\"size\" : " + forged.length)
                          .getBytes(UTF_8));
            });
    assertThat(verified(fitted).findings())
        .containsExactly("manifest: the signature is wrong: it was changed after it was signed");
  }

  @Test
  void swappedBundle_isFoundByItsSession_andSwappedFilesByTheirDigest() throws IOException {
    Path other = written(OTHER, evidence.key(), "other.zip");
    assertThat(verified(other, Optional.of(SESSION), Optional.empty()).findings())
        .singleElement()
        .asString()
        .contains("got evidence of session " + OTHER);
    Map<String, byte[]> foreign = entries(other);
    Path mixed =
        changed(
            entries -> {
              entries.put("records.jsonl", foreign.get("records.jsonl"));
              entries.put("chain.jsonl", foreign.get("chain.jsonl"));
            });
    assertThat(verified(mixed).findings()).anyMatch(f -> f.contains("is of another session"));
  }

  @Test
  void foreignKey_isFound() throws IOException {
    AuditKey foreign = AuditKey.open(temp.resolve("foreign.key"), temp.resolve("foreign.pub"));
    Path forged = written(SESSION, foreign, "forged.zip");
    assertThat(verified(forged).findings())
        .containsExactly("bundle: signed with another key than the one given");
    BundleReport own =
        new BundleVerification(forged, foreign.name(), Optional.empty(), Optional.empty()).run();
    assertThat(own.findings())
        .as("the checkpoints in it are signed with the journal's key")
        .anyMatch(f -> f.contains("is not signed with the key given"));
  }

  @Test
  void addedOrMissingFile_isFound() throws IOException {
    Path added = changed(entries -> entries.put("note.txt", "trust me".getBytes(UTF_8)));
    assertThat(verified(added).findings()).containsExactly("note.txt: is not in the signed list");
    Path missing = changed(entries -> entries.remove("checkpoints.jsonl"));
    assertThat(verified(missing).findings()).contains("checkpoints.jsonl: is missing");
    Path noZip = Files.writeString(temp.resolve("no.zip"), "no zip at all");
    assertThat(verified(noZip).whole()).isFalse();
  }

  @Test
  void anotherJournal_isFound() throws IOException {
    Files.createDirectories(temp.resolve("elsewhere"));
    Evidence other = new Evidence(temp.resolve("elsewhere")).filled();
    assertThat(verified(bundle, Optional.empty(), Optional.of(other.folder)).findings())
        .anyMatch(f -> f.contains("the journal has another one there"));
  }

  @Test
  void unknownSession_hasNoBundle() throws IOException {
    assertThat(writer(evidence.key()).prepare(request("s-nobody"))).isEmpty();
  }

  private BundleWriter writer(AuditKey key) {
    return new BundleWriter(
        (after, lookBack) -> new JournalReading(evidence.folder).tail(after, lookBack),
        Evidence.NAME,
        key,
        "test");
  }

  private static BundleWriter.Request request(String session) {
    return new BundleWriter.Request(
        session,
        "mira",
        Fixtures.NOW,
        Long.MAX_VALUE,
        Map.of("extra.json", "{\"verdict\":\"guilty\"}".getBytes(UTF_8)),
        List.of());
  }

  private Path written(String session, AuditKey key, String name) throws IOException {
    Path file = temp.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      writer(key).prepare(request(session)).orElseThrow().writeTo(out);
    }
    return file;
  }

  private BundleReport verified(Path file) throws IOException {
    return verified(file, Optional.empty(), Optional.empty());
  }

  private BundleReport verified(Path file, Optional<String> session, Optional<Path> journal)
      throws IOException {
    return new BundleVerification(file, AuditKey.readPublic(evidence.publicKey()), session, journal)
        .run();
  }

  private static Map<String, byte[]> entries(Path file) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
        try (InputStream in = zip.getInputStream(entry)) {
          entries.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return entries;
  }

  private Path changed(Consumer<Map<String, byte[]>> change) throws IOException {
    Map<String, byte[]> entries = entries(bundle);
    change.accept(entries);
    Path file = Files.createTempFile(temp, "changed", ".zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }

  private static byte[] withoutLine(byte[] bytes, int number) {
    List<String> lines = new java.util.ArrayList<>(new String(bytes, UTF_8).lines().toList());
    lines.remove(number);
    return (String.join("\n", lines) + "\n").getBytes(UTF_8);
  }

  private static String sha(byte[] bytes) {
    return HexFormat.of().formatHex(Hashes.sha256().digest(bytes));
  }
}
