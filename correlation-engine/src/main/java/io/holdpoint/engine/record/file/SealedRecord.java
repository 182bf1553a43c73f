// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.record.file;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.record.Entry;
import io.holdpoint.engine.record.Input;
import io.holdpoint.engine.record.InputRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's input in a folder of sealed files, bounded by age and size. An entry costs no system
 * call; the next file is made ready beforehand by a thread of its own. If a file cannot be made the
 * record is broken: it takes nothing more, says so in the log and in {@link #isBroken}, and is not
 * used for a restart.
 */
public final class SealedRecord implements InputRecord, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SealedRecord.class);
  private static final int SEGMENT_BYTES = 8 << 20;
  private static final String BROKEN = "broken";

  private final Path folder;
  private final byte[] key;
  private final RecordSettings settings;
  private final InstantSource clock;
  private final int segmentBytes;
  private final SecureRandom random = new SecureRandom();
  private final ThreadLocal<Writer> writers;
  private final ReentrantLock rolling = new ReentrantLock();
  private final AtomicLong written = new AtomicLong();
  private volatile Segment active;
  private volatile @Nullable Segment ready;
  private volatile int preparing;
  private volatile boolean broken;

  private SealedRecord(
      Path folder, byte[] key, RecordSettings settings, InstantSource clock, Segment first) {
    this.segmentBytes = first.size();
    this.folder = folder;
    this.key = key.clone();
    this.settings = settings;
    this.clock = clock;
    this.active = first;
    this.writers = ThreadLocal.withInitial(Writer::new);
  }

  /**
   * Goes on with the record of a folder, making it if there is none; whoever wants to know what is
   * in it reads its {@link InputLog} first.
   *
   * @param key 32 bytes it is sealed with
   * @throws UncheckedIOException if the folder cannot be written
   */
  public static SealedRecord open(
      Path folder, byte[] key, RecordSettings settings, InstantSource clock) {
    return open(folder, key, settings, clock, SEGMENT_BYTES);
  }

  static SealedRecord open(
      Path folder, byte[] key, RecordSettings settings, InstantSource clock, int segmentBytes) {
    requireNonNull(settings, "settings");
    try {
      Files.createDirectories(folder);
      List<Path> known = Segment.list(folder);
      int number = known.isEmpty() ? 1 : Segment.numberOf(known.getLast()) + 1;
      if (Files.exists(folder.resolve(BROKEN))) {
        delete(known);
        Files.delete(folder.resolve(BROKEN));
      }
      Segment first = Segment.create(folder, number, segmentBytes, salt(new SecureRandom()));
      first.begin(clock.millis());
      SealedRecord opened = new SealedRecord(folder, key, settings, clock, first);
      opened.dropOld();
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException("record " + folder + ": cannot be opened", e);
    }
  }

  /**
   * A run without a record follows: what is recorded so far would have a hole, so it goes.
   *
   * @throws UncheckedIOException if it cannot be deleted
   */
  public static void discard(Path folder) {
    try {
      if (Files.isDirectory(folder)) {
        delete(Segment.list(folder));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("record " + folder + ": cannot be deleted", e);
    }
  }

  static boolean isBroken(Path folder) {
    return Files.exists(folder.resolve(BROKEN));
  }

  /** True if it takes nothing more. */
  public boolean isBroken() {
    return broken;
  }

  /** How many bytes were written since it was opened. */
  public long bytesWritten() {
    return written.get();
  }

  @Override
  public long told(Entry.Way way, long arrival, Input input) {
    if (broken) {
      return 0;
    }
    Writer writer = writers.get();
    writer.plain.clear();
    writer.codec.write(input, writer.plain);
    return put(writer, Kind.of(way), arrival, writer.plain.length());
  }

  @Override
  public void taken(long position) {
    mark(Kind.TAKEN, position);
  }

  @Override
  public void givenUp(long position) {
    mark(Kind.GIVEN_UP, position);
  }

  /** Nothing more comes: room that was prepared is given back. */
  @Override
  public void close() {
    rolling.lock();
    try {
      broken = true;
      Segment spare = ready;
      ready = null;
      if (spare != null) {
        Files.deleteIfExists(spare.path());
      }
      active.cut();
    } catch (IOException e) {
      throw new UncheckedIOException("record " + folder + ": cannot be closed", e);
    } finally {
      rolling.unlock();
    }
  }

  private void mark(int kind, long position) {
    if (!broken && position != 0) {
      put(writers.get(), kind, position, -Sealing.TAG_BYTES);
    }
  }

  /**
   * @param plain length of what is sealed; minus the tag's length if nothing is
   */
  private long put(Writer writer, int kind, long meant, int plain) {
    int sealed = plain + Sealing.TAG_BYTES;
    int size = Segment.HEAD_BYTES + sealed;
    Segment segment = active;
    int at = segment.take(size);
    while (at < 0) {
      if (size > segmentBytes - Segment.HEADER_BYTES || !roll(segment)) {
        fail(null);
        return 0;
      }
      segment = active;
      at = segment.take(size);
    }
    long word = Kind.word(kind, sealed);
    if (sealed > 0) {
      writer.seal(segment, at, word, meant, plain);
    }
    segment.fill(at, word, meant, writer.sealed, sealed);
    written.addAndGet(size);
    if (at > segmentBytes / 2 && preparing != segment.number() + 1) {
      prepare(segment.number() + 1);
    }
    return position(segment.number(), at);
  }

  static long position(int segment, int at) {
    return (long) segment << 32 | at;
  }

  private boolean roll(Segment full) {
    rolling.lock();
    try {
      if (active.number() != full.number()) {
        return true;
      }
      if (broken) {
        return false;
      }
      Segment next = ready;
      ready = null;
      if (next == null) {
        next = create(full.number() + 1);
        dropOld();
      }
      next.begin(clock.millis());
      active = next;
      return true;
    } catch (IOException e) {
      fail(e);
      return false;
    } finally {
      rolling.unlock();
    }
  }

  /** Makes the next file ready on a thread of its own, once. */
  private void prepare(int number) {
    if (!rolling.tryLock()) {
      return;
    }
    try {
      if (preparing == number || broken) {
        return;
      }
      preparing = number;
    } finally {
      rolling.unlock();
    }
    Thread.ofPlatform().name("engine-record").daemon().start(() -> makeReady(number));
  }

  private void makeReady(int number) {
    rolling.lock();
    try {
      if (!broken && ready == null && active.number() + 1 == number) {
        ready = create(number);
        dropOld();
      }
    } catch (IOException e) {
      LOG.warn("record {}: the next file cannot be made ready yet: {}", folder, e.toString());
    } finally {
      rolling.unlock();
    }
  }

  private Segment create(int number) throws IOException {
    return Segment.create(folder, number, segmentBytes, salt(random));
  }

  private void fail(@Nullable IOException cause) {
    broken = true;
    LOG.error("record {}: broken, nothing can be replayed from here on", folder, cause);
    try {
      Files.writeString(folder.resolve(BROKEN), "");
    } catch (IOException e) {
      LOG.error("record {}: cannot even be marked as broken", folder, e);
    }
  }

  /**
   * Deletes what is older or more than is kept; the active file stays. Done where the next file is
   * made, so that no caller waits for it.
   */
  private void dropOld() throws IOException {
    List<Path> files = Segment.list(folder);
    long most = Math.max(2, ((long) settings.maxMegabytes() << 20) / segmentBytes);
    long oldest = clock.instant().minus(settings.keep()).toEpochMilli();
    for (int i = 0; i + 1 < files.size(); i++) {
      Segment after = Segment.open(files.get(i + 1));
      boolean old = after != null && after.begunAt() < oldest;
      if (files.size() - i > most || old) {
        Files.delete(files.get(i));
      }
    }
  }

  private static void delete(List<Path> files) throws IOException {
    for (Path file : files) {
      Files.delete(file);
    }
  }

  private static byte[] salt(SecureRandom random) {
    byte[] salt = new byte[Sealing.SALT_BYTES];
    random.nextBytes(salt);
    return salt;
  }

  /** What one thread writes with. */
  private final class Writer {
    private final InputCodec codec = new InputCodec(settings.texts());
    private final Bytes plain = new Bytes();
    private final byte[] head = new byte[Segment.HEAD_BYTES];
    private byte[] sealed = new byte[4096];
    private @Nullable Sealing sealing;
    private int sealingOf;

    void seal(Segment segment, int at, long word, long meant, int length) {
      Sealing now = sealing;
      if (now == null || sealingOf != segment.number()) {
        now = Sealing.of(key, segment.salt());
        sealing = now;
        sealingOf = segment.number();
      }
      if (sealed.length < length + Sealing.TAG_BYTES) {
        sealed = new byte[Math.max(length + Sealing.TAG_BYTES, sealed.length * 2)];
      }
      ByteBuffer.wrap(head).putLong(word).putLong(meant);
      now.seal(at, head, plain.array(), length, sealed);
    }
  }
}
