// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.holdpoint.server.alert.send.Alert;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The newest alerts and what people made of them, over restarts too: a file to which a line is
 * added for each change. What cannot be written is logged and stands in memory only; people are
 * told all the same. Safe for use by many threads.
 */
final class AlertBook {

  private static final Logger LOG = LoggerFactory.getLogger(AlertBook.class);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MOST = 200;
  private static final int MOST_LINES = 2_000;

  private final Path file;
  private final InstantSource clock;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private int lines;

  /** How an alert stands. */
  enum State {
    /** Nobody has said anything of it. */
    OPEN,
    /** Somebody looks after it. */
    ACKNOWLEDGED,
    /** What it tells of is over. */
    RESOLVED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * An alert and what came of it.
   *
   * @param came sent, repeated, silenced or nobody
   * @param to the channels that have it
   * @param times how often the same was found
   * @param by who said how it stands; empty if nobody did
   * @param changedAt when it came to stand so; null if it always did
   */
  record Entry(
      Alert alert,
      String came,
      List<String> to,
      int times,
      State state,
      String by,
      @Nullable Instant changedAt) {
    Entry {
      requireNonNull(alert, "alert");
      requireNonNull(came, "came");
      to = List.copyOf(to);
      requireNonNull(state, "state");
      requireNonNull(by, "by");
    }

    private Entry again() {
      return new Entry(alert, came, to, times + 1, state, by, changedAt);
    }

    private Entry told(String now, List<String> channels) {
      return new Entry(alert, now, channels, times, state, by, changedAt);
    }

    private Entry in(State next, String who, Instant at) {
      return new Entry(alert, came, to, times, next, who, at);
    }

    /** True if another one that was told so would say nothing new. */
    private boolean standsFor(Alert other, String told) {
      return alert.key().equals(other.key())
          && state != State.RESOLVED
          && !told.equals("sent")
          && (told.equals("repeated") || told.equals(came));
    }
  }

  /**
   * Reads what was kept.
   *
   * @throws IOException if the file cannot be read or written
   */
  AlertBook(Path file, InstantSource clock) throws IOException {
    this.file = requireNonNull(file, "file");
    this.clock = requireNonNull(clock, "clock");
    if (Files.exists(file)) {
      // Leniently: a line may have been cut amid a character.
      new String(Files.readAllBytes(file), UTF_8).lines().forEach(this::read);
    }
    rewrite();
  }

  /** The newest alerts, newest first. */
  synchronized List<Entry> newest() {
    return List.copyOf(new ArrayList<>(entries.values()).reversed());
  }

  /** Puts one in, or counts it with the one that says the same. Held calls are never counted up. */
  synchronized void add(Alert alert, String came, List<String> to) {
    Entry known = entries.get(alert.id());
    boolean counts = alert.about() != Alert.About.APPROVAL;
    if (!counts && known != null) {
      keep(came.equals("sent") ? known.told(came, to) : known);
      return;
    }
    Entry same = counts ? sayingTheSame(alert, came) : null;
    keep(same == null ? new Entry(alert, came, to, 1, State.OPEN, "", null) : same.again());
  }

  /** How an alert stands from now on; empty if it is not among the newest. */
  synchronized Optional<State> mark(String id, State next, String by) {
    Entry known = entries.get(id);
    if (known == null) {
      return Optional.empty();
    }
    if (next.compareTo(known.state()) > 0) {
      keep(known.in(next, by, clock.instant()));
      return Optional.of(next);
    }
    return Optional.of(known.state());
  }

  private @Nullable Entry sayingTheSame(Alert alert, String came) {
    for (Entry entry : entries.values()) {
      if (entry.standsFor(alert, came)) {
        return entry;
      }
    }
    return null;
  }

  private void keep(Entry entry) {
    remember(entry);
    try {
      if (lines >= MOST_LINES) {
        rewrite();
      } else {
        Files.write(file, line(entry), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        lines++;
      }
    } catch (IOException e) {
      LOG.error("alert {}: how it stands cannot be kept", entry.alert().id(), e);
    }
  }

  private void remember(Entry entry) {
    entries.put(entry.alert().id(), entry);
    if (entries.size() > MOST) {
      entries.remove(entries.keySet().iterator().next());
    }
  }

  private void read(String line) {
    try {
      remember(JSON.readValue(line, Entry.class));
    } catch (JacksonException cutShort) {
      LOG.warn("{}: a line cannot be read and is left out", file, cutShort);
    }
  }

  /** As bytes: agents' names may hold halves of characters, which no text file takes. */
  private static byte[] line(Entry entry) {
    byte[] json = JSON.writeValueAsBytes(entry);
    byte[] line = Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    return line;
  }

  private void rewrite() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    entries.values().forEach(one -> text.writeBytes(line(one)));
    Path half = file.resolveSibling(file.getFileName() + ".new");
    Files.write(half, text.toByteArray());
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    lines = entries.size();
  }
}
