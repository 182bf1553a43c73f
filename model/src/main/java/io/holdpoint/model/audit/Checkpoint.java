// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.audit;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A journal's signed word on how far it had come. One that left the host proves later that nothing
 * before it was changed or taken away.
 *
 * @param journal which journal
 * @param sequence rising by one, from 1
 * @param records how many records it vouches for, from the first on
 * @param head the hash of the last of them, in hexadecimal
 * @param at when it was made
 * @param key the public key, X.509 SubjectPublicKeyInfo in Base64
 * @param signature Ed25519 (RFC 8032) over {@link #signedText} in ASCII, in Base64
 */
public record Checkpoint(
    String journal,
    long sequence,
    long records,
    String head,
    Instant at,
    String key,
    String signature) {

  /** The first line of what is signed, and the name of the form. */
  public static final String FORMAT = "holdpoint-checkpoint-1";

  public Checkpoint {
    requireNonNull(journal, "journal");
    requireNonNull(head, "head");
    requireNonNull(at, "at");
    requireNonNull(key, "key");
    requireNonNull(signature, "signature");
    if (sequence < 1 || records < 0) {
      throw new IllegalArgumentException(
          "checkpoint: got sequence "
              + sequence
              + " and "
              + records
              + " records (expected: from 1, and not below 0)");
    }
  }

  /** What is signed: six lines, each ended by a line feed. */
  public String signedText() {
    return String.join(
            "\n",
            FORMAT,
            journal,
            Long.toString(sequence),
            Long.toString(records),
            head,
            at.toString())
        + "\n";
  }

  /** The same with a signature. */
  public Checkpoint signedBy(String publicKey, String made) {
    return new Checkpoint(journal, sequence, records, head, at, publicKey, made);
  }
}
