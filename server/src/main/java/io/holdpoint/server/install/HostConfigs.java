// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.install;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The configuration files of MCP hosts, and what wrapping changes in one. A file is replaced as a
 * whole or not at all; what it was before the first wrapping is kept beside it until it is so
 * again.
 */
public final class HostConfigs {

  private static final String BACKUP = ".before-holdpoint";

  private final Wrapping wrapping;

  /**
   * @param launcher the path of the command {@code holdpoint}
   */
  public HostConfigs(String launcher) {
    this.wrapping = new Wrapping(requireNonNull(launcher, "launcher"));
  }

  /** What is to be done to a file. */
  public enum Direction {
    WRAP,
    UNWRAP
  }

  /**
   * What is, or would be, done to a file.
   *
   * @param file which
   * @param before its text
   * @param after its new text, equal to {@code before} if there is nothing to do
   * @param changed the servers concerned
   * @param unchanged stdio servers that were as they should be already
   */
  public record Change(
      Path file, String before, String after, List<String> changed, List<String> unchanged) {
    public Change {
      changed = List.copyOf(changed);
      unchanged = List.copyOf(unchanged);
    }

    /** The lines that differ, as in a patch; wrapping never changes how many there are. */
    public String diff() {
      String[] old = before.split("\n", -1);
      String[] fresh = after.split("\n", -1);
      StringBuilder out = new StringBuilder("--- " + file + "\n+++ " + file + "\n");
      for (int i = 0; i < Math.min(old.length, fresh.length); i++) {
        if (!old[i].equals(fresh[i])) {
          out.append("@@ line ").append(i + 1).append(" @@\n");
          out.append('-').append(old[i].stripTrailing()).append('\n');
          out.append('+').append(fresh[i].stripTrailing()).append('\n');
        }
      }
      return out.toString();
    }
  }

  /** Where hosts keep their servers: those files that exist, of a home and of a project. */
  public static List<Path> existing(Path home, Path project) {
    Path mac = home.resolve("Library/Application Support");
    return Stream.of(
            mac.resolve("Claude/claude_desktop_config.json"),
            home.resolve(".config/Claude/claude_desktop_config.json"),
            home.resolve("AppData/Roaming/Claude/claude_desktop_config.json"),
            home.resolve(".claude.json"),
            project.resolve(".mcp.json"),
            project.resolve(".vscode/mcp.json"),
            mac.resolve("Code/User/mcp.json"),
            home.resolve(".config/Code/User/mcp.json"),
            home.resolve("AppData/Roaming/Code/User/mcp.json"),
            project.resolve(".cursor/mcp.json"),
            home.resolve(".cursor/mcp.json"))
        .map(Path::toAbsolutePath)
        .map(Path::normalize)
        .distinct()
        .filter(Files::isRegularFile)
        .toList();
  }

  /**
   * What would change.
   *
   * @throws IOException if the file cannot be read, or is no JSON; the message says where
   */
  public Change plan(Path file, Direction direction) throws IOException {
    String before = text(file);
    try {
      Wrapping.Result result =
          switch (direction) {
            case WRAP -> wrapping.wrap(before);
            case UNWRAP -> wrapping.unwrap(before);
          };
      return new Change(file, before, result.text(), result.changed(), result.unchanged());
    } catch (Jsonc.NotJson e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Carries out a change.
   *
   * @throws IOException if the file cannot be written, or was changed since it was read
   */
  public void apply(Change change, Direction direction) throws IOException {
    Path file = change.file().toRealPath();
    byte[] before = change.before().getBytes(StandardCharsets.UTF_8);
    byte[] after = change.after().getBytes(StandardCharsets.UTF_8);
    if (!Arrays.equals(Files.readAllBytes(file), before)) {
      throw new IOException(file + ": was changed meanwhile; nothing was done to it");
    }
    Path backup = file.resolveSibling(file.getFileName() + BACKUP);
    if (direction == Direction.WRAP && change.unchanged().isEmpty()) {
      Files.copy(
          file, backup, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }
    replace(file, after);
    if (direction == Direction.UNWRAP
        && Files.exists(backup)
        && Arrays.equals(Files.readAllBytes(backup), after)) {
      Files.delete(backup);
    }
  }

  private static String text(Path file) throws IOException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IOException(file + ": got bytes that are no UTF-8 (expected: UTF-8)", e);
    }
  }

  /** These files hold secrets: what is new is readable by as few as what it replaces. */
  private static void replace(Path file, byte[] bytes) throws IOException {
    Path half = file.resolveSibling(file.getFileName() + ".holdpoint-new");
    Files.deleteIfExists(half);
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Files.createFile(
          half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(half, bytes);
      Files.setPosixFilePermissions(half, Files.getPosixFilePermissions(file));
    } else {
      Files.write(half, bytes);
    }
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
