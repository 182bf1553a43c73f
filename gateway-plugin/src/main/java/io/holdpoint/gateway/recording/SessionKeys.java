// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.seal.Aes;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.json.Hashes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A key for each session, wrapped by a master key, in one file. A key that is destroyed is
 * overwritten where it lies. Safe for use by many threads.
 */
final class SessionKeys implements AutoCloseable {

  private static final int MOST_REMEMBERED = 16_384;

  private final KeyFile file;
  private final Map<String, MasterKey> masters;
  private final @Nullable MasterKey current;
  private final InstantSource clock;
  private final Aes aes;

  private final Map<String, Long> places = new HashMap<>();
  private final Deque<Long> free = new ArrayDeque<>();
  private long end;
  private @Nullable Set<String> touched;

  /** Never to have a key again. */
  private final Set<String> erased = new HashSet<>();

  private final Map<SessionId, DataKey> open =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionId, DataKey> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  private SessionKeys(
      KeyFile file,
      @Nullable MasterKey current,
      List<MasterKey> all,
      InstantSource clock,
      Aes aes) {
    this.file = file;
    this.current = current;
    this.masters =
        all.stream().collect(Collectors.toUnmodifiableMap(MasterKey::id, key -> key, (a, b) -> a));
    this.clock = clock;
    this.aes = aes;
  }

  /** A session's key, unwrapped. */
  record DataKey(String session, String id, SecretKey key) {
    /** Its name. */
    @Override
    public String toString() {
      return "key " + id;
    }
  }

