// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.record.file;

import io.holdpoint.engine.record.Entry;
import io.holdpoint.engine.record.RecordedInput;
import io.holdpoint.model.port.JournalRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the record of a folder, also while it is being written: then up to what is there now. Safe
 * for use by many threads.
 */
public final class InputLog implements RecordedInput {
  private static final Logger LOG = LoggerFactory.getLogger(InputLog.class);

  private final Path folder;
  private final byte[] key;

  /**
   * @param key what it is sealed with
   */
  public InputLog(Path folder, byte[] key) {
    this.folder = folder;
    this.key = key.clone();
  }

  /** When the record begins, or empty if there is none that can be used. */
  public Optional<Instant> begin() {
    if (!Files.isDirectory(folder) || SealedRecord.isBroken(folder)) {
      return Optional.empty();
    }
    List<Segment> segments = segments();
    return segments.isEmpty()
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(segments.getFirst().begunAt()));
  }

  @Override
  public void read(Predicate<Entry> reader) {
    for (Segment segment : segments()) {
      if (!read(segment, reader)) {
        return;
      }
    }
  }

  /**
   * As {@link #read}, from the file on that holds this time: earlier entries may come too.
   *
   * @param reader returns false once it has enough
   */
  public void readSince(Instant since, Predicate<Entry> reader) {
    List<Segment> all = segments();
    int from = 0;
    for (int i = 1; i < all.size(); i++) {
      if (all.get(i).begunAt() <= since.toEpochMilli()) {
        from = i;
      }
    }
    for (Segment segment : all.subList(from, all.size())) {
      if (!read(segment, reader)) {
        return;
      }
    }
  }

  /**
   * Tells which records of the journal have to be taken in besides: those from before the record
   * began. Around its beginning, where clocks and order are not to be trusted to the millisecond,
   * steps are compared one by one. Everything, if there is no record that can be used.
   */
  public Predicate<JournalRecord> notHeld() {
    Optional<Instant> begin = begin();
    if (begin.isEmpty()) {
      return any -> true;
    }
    Instant sure = begin.get().plus(Overlap.MARGIN);
    Overlap overlap = new Overlap(begin.get());
    read(
        entry -> {
          if (entry instanceof Entry.Told told) {
            overlap.holds(told.input());
            return told.arrival() <= sure.plus(Overlap.MARGIN).toEpochMilli();
          }
          return true;
        });
    return overlap;
  }

  private List<Segment> segments() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try {
      List<Segment> segments = new ArrayList<>();
      for (Path path : Segment.list(folder)) {
        Segment segment = Segment.open(path);
        if (segment != null) {
          segments.add(segment);
        }
      }
      return segments;
    } catch (IOException e) {
      throw new UncheckedIOException("record " + folder + ": cannot be read", e);
    }
  }

  private boolean read(Segment segment, Predicate<Entry> reader) {
    Sealing sealing = Sealing.of(key, segment.salt());
    int unreadable = 0;
    int at = Segment.HEADER_BYTES;
    while (at + Segment.HEAD_BYTES <= segment.size()) {
      long word = segment.word(at);
      if (!Kind.isWord(word) || at + Segment.HEAD_BYTES + Kind.length(word) > segment.size()) {
        at += 8;
        continue;
      }
      Entry entry = entry(segment, at, word, sealing);
      if (entry == null) {
        unreadable++;
        at += 8;
        continue;
      }
      if (!reader.test(entry)) {
        return false;
      }
      at += Segment.HEAD_BYTES + Kind.length(word) + 7 & ~7;
    }
    if (unreadable > 0) {
      LOG.warn("record {}: {} entries cannot be opened with this key", segment.path(), unreadable);
    }
    return true;
  }

  private static @Nullable Entry entry(Segment segment, int at, long word, Sealing sealing) {
    long position = SealedRecord.position(segment.number(), at);
    long meant = segment.meant(at);
    int kind = Kind.of(word);
    Entry.Way way = Kind.way(kind);
    if (way == null) {
      return kind == Kind.TAKEN
          ? new Entry.Taken(position, meant)
          : new Entry.GivenUp(position, meant);
    }
    byte[] head = new byte[Segment.HEAD_BYTES];
    ByteBuffer.wrap(head).putLong(word).putLong(meant);
    byte[] plain = sealing.open(at, head, segment.sealed(at, Kind.length(word)));
    return plain.length == 0
        ? null
        : new Entry.Told(position, meant, way, InputCodec.read(new BytesReader(plain)));
  }
}
