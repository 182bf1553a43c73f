// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.bundle;

import io.holdpoint.model.json.Hashes;
import java.security.MessageDigest;
import java.util.HexFormat;

/** What a bundle consists of: a ZIP file with these entries. */
final class BundleFormat {

  /** The first line of what is signed, and the name of the form. */
  static final String FORMAT = "holdpoint-bundle-1";

  static final String MANIFEST = "manifest.json";
  static final String SIGNATURE = "manifest.sig";
  static final String RECORDS = "records.jsonl";
  static final String CHAIN = "chain.jsonl";
  static final String CHECKPOINTS = "checkpoints.jsonl";
  static final String SUMMARY = "summary.txt";
  static final String VERSIONS = "versions.json";

  /** The hash before the first record of a journal. */
  static final String START = "0".repeat(64);

  private BundleFormat() {}

  /** What is signed: two lines, each ended by a line feed. */
  static String signedText(byte[] manifest) {
    return FORMAT + "\n" + HexFormat.of().formatHex(Hashes.sha256().digest(manifest)) + "\n";
  }

  /** The hash of the chain behind a record. */
  static String hash(String previous, byte[] bytes, int length) {
    MessageDigest sha = Hashes.sha256();
    sha.update(HexFormat.of().parseHex(previous));
    sha.update(
        new byte[] {
          (byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length
        });
    sha.update(bytes, 0, length);
    return HexFormat.of().formatHex(sha.digest());
  }
}