  /**
   * Opens the file, or begins it.
   *
   * @param current wraps new keys; null if there will be none
   * @param former open older ones
   * @throws IOException if the file cannot be used, or holds keys under a master key that is not
   *     among those given while new ones are to be made
   */
  static SessionKeys open(
      Path path, @Nullable MasterKey current, List<MasterKey> former, InstantSource clock, Aes aes)
      throws IOException {
    List<MasterKey> all = new java.util.ArrayList<>(former);
    if (current != null) {
      all.add(current);
    }
    KeyFile file = KeyFile.open(path);
    SessionKeys keys = new SessionKeys(file, current, all, clock, aes);
    try {
      keys.readAll(path);
      return keys;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private void readAll(Path path) throws IOException {
    Map<String, Long> foreign = new TreeMap<>();
    end = file.slots();
    for (long place = 0; place < end; place++) {
      KeySlot slot = file.read(place);
      if (slot == null) {
        free.add(place);
      } else {
        places.put(slot.session(), place);
        if (!masters.containsKey(slot.master())) {
          foreign.merge(slot.master(), 1L, Long::sum);
        }
      }
    }
    if (current != null && !foreign.isEmpty()) {
      throw new IOException(
          "gateway.recording.master-key: got "
              + masters.keySet().stream().sorted().collect(Collectors.joining(", "))
              + " (expected: "
              + foreign.entrySet().stream()
                  .map(entry -> entry.getKey() + " too, which wraps " + entry.getValue() + " keys")
                  .collect(Collectors.joining(" and "))
              + " in "
              + path
              + "; list it under former-keys, or move the file away to give up what they seal)");
    }
  }

  /** The session's key, made now if it has none; null if it was erased. */
  synchronized @Nullable DataKey sealing(SessionId session) {
    DataKey known = open.get(session);
    if (known == null) {
      String hash = hash(session);
      if (erased.contains(hash)) {
        return null;
      }
      Long place = places.get(hash);
      known = place == null ? make(hash) : requireNonNull(unwrap(hash, place), "key");
      open.put(session, known);
    }
    if (touched != null) {
      touched.add(known.session());
    }
    return known;
  }

  /** The session's key of this name; null if it is gone. */
  synchronized @Nullable DataKey opening(SessionId session, String id) {
    DataKey known = open.get(session);
    if (known == null) {
      String hash = hash(session);
      Long place = places.get(hash);
      known = place == null ? null : unwrap(hash, place);
      if (known != null) {
        open.put(session, known);
      }
    }
    return known != null && known.id().equals(id) ? known : null;
  }

  /** True if the session has a key, readable or not. */
  synchronized boolean has(SessionId session) {
    return places.containsKey(hash(session));
  }

  /** Which master key the session's key is wrapped with, if that is not among those given. */
  synchronized @Nullable String foreignMaster(SessionId session) {
    Long place = places.get(hash(session));
    KeySlot slot = place == null ? null : readSlot(place);
    return slot == null || masters.containsKey(slot.master()) ? null : slot.master();
  }

  /**
   * Overwrites the session's key, brings that to the disk, and makes it no other one.
   *
   * @return false if it has none
   */
  boolean erase(SessionId session) {
    String hash = hash(session);
    boolean had;
    synchronized (this) {
      open.remove(session);
      erased.add(hash);
      had = destroy(hash);
    }
    if (had) {
      force();
    }
    return had;
  }

  /**
   * Destroys the keys made before a time that nothing uses any more.
   *
   * @param used tells the hashes of sessions of which something is left
   * @return how many
   */
  int destroyUnused(Instant before, Supplier<Set<String>> used) {
    Set<String> old = new HashSet<>();
    synchronized (this) {
      for (Map.Entry<String, Long> entry : places.entrySet()) {
        KeySlot slot = readSlot(entry.getValue());
        if (slot != null && slot.created().isBefore(before)) {
          old.add(entry.getKey());
        }
      }
      touched = new HashSet<>();
    }
    try {
      if (!old.isEmpty()) {
        old.removeAll(used.get());
      }
      return destroyAll(old);
    } finally {
      synchronized (this) {
        touched = null;
      }
    }
  }

  /** One after the other, so that no call waits for all of them, and none for the disk. */
  private int destroyAll(Set<String> old) {
    synchronized (this) {
      open.values().removeIf(key -> old.contains(key.session()) && !isTouched(key.session()));
    }
    int destroyed = 0;
    for (String hash : old) {
      synchronized (this) {
        destroyed += !isTouched(hash) && destroy(hash) ? 1 : 0;
      }
    }
    if (destroyed > 0) {
      force();
    }
    return destroyed;
  }

  private boolean isTouched(String hash) {
    return touched != null && touched.contains(hash);
  }

  private void force() {
    try {
      file.force();
    } catch (IOException e) {
      throw new UncheckedIOException("recording: a key that was overwritten may come back", e);
    }
  }

  /** Completes once all keys made so far are on the disk. */
  CompletionStage<Void> durable() {
    return file.durable();
  }

  @Override
  public void close() {
    file.close();
  }

  /** The name of a session in the file. */
  static String hash(SessionId session) {
    return HexFormat.of().formatHex(Hashes.sha256().digest(session.value().getBytes(UTF_8)));
  }

  private boolean destroy(String hash) {
    Long place = places.get(hash);
    if (place == null) {
      return false;
    }
    try {
      file.overwrite(place);
    } catch (IOException e) {
      throw new UncheckedIOException("recording: a key could not be overwritten", e);
    }
    places.remove(hash);
    free.add(place);
    return true;
  }

  private DataKey make(String hash) {
    MasterKey master = requireNonNull(current, "master key");
    byte[] key = aes.randomBytes(MasterKey.KEY_BYTES);
    String id = HexFormat.of().formatHex(aes.randomBytes(MasterKey.ID_BYTES));
    byte[] sealed = new byte[KeySlot.SEALED_BYTES];
    aes.seal(master.key(), KeySlot.context(hash, master.id(), id), key, sealed, 0);
    KeySlot slot =
        new KeySlot(hash, clock.instant(), master.id(), id, HexFormat.of().formatHex(sealed));
    long place = free.isEmpty() ? end : free.remove();
    try {
      file.write(place, slot);
    } catch (IOException e) {
      throw new IllegalStateException("recording: the key of a session cannot be kept", e);
    }
    end = Math.max(end, place + 1);
    places.put(hash, place);
    return new DataKey(hash, id, new SecretKeySpec(key, "AES"));
  }

  private @Nullable DataKey unwrap(String hash, long place) {
    KeySlot slot = readSlot(place);
    MasterKey master = slot == null ? null : masters.get(slot.master());
    if (slot == null || master == null) {
      return null;
    }
    byte[] sealed = HexFormat.of().parseHex(slot.sealed());
    byte[] key = aes.open(master.key(), KeySlot.context(hash, slot.master(), slot.id()), sealed, 0);
    if (key == null) {
      throw new IllegalStateException(
          "recording: key "
              + slot.id()
              + " does not open with master key "
              + slot.master()
              + " (expected: the bytes that were written)");
    }
    return new DataKey(hash, slot.id(), new SecretKeySpec(key, "AES"));
  }

  private @Nullable KeySlot readSlot(long place) {
    try {
      return file.read(place);
    } catch (IOException e) {
      throw new IllegalStateException("recording: the file of keys cannot be read", e);
    }
  }
}
