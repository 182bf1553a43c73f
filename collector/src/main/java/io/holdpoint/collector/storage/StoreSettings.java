// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.document.DocumentReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where sessions are stored.
 *
 * @param folder where the search index is, and the database unless it is on a server
 * @param server the database's server, if it is on one
 * @param retention what is forgotten
 */
public record StoreSettings(Path folder, Optional<Server> server, Retention retention) {

  private static final String POSTGRESQL = "jdbc:postgresql:";

  public StoreSettings {
    requireNonNull(folder, "folder");
    requireNonNull(server, "server");
    requireNonNull(retention, "retention");
  }

  /**
   * A PostgreSQL server.
   *
   * @param url for JDBC, with the database's name
   * @param user empty for the driver's default
   * @param password empty for none
   */
  public record Server(String url, String user, String password) {

    public Server {
      if (!url.startsWith(POSTGRESQL)) {
        throw new IllegalArgumentException(
            "store url: got no PostgreSQL address (expected: jdbc:postgresql://host/database)");
      }
      requireNonNull(user, "user");
      requireNonNull(password, "password");
    }

    /** The URL without parameters, which may hold a secret. */
    String shown() {
      int parameters = url.indexOf('?');
      return parameters < 0 ? url : url.substring(0, parameters);
    }

    @Override
    public String toString() {
      return "Server[" + shown() + "]";
    }
  }

  /** In files of a folder. */
  public static StoreSettings in(Path folder) {
    return new StoreSettings(folder, Optional.empty(), Retention.FOREVER);
  }

  /**
   * Reads the section; problems go to the reader's list. Finishes the section.
   *
   * @param folder where files go
   */
  public static StoreSettings read(DocumentReader section, Path folder) {
    String url = section.text("url", "");
    String user = section.text("user", "");
    String password = section.text("password", "");
    boolean onServer = url.startsWith(POSTGRESQL);
    if (!url.isEmpty() && !onServer) {
      section.problem(
          "url", "got another address (expected: jdbc:postgresql://host/database, or none for H2)");
    }
    if (url.isEmpty() && !(user + password).isEmpty()) {
      section.problem("url", "got none (expected: one, as there is a user or a password)");
    }
    Retention retention =
        new Retention(section.duration("keep", Duration.ZERO), section.bytes("max-size", 0));
    section.finish();
    return new StoreSettings(
        folder,
        onServer ? Optional.of(new Server(url, user, password)) : Optional.empty(),
        retention);
  }
}
