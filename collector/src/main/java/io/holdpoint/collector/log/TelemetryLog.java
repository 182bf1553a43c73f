// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.log;

import io.holdpoint.collector.source.Trust;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Batches as received, in files that are only appended to. An entry that was appended was written
 * to the operating system and survives the end of the process; {@link #projected} makes it survive
 * the end of the machine too. Any thread may append; one thread reads. A position is the number of
 * bytes before an entry, counted over all files there ever were.
 */
public final class TelemetryLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TelemetryLog.class);

  /** An entry, and the position after it. */
  public record Read(Entry entry, long next) {}

  private final Path folder;
  private final LogLimits limits;
  private final FileChannel lockFile;
  private final PositionFile positionFile;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition appended = lock.newCondition();
  private final TreeMap<Long, Segment> segments = new TreeMap<>();
  private long end;
  private long projected;
  private boolean noWaiting;
  private boolean closed;

  private TelemetryLog(Path folder, LogLimits limits, FileChannel lockFile) {
    this.folder = folder;
    this.limits = limits;
    this.lockFile = lockFile;
    this.positionFile = new PositionFile(folder);
  }

  /**
   * Opens the log in {@code folder}, cutting off and saving aside what a sudden end left torn.
   *
   * @throws IOException if another process has it open, or it cannot be read or written
   */
  public static TelemetryLog open(Path folder, LogLimits limits) throws IOException {
    Files.createDirectories(folder);
    FileChannel lockFile =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      requireAlone(folder, lockFile);
      TelemetryLog log = new TelemetryLog(folder, limits, lockFile);
      log.recover();
      return log;
    } catch (IOException | RuntimeException e) {
      lockFile.close();
      throw e;
    }
  }

  /**
   * Appends an entry; once this returns it may be acknowledged.
   *
   * @return false if too much is waiting to be projected already; then nothing was written
   * @throws IOException if it could not be written; then nothing of it is left behind
   */
  public boolean append(Entry entry) throws IOException {
    lock.lock();
    try {
      requireOpen();
      if (end - projected >= backlog(entry)) {
        return false;
      }
      Segment segment = segments.lastEntry().getValue();
      if (end - segment.base() >= limits.segment()) {
        segment.force();
        segment = Segment.open(folder, end);
        segments.put(end, segment);
      }
      end = segment.append(end, entry);
      appended.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Who sends without a token gets half, and cannot keep others out. */
  private long backlog(Entry entry) {
    return entry.source().trust() == Trust.NONE ? limits.backlog() / 2 : limits.backlog();
  }

  /**
   * The first sound entry at or after {@code position}, or empty at the end of the log. Damage is
   * told and passed over.
   */
  public Optional<Read> read(long position) throws IOException {
    long at = position;
    while (true) {
      Segment segment;
      long limit;
      lock.lock();
      try {
        requireOpen();
        if (at >= end) {
          return Optional.empty();
        }
        Map.Entry<Long, Segment> floor = segments.floorEntry(at);
        segment = floor == null ? segments.firstEntry().getValue() : floor.getValue();
        at = Math.max(at, segment.base());
        Long next = segments.higherKey(segment.base());
        limit = next == null ? end : next;
      } finally {
        lock.unlock();
      }
      switch (segment.read(at, limit)) {
        case Segment.Found.Sound sound -> {
          return Optional.of(new Read(sound.entry(), sound.next()));
        }
        case Segment.Found.Broken broken -> {
          LOG.error(
              "{}: got bytes that are no entry at {} (expected: an entry); {} bytes are passed"
                  + " over",
              segment,
              at - segment.base(),
              limit - at);
          at = limit;
        }
      }
    }
  }

  /** Ends the wait of a reader, now and for ever after. */
  public void stopWaiting() {
    lock.lock();
    try {
      noWaiting = true;
      appended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until something lies beyond {@code position}, waiting was ended, or time is up. */
  public void awaitBeyond(long position, long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (end <= position && !noWaiting && left > 0) {
        left = appended.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Notes that everything before {@code position} is projected and need never be read again, and
   * drops the oldest files beyond the bound. The projection itself must be on the disk by then.
   */
  public void projected(long position) throws IOException {
    Segment last;
    lock.lock();
    try {
      requireOpen();
      last = segments.lastEntry().getValue();
    } finally {
      lock.unlock();
    }
    last.force();
    positionFile.write(position);
    lock.lock();
    try {
      projected = Math.max(projected, position);
      dropOldest();
    } finally {
      lock.unlock();
    }
  }

  /** The position noted last by {@link #projected}, where reading begins. */
  public long projected() {
    lock.lock();
    try {
      return projected;
    } finally {
      lock.unlock();
    }
  }

  /** Where a reader beside the projection notes how far it has come. */
  public Bookmark bookmark(String name) {
    return new Bookmark(new PositionFile(folder, name), end());
  }

  /**
   * A position from which entries can be read that begins at least {@code bytes} before another
   * one, or the oldest there is.
   */
  public long before(long position, long bytes) {
    lock.lock();
    try {
      Map.Entry<Long, Segment> floor = segments.floorEntry(position - bytes);
      return floor == null ? segments.firstKey() : floor.getKey();
    } finally {
      lock.unlock();
    }
  }

  /** The position of the oldest entry that is still there. */
  public long first() {
    lock.lock();
    try {
      return segments.firstKey();
    } finally {
      lock.unlock();
    }
  }

  /** The position after the last entry. */
  public long end() {
    lock.lock();
    try {
      return end;
    } finally {
      lock.unlock();
    }
  }

  /** Closes the files. */
  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      for (Segment segment : segments.values()) {
        segment.close();
      }
      lockFile.close();
    } finally {
      lock.unlock();
    }
  }

  private void recover() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (long base : files.flatMap(f -> Segment.baseOf(f).stream()).toList()) {
        segments.put(base, Segment.open(folder, base));
      }
    }
    if (segments.isEmpty()) {
      segments.put(0L, Segment.open(folder, 0));
    }
    cutTornTail(segments.lastEntry().getValue());
    long first = segments.firstKey();
    long noted = positionFile.read().orElse(first);
    if (noted > end) {
      LOG.warn("projected position: got {} (expected: at most {}); the log was cut", noted, end);
    }
    projected = Math.clamp(noted, first, end);
  }

  private void cutTornTail(Segment last) throws IOException {
    long size = last.end();
    long at = last.base();
    while (at < size && last.read(at, size) instanceof Segment.Found.Sound sound) {
      at = sound.next();
    }
    end = at;
    if (at < size) {
      Path aside = last.saveTail(at);
      LOG.warn(
          "{}: got {} torn bytes at its end (expected: whole entries); saved as {}",
          last,
          size - at,
          aside.getFileName());
    }
  }

  private void dropOldest() throws IOException {
    while (segments.size() > 1) {
      Segment oldest = segments.firstEntry().getValue();
      long endOfOldest = segments.higherKey(oldest.base());
      if (endOfOldest > projected || projected - endOfOldest < limits.retained()) {
        return;
      }
      segments.remove(oldest.base());
      oldest.delete();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("telemetry log: got a call after close (expected: none)");
    }
  }

  private static void requireAlone(Path folder, FileChannel lockFile) throws IOException {
    @Nullable FileLock alone;
    try {
      alone = lockFile.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      alone = null;
    }
    if (alone == null) {
      throw new IOException(
          "telemetry log: got " + folder + " (expected: a folder no other collector has open)");
    }
  }
}
