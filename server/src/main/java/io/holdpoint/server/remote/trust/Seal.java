// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.wire.WireCodec;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/**
 * The engine's Ed25519 signature (RFC 8032) on a signal: over the id of its journal, so that a
 * signal of another one cannot be played in, its sequence, so that none can be moved, and all it
 * says.
 */
public final class Seal {

  static final String ALGORITHM = "Ed25519";

  private Seal() {}

  /** Signs. */
  public static byte[] on(Published published, String journalId, PrivateKey key) {
    return on(content(published, journalId), key);
  }

  /** Signs something else that gateways are told. */
  public static byte[] on(JournalRecord fact, String journalId, PrivateKey key) {
    return on(content(fact, journalId), key);
  }

  private static byte[] on(byte[] content, PrivateKey key) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new TrustException("engine's word: cannot be signed: " + e.getMessage(), e);
    }
  }

  /** True if {@code seal} is the signature of {@code key}'s owner on exactly this. */
  public static boolean holds(byte[] seal, Published published, String journalId, PublicKey key) {
    return holds(seal, content(published, journalId), key);
  }

  /** True if {@code seal} is the signature of {@code key}'s owner on exactly this. */
  public static boolean holds(byte[] seal, JournalRecord fact, String journalId, PublicKey key) {
    return holds(seal, content(fact, journalId), key);
  }

  private static boolean holds(byte[] seal, byte[] content, PublicKey key) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(content);
      return signature.verify(seal);
    } catch (GeneralSecurityException malformed) {
      return false;
    }
  }

  private static byte[] content(Published published, String journalId) {
    return content(journalId, published.sequence(), WireCodec.PUBLISHED.write(published));
  }

  /** No signal has this sequence, so that nothing else can be played in as one. */
  private static byte[] content(JournalRecord fact, String journalId) {
    return content(journalId, -1, WireCodec.RECORD.write(fact));
  }

  private static byte[] content(String journalId, long sequence, byte[] signal) {
    byte[] id = journalId.getBytes(UTF_8);
    return ByteBuffer.allocate(4 + id.length + Long.BYTES + signal.length)
        .putInt(id.length)
        .put(id)
        .putLong(sequence)
        .put(signal)
        .array();
  }
}
