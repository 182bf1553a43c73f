// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

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
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(content(published, journalId));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new TrustException("signal: cannot be signed: " + e.getMessage(), e);
    }
  }

  /** True if {@code seal} is the signature of {@code key}'s owner on exactly this. */
  public static boolean holds(byte[] seal, Published published, String journalId, PublicKey key) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(content(published, journalId));
      return signature.verify(seal);
    } catch (GeneralSecurityException malformed) {
      return false;
    }
  }

  private static byte[] content(Published published, String journalId) {
    byte[] id = journalId.getBytes(UTF_8);
    byte[] signal = WireCodec.PUBLISHED.write(published);
    return ByteBuffer.allocate(4 + id.length + Long.BYTES + signal.length)
        .putInt(id.length)
        .put(id)
        .putLong(published.sequence())
        .put(signal)
        .array();
  }
}
