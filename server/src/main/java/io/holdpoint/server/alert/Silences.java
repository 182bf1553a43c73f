// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.holdpoint.server.alert.send.Alert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** When nobody wants to be told. Kept in a file. Safe for use by many threads. */
public final class Silences {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path file;
  private final InstantSource clock;
  private final List<Silence> silences = new ArrayList<>();

  /**
   * Reads those that were kept.
   *
   * @throws IOException if the file cannot be read or understood
   */
  public Silences(Path file, InstantSource clock) throws IOException {
    this.file = requireNonNull(file, "file");
    this.clock = requireNonNull(clock, "clock");
    if (Files.exists(file)) {
      try {
        silences.addAll(List.of(JSON.readValue(Files.readString(file, UTF_8), Silence[].class)));
      } catch (JacksonException notJson) {
        throw new IOException(file + ": got something else (expected: silences)", notJson);
      }
    }
  }

  /**
   * A silence.
   *
   * @param id names it
   * @param rule pattern of rules, * for all
   * @param agent pattern of agents, * for all
   * @param by who asked for it
   * @param reason why
   * @param until when it ends
   */
  public record Silence(
      String id, String rule, String agent, String by, String reason, Instant until) {
    public Silence {
      requireNonNull(id, "id");
      requireNonNull(rule, "rule");
      requireNonNull(agent, "agent");
      requireNonNull(by, "by");
      requireNonNull(reason, "reason");
      requireNonNull(until, "until");
    }

    boolean covers(Alert alert) {
      return AlertRoute.fits(List.of(rule), alert.rule())
          && AlertRoute.fits(List.of(agent), alert.agent());
    }
  }

  /** Those in force. */
  public synchronized List<Silence> list() {
    Instant now = clock.instant();
    return silences.stream().filter(one -> now.isBefore(one.until())).toList();
  }

  /** Keeps one more. */
  public synchronized void add(Silence silence) throws IOException {
    List<Silence> next = new ArrayList<>(list());
    next.add(silence);
    keep(next);
  }

  /** Ends one; false if there is none of that name. */
  public synchronized boolean end(String id) throws IOException {
    List<Silence> next = new ArrayList<>(list());
    boolean known = next.removeIf(one -> one.id().equals(id));
    if (known) {
      keep(next);
    }
    return known;
  }

  /** True if nobody wants to hear of an alert now; a test is always heard. */
  boolean covers(Alert alert) {
    return alert.about() != Alert.About.TEST && list().stream().anyMatch(one -> one.covers(alert));
  }

  private void keep(List<Silence> next) throws IOException {
    Path half = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(half, JSON.writeValueAsString(next), UTF_8);
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    silences.clear();
    silences.addAll(next);
  }
}
