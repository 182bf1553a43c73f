// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.holdpoint.model.json.Hashes;
import io.holdpoint.server.audit.sign.AuditKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Checks a bundle with the public key alone, or with the journal beside it. Nothing is unpacked to
 * the disk; nothing but the signature is looked at before the signature is right.
 */
public final class BundleVerification {

  private static final int MOST_ENTRIES = 10_000;
  private static final int LONGEST_MANIFEST = 16 << 20;
  private static final int LONGEST_SIGNATURE = 4_096;

  private final Path file;
  private final String key;
  private final Optional<String> session;
  private final Optional<Path> journal;
  private final List<String> findings = new ArrayList<>();
  private final List<String> vouched = new ArrayList<>();

  /**
   * @param key the public key to check with, X.509 in Base64
   * @param session whose evidence it must be, if known
   * @param journal the journal's files, if they are at hand
   */
  public BundleVerification(
      Path file, String key, Optional<String> session, Optional<Path> journal) {
    this.file = requireNonNull(file, "file");
    this.key = requireNonNull(key, "key");
    this.session = requireNonNull(session, "session");
    this.journal = requireNonNull(journal, "journal");
  }

  /**
   * Reads the whole bundle.
   *
   * @throws IOException if the file or the journal cannot be read
   */
  public BundleReport run() throws IOException {
    String named = "";
    long records = 0;
    try (ZipFile zip = new ZipFile(file.toFile(), UTF_8)) {
      Optional<Manifest> signed = signed(zip);
      if (signed.isPresent()) {
        Manifest manifest = signed.get();
        named = manifest.session();
        entries(zip, manifest);
        if (findings.isEmpty() || zip.getEntry(BundleFormat.RECORDS) != null) {
          records = records(zip, manifest);
        }
      }
    } catch (ZipException e) {
      findings.add("bundle: got no intact ZIP file: " + e.getMessage());
    }
    return new BundleReport(named, records, findings, findings.isEmpty() ? vouched : List.of());
  }

  private Optional<Manifest> signed(ZipFile zip) throws IOException {
    Optional<byte[]> manifest = small(zip, BundleFormat.MANIFEST, LONGEST_MANIFEST);
    Optional<byte[]> signature = small(zip, BundleFormat.SIGNATURE, LONGEST_SIGNATURE);
    if (manifest.isEmpty() || signature.isEmpty()) {
      findings.add("bundle: got no manifest with a signature (expected: both)");
      return Optional.empty();
    }
    String[] lines = new String(signature.get(), UTF_8).strip().split("\n", -1);
    if (lines.length != 2 || !lines[0].strip().equals(key)) {
      findings.add("bundle: signed with another key than the one given");
      return Optional.empty();
    }
    if (!AuditKey.holds(key, BundleFormat.signedText(manifest.get()), lines[1].strip())) {
      findings.add("manifest: the signature is wrong: it was changed after it was signed");
      return Optional.empty();
    }
    try {
      Manifest read = Manifest.read(manifest.get());
      vouched.add(
          "signed by the key given at "
              + read.madeAt()
              + " for "
              + read.madeBy()
              + ": session "
              + read.session()
              + " of journal "
              + read.journal());
      session
          .filter(expected -> !expected.equals(read.session()))
          .ifPresent(
              expected ->
                  findings.add(
                      "bundle: got evidence of session "
                          + read.session()
                          + " (expected: "
                          + expected
                          + ")"));
      return Optional.of(read);
    } catch (IllegalArgumentException e) {
      findings.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void entries(ZipFile zip, Manifest manifest) throws IOException {
    Set<String> listed = new HashSet<>(Set.of(BundleFormat.MANIFEST, BundleFormat.SIGNATURE));
    manifest.files().forEach(entry -> listed.add(entry.name()));
    if (zip.size() > MOST_ENTRIES) {
      findings.add(
          "bundle: got " + zip.size() + " entries (expected: at most " + MOST_ENTRIES + ")");
      return;
    }
    Set<String> seen = new HashSet<>();
    for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
      if (!listed.contains(entry.getName())) {
        findings.add(entry.getName() + ": is not in the signed list");
      } else if (!seen.add(entry.getName())) {
        findings.add(entry.getName() + ": stands there twice");
      }
    }
    for (Manifest.Entry entry : manifest.files()) {
      ZipEntry found = zip.getEntry(entry.name());
      if (found == null) {
        findings.add(entry.name() + ": is missing");
      } else if (!digest(zip, found, entry.size()).equals(entry.sha256())) {
        findings.add(entry.name() + ": was changed after it was signed");
      }
    }
  }

  /** The digest of no more than should be there and a byte. */
  private static String digest(ZipFile zip, ZipEntry entry, long size) throws IOException {
    MessageDigest sha = Hashes.sha256();
    byte[] step = new byte[1 << 16];
    long left = size + 1;
    try (InputStream in = zip.getInputStream(entry)) {
      while (left > 0) {
        int read = in.read(step, 0, (int) Math.min(step.length, left));
        if (read < 0) {
          break;
        }
        sha.update(step, 0, read);
        left -= read;
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  private long records(ZipFile zip, Manifest manifest) throws IOException {
    ChainCheck check = new ChainCheck(manifest, key);
    try (BundleLines records = lines(zip, BundleFormat.RECORDS);
        BundleLines chain = lines(zip, BundleFormat.CHAIN);
        BundleLines checkpoints = lines(zip, BundleFormat.CHECKPOINTS)) {
      check.records(records, chain);
      check.checkpoints(checkpoints);
    } catch (IOException | IllegalArgumentException e) {
      findings.add("bundle: " + e.getMessage());
    }
    if (journal.isPresent()) {
      check.journal(journal.get());
    }
    findings.addAll(check.findings());
    vouched.addAll(check.vouched());
    manifest.notes().forEach(note -> vouched.add("note: " + note));
    return check.intact();
  }

  private static BundleLines lines(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException(name + " is missing");
    }
    return new BundleLines(zip.getInputStream(entry));
  }

  private static Optional<byte[]> small(ZipFile zip, String name, int longest) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      return Optional.empty();
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] all = in.readNBytes(longest + 1);
      return all.length > longest ? Optional.empty() : Optional.of(all);
    }
  }
}
