// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.record.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One file of the record, mapped into memory and filled with zeros beforehand: what is stored there
 * survives the end of the process without a system call. Room is taken without a lock, and an
 * entry's first word is stored last, so a reader finds whole entries only; room that was taken and
 * never filled is passed over.
 *
 * <p>Header, 64 bytes: format, time of the first entry, salt. Entry, at a multiple of eight: one
 * word of length and kind, one word of arrival or of the position meant, sealed bytes.
 */
final class Segment {
  static final int HEADER_BYTES = 64;
  static final int HEAD_BYTES = 16;

  private static final long FORMAT = 0x48_50_49_4e_50_54_31_0aL; // HPINPT1\n
  private static final int SALT_AT = 16;
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG.withOrder(ByteOrder.BIG_ENDIAN);
  private static final VarHandle WORD = LONG.varHandle();
  private static final Pattern NAME = Pattern.compile("input-(\\d{10})\\.rec");

  private final Path path;
  private final int number;
  private final MemorySegment map;
  private final byte[] salt;
  private final AtomicInteger next = new AtomicInteger(HEADER_BYTES);

  private Segment(Path path, int number, MemorySegment map, byte[] salt) {
    this.path = path;
    this.number = number;
    this.map = map;
    this.salt = salt;
  }

  /** Makes a file; nothing is in it before {@link #begin}. */
  static Segment create(Path folder, int number, int size, byte[] salt) throws IOException {
    Path path = folder.resolve(String.format(Locale.ROOT, "input-%010d.rec", number));
    Files.deleteIfExists(path);
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(size);
      MemorySegment map =
          file.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, size, Arena.ofAuto());
      fill(map, path);
      MemorySegment.copy(salt, 0, map, ValueLayout.JAVA_BYTE, SALT_AT, salt.length);
      return new Segment(path, number, map, salt);
    }
  }

  /**
   * Stores a zero everywhere: the file system gives its room now, and no caller has to wait for a
   * page later, or finds that there is no room left.
   */
  private static void fill(MemorySegment map, Path path) throws IOException {
    try {
      map.fill((byte) 0);
    } catch (InternalError noRoom) {
      throw new IOException(path + ": got a fault (expected: room on the disk)", noRoom);
    }
  }

  /** Opens a file to read it; null if nothing was ever written into it. */
  static @Nullable Segment open(Path path) throws IOException {
    try (FileChannel file = FileChannel.open(path)) {
      if (file.size() < HEADER_BYTES) {
        return null;
      }
      MemorySegment map = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), Arena.ofAuto());
      if (map.get(LONG, 0) != FORMAT) {
        return null;
      }
      byte[] salt = new byte[Sealing.SALT_BYTES];
      MemorySegment.copy(map, ValueLayout.JAVA_BYTE, SALT_AT, salt, 0, salt.length);
      return new Segment(path, numberOf(path), map, salt);
    }
  }

  /** The files of a folder in order. */
  static List<Path> list(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.filter(f -> NAME.matcher(f.getFileName().toString()).matches()).forEach(found::add);
    }
    found.sort(null);
    return found;
  }

  static int numberOf(Path path) {
    Matcher matcher = NAME.matcher(path.getFileName().toString());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("record file: got " + path + " (expected: " + NAME + ")");
    }
    return Integer.parseInt(matcher.group(1));
  }

  Path path() {
    return path;
  }

  int number() {
    return number;
  }

  byte[] salt() {
    return salt;
  }

  int size() {
    return (int) map.byteSize();
  }

  /** When it was begun, in milliseconds since 1970. */
  long begunAt() {
    return map.get(LONG, 8);
  }

  /** From now on it counts. */
  void begin(long now) {
    map.set(LONG, 8, now);
    WORD.setRelease(map, 0L, FORMAT);
  }

  /** Takes room for an entry of so many bytes; -1 if there is none left. */
  int take(int bytes) {
    int wanted = bytes + 7 & ~7;
    int at = next.get();
    while (wanted <= size() - at) {
      if (next.compareAndSet(at, at + wanted)) {
        return at;
      }
      at = next.get();
    }
    return -1;
  }

  /** How much room is taken. */
  int taken() {
    return next.get();
  }

  /** Gives back room that nothing was put into. Nothing may be filled any more. */
  void cut() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(Math.min(size(), taken()));
    }
  }

  /** Fills room that was taken; the entry is there from the last store on. */
  void fill(int at, long word, long meant, byte[] sealed, int length) {
    MemorySegment.copy(sealed, 0, map, ValueLayout.JAVA_BYTE, at + HEAD_BYTES, length);
    map.set(LONG, at + 8L, meant);
    WORD.setRelease(map, (long) at, word);
  }

  long word(int at) {
    return (long) WORD.getAcquire(map, (long) at);
  }

  long meant(int at) {
    return map.get(LONG, at + 8L);
  }

  byte[] sealed(int at, int length) {
    byte[] bytes = new byte[length];
    MemorySegment.copy(map, ValueLayout.JAVA_BYTE, at + HEAD_BYTES, bytes, 0, length);
    return bytes;
  }
}
