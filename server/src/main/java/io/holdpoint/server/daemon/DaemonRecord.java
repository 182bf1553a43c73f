// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.daemon;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.stdio.link.UserFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a running daemon says of itself in its user's folder.
 *
 * @param pid its process
 * @param version of its build
 * @param control where its API and page are
 */
public record DaemonRecord(long pid, String version, URI control) {

  public DaemonRecord {
    requireNonNull(version, "version");
    requireNonNull(control, "control");
  }

  /** Writes it, and the operator's token if one is given, for the owner only. */
  public void write(UserFolder folder, Optional<String> token) throws IOException {
    if (token.isPresent()) {
      replace(folder.token(), token.get() + "\n");
    }
    JsonMapper json = JsonMapper.shared();
    replace(
        folder.daemon(),
        json.createObjectNode()
                .put("pid", pid)
                .put("version", version)
                .put("control", control.toString())
                .toPrettyString()
            + "\n");
  }

  /** Takes it away. */
  public static void remove(UserFolder folder) throws IOException {
    Files.deleteIfExists(folder.daemon());
  }

  /** The daemon of a user, if its process is alive. */
  public static Optional<DaemonRecord> running(UserFolder folder) {
    try {
      JsonNode read = JsonMapper.shared().readTree(Files.readString(folder.daemon()));
      DaemonRecord daemon =
          new DaemonRecord(
              read.path("pid").asLong(0),
              read.path("version").asString(""),
              URI.create(read.path("control").asString("")));
      return ProcessHandle.of(daemon.pid()).filter(ProcessHandle::isAlive).map(p -> daemon);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException | JacksonException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  /** Written beside and moved: nobody reads half of it. */
  private static void replace(Path file, String text) throws IOException {
    Path half = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(half);
    Files.createFile(
        half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(half, text);
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
