// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Room on disk for what idle sessions were told. Made at the first use, in the folder for temporary
 * files; nobody else can read it: it has no name where the system allows that, and what is in it is
 * sealed with AES-256-GCM under a key that only this process ever has. Nothing of it outlives the
 * process; recovery does not need it. Bounded: what does not fit stays in memory. Safe for use by
 * many threads.
 */
public final class SpillFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpillFile.class);
  private static final long MOST_BYTES = 1L << 30;
  private static final int TAG_BYTES = 16;
  private static final int NONCE_BYTES = 12;

  /** Places are of powers of two, from this one. */
  private static final int LEAST_BITS = 9;

  private static final int KINDS = 12;

  private final long most;
  private final List<Deque<Long>> free = new ArrayList<>();
  private @Nullable FileChannel file;
  private @Nullable Cipher cipher;
  private @Nullable SecretKeySpec key;
  private long end;
  private long written;
  private boolean closed;

  public SpillFile() {
    this(MOST_BYTES);
  }

  SpillFile(long most) {
    this.most = most;
    for (int i = 0; i < KINDS; i++) {
      free.add(new ArrayDeque<>(0));
    }
  }

  /** Where something lies. */
  final class Place {
    private final long at;
    private final int kind;
    private final int length;
    private final long nonce;

    private Place(long at, int kind, int length, long nonce) {
      this.at = at;
      this.kind = kind;
      this.length = length;
      this.nonce = nonce;
    }

    /** What lies there, which gives up the place; empty if it cannot be read. */
    Optional<byte[]> take() {
      return SpillFile.this.take(this);
    }

    /** Gives up the place. */
    void giveUp() {
      SpillFile.this.giveUp(this);
    }
  }

  /** Puts something away; empty if there is no room for it. */
  synchronized Optional<Place> put(byte[] plain) {
    int length = plain.length + TAG_BYTES;
    int kind = Math.max(0, Integer.SIZE - Integer.numberOfLeadingZeros(length - 1) - LEAST_BITS);
    if (closed || kind >= KINDS) {
      return Optional.empty();
    }
    Long known = free.get(kind).pollLast();
    if (known == null && end + (1L << (kind + LEAST_BITS)) > most) {
      return Optional.empty();
    }
    long at = known == null ? end : known;
    try {
      FileChannel to = open();
      long nonce = ++written; // of a key of this process: never twice
      ByteBuffer sealed = ByteBuffer.wrap(crypt(Cipher.ENCRYPT_MODE, nonce, plain));
      while (sealed.hasRemaining()) {
        to.write(sealed, at + sealed.position());
      }
      end = known == null ? end + (1L << (kind + LEAST_BITS)) : end;
      return Optional.of(new Place(at, kind, length, nonce));
    } catch (IOException | GeneralSecurityException e) {
      LOG.warn("engine: an idle session stays in memory, the file for them cannot be written", e);
      closed = true;
      return Optional.empty();
    }
  }

  private synchronized Optional<byte[]> take(Place place) {
    FileChannel from = file;
    if (from == null) {
      return Optional.empty();
    }
    free.get(place.kind).addLast(place.at);
    ByteBuffer sealed = ByteBuffer.allocate(place.length);
    try {
      while (sealed.hasRemaining() && from.read(sealed, place.at + sealed.position()) >= 0) {}
      return Optional.of(crypt(Cipher.DECRYPT_MODE, place.nonce, sealed.array()));
    } catch (IOException | GeneralSecurityException e) {
      LOG.warn("engine: what an idle session was told is lost, it counts as unknown", e);
      return Optional.empty();
    }
  }

  private synchronized void giveUp(Place place) {
    free.get(place.kind).addLast(place.at);
  }

  private FileChannel open() throws IOException, GeneralSecurityException {
    FileChannel known = file;
    if (known != null) {
      return known;
    }
    Path path = Files.createTempFile("holdpoint-idle-", ""); // the owner's only
    FileChannel opened =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    try {
      Files.deleteIfExists(path);
    } catch (IOException open) {
      LOG.debug("engine: {} is deleted when it is closed", path, open);
    }
    file = opened;
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    key = new SecretKeySpec(random, "AES");
    cipher = Cipher.getInstance("AES/GCM/NoPadding");
    return opened;
  }

  private byte[] crypt(int mode, long nonce, byte[] bytes) throws GeneralSecurityException {
    Cipher with = cipher;
    if (with == null) {
      throw new GeneralSecurityException("spill: got no cipher (expected: an open file)");
    }
    byte[] numbered = ByteBuffer.allocate(NONCE_BYTES).putLong(4, nonce).array();
    with.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, numbered));
    return with.doFinal(bytes);
  }

  /** How many bytes of the disk it takes. */
  public synchronized long size() {
    return end;
  }

  @Override
  public synchronized void close() {
    closed = true;
    FileChannel known = file;
    file = null;
    if (known != null) {
      try {
        known.close();
      } catch (IOException e) {
        LOG.warn("engine: the file for idle sessions cannot be closed", e);
      }
    }
  }
}
