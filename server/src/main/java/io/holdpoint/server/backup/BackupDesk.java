// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.backup;

import static java.util.Objects.requireNonNull;

import io.holdpoint.collector.storage.SqlSessionStore;
import io.holdpoint.dashboard.OperatorRoute;
import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.dashboard.OperatorRoute.Method;
import io.holdpoint.dashboard.OperatorRoute.Request;
import io.holdpoint.dashboard.access.Right;
import io.holdpoint.dashboard.view.Json;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Copies the session store into a file of the data folder, while everything goes on. Whoever calls
 * names the file and nothing else of the path; a file that is there is not written over. One at a
 * time.
 */
public final class BackupDesk {

  private static final Logger LOG = LoggerFactory.getLogger(BackupDesk.class);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final SqlSessionStore store;
  private final Path folder;
  private final ReentrantLock copying = new ReentrantLock();

  /**
   * @param folder where backups go; made with the first
   */
  public BackupDesk(SqlSessionStore store, Path folder) {
    this.store = requireNonNull(store, "store");
    this.folder = requireNonNull(folder, "folder");
  }

  /** What operators may ask for. */
  public List<OperatorRoute> routes() {
    return List.of(new OperatorRoute(Method.POST, "/backups", Right.ADMINISTER, this::backup));
  }

  private Answer backup(Request request) {
    String name;
    try {
      name = Json.mapper().readTree(request.body()).path("name").asString("");
    } catch (JacksonException e) {
      name = "";
    }
    if (!NAME.matcher(name).matches()) {
      return error(
          400,
          "backup.name",
          "name: got \"" + name + "\" (expected: letters, digits, dots, dashes; no folder)");
    }
    if (!copying.tryLock()) {
      return error(409, "backup.running", "backup: got another one (expected: one at a time)");
    }
    try {
      return copy(folder.resolve(name));
    } catch (IOException e) {
      LOG.error("backup {}: failed", name, e);
      return error(500, "backup.failed", "backup: could not be written; the log says why");
    } finally {
      copying.unlock();
    }
  }

  private Answer copy(Path file) throws IOException {
    Files.createDirectories(folder);
    if (Files.exists(file)) {
      return error(409, "backup.exists", "name: got one that is there (expected: a new one)");
    }
    Path unfinished = Files.createTempFile(folder, ".", ".part"); // for its owner only
    try {
      long rows;
      try (FileOutputStream out = new FileOutputStream(unfinished.toFile())) {
        rows = store.backup(out);
        out.getFD().sync();
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("file", file.toString());
      body.put("bytes", Files.size(file));
      body.put("rows", rows);
      return new Answer(201, Json.text(body));
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static Answer error(int status, String code, String message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("code", code);
    body.put("message", message);
    return new Answer(status, Json.text(body));
  }
}
