// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.link;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * The folder of one user: its daemon's configuration and data, and where its wrappers find it.
 *
 * @param root {@code $HOLDPOINT_HOME}, else {@code .holdpoint} in the home folder
 */
public record UserFolder(Path root) {

  /** Paths of sockets are short everywhere: 104 bytes on some systems, the end mark included. */
  private static final int LONGEST_SOCKET = 103;

  public UserFolder {
    requireNonNull(root, "root");
  }

  /** The folder of whoever runs this process. */
  public static UserFolder of(Map<String, String> environment) {
    String named = environment.getOrDefault("HOLDPOINT_HOME", "");
    return new UserFolder(
        named.isBlank()
            ? Path.of(System.getProperty("user.home", ".")).resolve(".holdpoint").toAbsolutePath()
            : Path.of(named).toAbsolutePath());
  }

  /** The daemon's configuration; it need not exist. */
  public Path configuration() {
    return root.resolve("holdpoint.yaml");
  }

  /** Where wrappers connect. */
  public Path socket() {
    return run("daemon.sock");
  }

  /** What the running daemon says of itself, as JSON: process, version, addresses. */
  public Path daemon() {
    return run("daemon.json");
  }

  /** The operator's token of the daemon. */
  public Path token() {
    return run("operator.token");
  }

  /** Locked while somebody starts the daemon. */
  public Path startLock() {
    return run("start.lock");
  }

  /** What the daemon writes for people. */
  public Path log() {
    return run("daemon.log");
  }

  /** That calls went on while nobody could judge them: a JSON text a line, without payloads. */
  public Path unjudged() {
    return run("unjudged.jsonl");
  }

  /**
   * Makes what is missing, for the owner only.
   *
   * @throws IOException if it cannot be made, or the socket's path is too long for this system
   */
  public void create() throws IOException {
    Path folder = root.resolve("run");
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    int length = socket().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    if (length > LONGEST_SOCKET) {
      throw new IOException(
          "HOLDPOINT_HOME: got a folder whose socket has a path of "
              + length
              + " bytes (expected: at most "
              + LONGEST_SOCKET
              + ")");
    }
  }

  private Path run(String name) {
    return root.resolve("run").resolve(name);
  }
}
