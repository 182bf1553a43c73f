// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.journal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One file of the journal. It begins with a header: eight bytes that name the format, how many
 * records came before, the hash of the last of them. Frames follow: four bytes length, that many
 * bytes JSON, 32 bytes hash. Where records were taken out of a closed file because their time was
 * over, a number with the highest bit set says how many, and the hash of the last of them follows.
 *
 * <p>It is written through {@link RandomAccessFile}, because a {@link FileChannel} closes itself
 * when its caller's thread is interrupted, and callers are not ours.
 */
final class Segment implements AutoCloseable {

  static final int HEADER_BYTES = 48;
  static final int FRAME_OVERHEAD = 4 + HashChain.HASH_BYTES;
  static final int MAX_RECORD_BYTES = 16 << 20;

  /** Where records were taken out: how many, with the highest bit set, and the hash of the last. */
  static final int GAP_BYTES = 4 + HashChain.HASH_BYTES;

  static final int GAP_BIT = 0x8000_0000;

  private static final String COMPRESSED = ".zst";
  private static final String FORMERLY_COMPRESSED = ".gz";

  private static final byte[] FORMAT = "HPJRNL1\n".getBytes(StandardCharsets.US_ASCII);
  private static final Pattern NAME = Pattern.compile("journal-(\\d{10})\\.log(\\.gz|\\.zst)?");

  private final Path path;
  private final RandomAccessFile file;
  private long size;

  private Segment(Path path, RandomAccessFile file, long size) {
    this.path = path;
    this.file = file;
    this.size = size;
  }

  /**
   * What a header says.
   *
   * @param recordsBefore how many records came before
   * @param previousHash of the last of them, in hexadecimal
   */
  record Header(long recordsBefore, String previousHash) {}

  /**
   * The files of a folder in order. Where a file lies there written anew too, a cut has left both,
   * and the older counts.
   */
  static List<Path> list(Path folder) throws IOException {
    TreeMap<Long, Path> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(f -> NAME.matcher(f.getFileName().toString()).matches())
          .forEach(f -> found.merge(number(f), f, (a, b) -> age(a) <= age(b) ? a : b));
    }
    return new ArrayList<>(found.values());
  }

  /** True for a closed file that was compressed. */
  static boolean isCompressed(Path path) {
    return path.toString().endsWith(COMPRESSED) || isFormerlyCompressed(path);
  }

  /** True for a closed file that was compressed the way earlier versions did. */
  static boolean isFormerlyCompressed(Path path) {
    return path.toString().endsWith(FORMERLY_COMPRESSED);
  }

  /** Which of two forms of a file was there first. */
  private static int age(Path path) {
    return !isCompressed(path) ? 0 : isFormerlyCompressed(path) ? 1 : 2;
  }

  /** The n-th file as it lies there, compressed or not; its plain name if there is none. */
  static Path found(Path folder, long number) {
    Path plain = path(folder, number);
    return Stream.of(plain, formerlyCompressed(plain), compressed(plain))
        .filter(Files::exists)
        .findFirst()
        .orElse(plain);
  }

  /** The name of a plain file once it is compressed. */
  static Path compressed(Path plain) {
    return plain.resolveSibling(plain.getFileName() + COMPRESSED);
  }

  /** The name of a plain file once earlier versions had compressed it. */
  static Path formerlyCompressed(Path plain) {
    return plain.resolveSibling(plain.getFileName() + FORMERLY_COMPRESSED);
  }

  /** The place of a file among all, from 1. */
  static long number(Path path) {
    Matcher matcher = NAME.matcher(path.getFileName().toString());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("segment: got " + path + " (expected: " + NAME + ")");
    }
    return Long.parseLong(matcher.group(1));
  }

  /** The name of the n-th file. */
  static Path path(Path folder, long number) {
    return folder.resolve(String.format(Locale.ROOT, "journal-%010d.log", number));
  }

  /** Makes the file and writes its header, replacing what a cut may have left of an earlier try. */
  static Segment create(Path path, Header header) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      file.setLength(0);
      file.write(bytes(header));
      return new Segment(path, file, HEADER_BYTES);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** What a file begins with. */
  static byte[] bytes(Header header) {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES);
    bytes.put(FORMAT).putLong(header.recordsBefore());
    bytes.put(HexFormat.of().parseHex(header.previousHash()));
    return bytes.array();
  }

  /** Opens a file to go on at its end. */
  static Segment open(Path path) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    long size = file.length();
    file.seek(size);
    return new Segment(path, file, size);
  }

  /**
   * Reads the header of a file, compressed or not, and nothing else of it.
   *
   * @throws IOException if it cannot be read or is too short
   */
  static Header headerOf(Path path) throws IOException {
    try (InputStream in =
        isCompressed(path) ? Unpacking.stream(path) : Files.newInputStream(path)) {
      byte[] header = in.readNBytes(HEADER_BYTES);
      if (header.length < HEADER_BYTES) {
        throw new EOFException("journal file " + path + ": less than a beginning stands there");
      }
      return header(path, ByteBuffer.wrap(header));
    }
  }

  /** Reads a header. */
  static Header header(Path path, ByteBuffer map) {
    byte[] format = new byte[FORMAT.length];
    map.get(0, format);
    if (!Arrays.equals(format, FORMAT)) {
      throw new JournalException(
          "journal file " + path + ": got another format (expected: it begins with HPJRNL1)");
    }
    byte[] previous = new byte[HashChain.HASH_BYTES];
    map.get(16, previous);
    return new Header(map.getLong(8), HexFormat.of().formatHex(previous));
  }

  Path path() {
    return path;
  }

  long size() {
    return size;
  }

  /** Hands bytes over to the operating system in one call; after a failure none of them stay. */
  void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      file.write(bytes, offset, length);
      size += length;
    } catch (IOException e) {
      takeBack(e);
      throw e;
    }
  }

  private void takeBack(IOException cause) {
    try {
      file.setLength(size);
    } catch (IOException second) {
      cause.addSuppressed(second);
    }
  }

  /** Returns once all bytes written so far are on the disk. */
  void force() throws IOException {
    file.getChannel().force(false);
  }

  /** Returns once the names of a folder are on the disk, where the system can promise it. */
  static void forceFolder(Path folder) throws IOException {
    if (System.getProperty("os.name", "").startsWith("Windows")) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
