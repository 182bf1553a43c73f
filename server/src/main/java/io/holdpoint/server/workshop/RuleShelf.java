// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.workshop;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.json.Hashes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's own rule files: where a rule stands or would stand, and writing it. A name is made
 * of a rule's id and of nothing a caller sends, and links are never followed, so that nothing
 * outside the configured folders is read or written. Safe for use by many threads.
 */
final class RuleShelf {
  private static final Logger LOG = LoggerFactory.getLogger(RuleShelf.class);
  private static final Pattern ID = Pattern.compile("[A-Z]{2,10}-[A-Z]{2,8}-[0-9]{3}");
  private static final long LARGEST = 256 * 1024;

  private final List<Path> configured;
  private final Function<String, Optional<String>> fileInForce;

  /**
   * @param configured files and folders of {@code engine.rules}
   * @param fileInForce the file a rule in force was read from, as its position says
   */
  RuleShelf(List<Path> configured, Function<String, Optional<String>> fileInForce) {
    this.configured = List.copyOf(configured);
    this.fileInForce = requireNonNull(fileInForce, "fileInForce");
  }

  /** Where a rule is. */
  sealed interface Place {
    /** A file of ours; {@code refusal} says why it cannot be written, empty if it can. */
    record Own(Path file, String refusal) implements Place {}

    /** It comes with the product. */
    record Shipped(String name) implements Place {}

    /** There is no such file yet; this is where it would be. */
    record Free(Path file, String refusal) implements Place {}

    /** There is none, and no folder where it could be. */
    record Nowhere() implements Place {}
  }

  /** Somebody else wrote the file in the meantime. */
  static final class ChangedException extends Exception {
    private static final long serialVersionUID = 1;
    private final String found;

    ChangedException(String found) {
      super("file: got " + (found.isEmpty() ? "nothing" : found) + " (expected: the base)");
      this.found = found;
    }

    /** SHA-256 of what is there; empty if nothing is. */
    String found() {
      return found;
    }
  }

  /** True if this can be the id of a rule. */
  static boolean isId(String id) {
    return ID.matcher(id).matches();
  }

  /** SHA-256 of a text as {@code sha256sum} tells it. */
  static String sha256(String text) {
    return HexFormat.of().formatHex(Hashes.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Where a rule is or would be.
   *
   * @throws IllegalArgumentException if that is no id
   */
  Place place(String id) {
    if (!isId(id)) {
      throw new IllegalArgumentException("rule: got no id (expected: for example ACME-CHAIN-001)");
    }
    Optional<String> known = fileInForce.apply(id);
    if (known.isPresent()) {
      Path file = Path.of(known.get());
      return configured.stream().anyMatch(own -> own.equals(file) || own.equals(file.getParent()))
          ? new Place.Own(file, refusal(file))
          : new Place.Shipped(known.get());
    }
    for (Path folder : configured) {
      if (Files.isDirectory(folder)) {
        Path file = folder.resolve(id + ".yaml");
        String refusal = refusal(file);
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
            ? new Place.Own(file, refusal)
            : new Place.Free(file, refusal);
      }
    }
    return new Place.Nowhere();
  }

  /**
   * Where the tuning of a rule is or would be.
   *
   * @throws IOException if a folder cannot be read
   */
  Place tuning(String id) throws IOException {
    if (!isId(id)) {
      throw new IllegalArgumentException("rule: got no id (expected: for example ACME-CHAIN-001)");
    }
    for (Path own : configured) {
      for (Path file : files(own)) {
        if (Files.isRegularFile(file)
            && Files.size(file) <= LARGEST
            && TuningText.ruleOf(Files.readString(file)).filter(id::equals).isPresent()) {
          return new Place.Own(file, refusal(file));
        }
      }
    }
    for (Path folder : configured) {
      if (Files.isDirectory(folder)) {
        Path file = folder.resolve(id + ".tuning.yaml");
        String refusal = refusal(file);
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
            ? new Place.Own(file, refusal)
            : new Place.Free(file, refusal);
      }
    }
    return new Place.Nowhere();
  }

  private static List<Path> files(Path configured) throws IOException {
    if (!Files.isDirectory(configured)) {
      return List.of(configured);
    }
    try (Stream<Path> files = Files.list(configured)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  /** Why a file cannot be written, empty if it can. */
  private static String refusal(Path file) {
    if (Files.isSymbolicLink(file)) {
      return "file: got a link (expected: a file; whoever placed the link writes what it leads to)";
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return "file: got something else (expected: a file)";
    }
    Path folder = file.toAbsolutePath().getParent();
    return folder != null && Files.isWritable(folder)
        ? ""
        : "folder: got one that cannot be written (expected: writable for this server)";
  }

  /** The text of a rule of our own; empty if it is shipped, or cannot be read. */
  Optional<String> ownText(String id) {
    try {
      return place(id) instanceof Place.Own own
          ? Optional.of(read(own.file())).filter(text -> !text.isEmpty())
          : Optional.empty();
    } catch (IOException e) {
      LOG.warn("rule {}: its file cannot be read", id, e);
      return Optional.empty();
    }
  }

  /** What stands in a file; empty if there is none, or a link or something else. */
  static String read(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return "";
    }
    if (Files.size(file) > LARGEST) {
      throw new IOException(
          "rule file: got " + Files.size(file) + " bytes (expected: at most " + LARGEST + ")");
    }
    return Files.readString(file);
  }

  /**
   * Puts a text in place of what is there, whole or not at all.
   *
   * @param base SHA-256 of what must be there, empty if nothing may be
   */
  synchronized void write(Path file, String base, String text)
      throws IOException, ChangedException {
    check(file, base);
    Path beside = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".new");
    try {
      try (FileChannel channel =
          FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      keepPermissions(file, beside);
      check(file, base);
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** Throws unless what is there is what the author saw. */
  static void check(Path file, String base) throws IOException, ChangedException {
    if (Files.isSymbolicLink(file)) {
      throw new ChangedException("a link");
    }
    boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    String found = there ? sha256(read(file)) : "";
    if (!found.equals(base)) {
      throw new ChangedException(found);
    }
  }

  private static void keepPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView target = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (target != null && Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
      target.setPermissions(Files.getPosixFilePermissions(from, LinkOption.NOFOLLOW_LINKS));
    }
  }
}
