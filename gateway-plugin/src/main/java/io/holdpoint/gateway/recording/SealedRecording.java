// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.seal.Aes;
import io.holdpoint.model.audit.AuditEvent;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Seals payloads with AES-256-GCM under a key of their session, which is wrapped by a master key
 * and lies beside the journal. What is sealed is bound to session, step, what of it and its place
 * there. Erasing a session destroys its key; what is sealed stays where it is and can never be read
 * again. Safe for use by many threads.
 */
public final class SealedRecording implements Recording, AutoCloseable {

  private static final int VERSION = 1;
  private static final int HEAD_BYTES = 1 + MasterKey.ID_BYTES;
  private static final int PIECE_BYTES = 48 * 1024;

  /** Before what waits for a gateway; no text that a gateway seals itself has a dot. */
  private static final String OF_SESSION = "session.";

  private final SessionKeys keys;
  private final Aes aes;
  private final boolean seals;
  private final boolean keepsClear;
  private final Map<String, AuditEvent.Erased> erased = new ConcurrentHashMap<>();

  private SealedRecording(SessionKeys keys, Aes aes, RecordingSettings settings) {
    this.keys = keys;
    this.aes = aes;
    this.seals = settings.seals();
    this.keepsClear = settings.keepsClear();
  }

  /**
   * Opens the file of keys, or begins it.
   *
   * @throws IOException if it cannot be used, or not with the master keys that are given
   */
  public static SealedRecording open(Path file, RecordingSettings settings, InstantSource clock)
      throws IOException {
    Aes aes = new Aes();
    List<MasterKey> others = new ArrayList<>(settings.former());
    if (!settings.seals()) {
      settings.master().ifPresent(others::add);
    }
    MasterKey current = settings.seals() ? settings.master().orElseThrow() : null;
    return new SealedRecording(SessionKeys.open(file, current, others, clock, aes), aes, settings);
  }

  /** True if new payloads are sealed. */
  public boolean seals() {
    return seals;
  }

  /** Told of every record of the journal: an erasure that was cut is brought to its end. */
  public void restore(JournalRecord entry) {
    if (entry instanceof JournalRecord.Audited audited
        && audited.event() instanceof AuditEvent.Erased event) {
      erase(event);
    }
  }

  /**
   * Destroys the key of a session, on the disk when it returns. The journal must have the event by
   * then.
   *
   * @return false if there was none
   */
  public boolean erase(AuditEvent.Erased event) {
    boolean had = keys.erase(new SessionId(event.session()));
    erased.putIfAbsent(event.session(), event);
    return had;
  }

  /** Who erased a session, when and why; empty if nobody did. */
  public Optional<AuditEvent.Erased> erased(String session) {
    return Optional.ofNullable(erased.get(session));
  }

  /** True if the session's key is there. */
  public boolean has(String session) {
    return keys.has(new SessionId(session));
  }

  /**
   * Destroys keys made before a time of which nothing is left to open.
   *
   * @param used tells the sessions of which something is left
   * @return how many
   */
  public int expire(Instant before, Supplier<Set<SessionId>> used) {
    return keys.destroyUnused(
        before,
        () -> used.get().stream().map(SessionKeys::hash).collect(Collectors.toUnmodifiableSet()));
  }

  @Override
  public Payload sealed(SessionId session, StepId step, Place place, Payload payload) {
    if (!seals || payload.masked().isEmpty() || payload.isSealed()) {
      return payload;
    }
    String sealed = seal(session, context(session, step, place), payload.masked().getBytes(UTF_8));
    return sealed == null ? payload.with(notice(erasure(session))) : payload.withSealed(sealed);
  }

  /** The payload as it may be shown: with its masked view, or why there is none any more. */
  public Payload opened(SessionId session, StepId step, Place place, Payload payload) {
    if (!payload.isSealed()) {
      return payload;
    }
    Opened opened = open(session, context(session, step, place), payload.sealed());
    return payload.with(
        opened.clear == null ? notice(opened.why) : new String(opened.clear, UTF_8));
  }

  /**
   * What waits for a gateway, which sealed it for itself, as it may be written down: an erasure is
   * to reach it. Empty if the session was erased.
   */
  String sealedText(SessionId session, StepId step, Place place, String text) {
    if (!seals) {
      return text;
    }
    String sealed = seal(session, waiting(session, step, place), text.getBytes(UTF_8));
    return sealed == null ? "" : OF_SESSION + sealed;
  }

  /**
   * What waits for a gateway, as it was handed in; empty if its key is gone. Text that was written
   * down as it was handed in stays so.
   */
  String openedText(SessionId session, StepId step, Place place, String text) {
    if (!text.startsWith(OF_SESSION)) {
      return text;
    }
    Opened opened =
        open(session, waiting(session, step, place), text.substring(OF_SESSION.length()));
    return opened.clear == null ? "" : new String(opened.clear, UTF_8);
  }

  /** Opens the payloads of a journal's records, told in order. */
  public UnaryOperator<JournalRecord> opening() {
    return new RecordPayloads(this::opened)::changed;
  }

  @Override
  public List<JournalRecord> clear(
      Step.Attempted attempt,
      JournalRecord.Recorded.Part part,
      int from,
      ClearView text,
      Instant at) {
    if (!keepsClear || text.isEmpty()) {
      return List.of();
    }
    byte[] bytes = text.text().getBytes(UTF_8);
    SessionId session = attempt.session().id();
    List<JournalRecord> pieces = new ArrayList<>(1 + bytes.length / PIECE_BYTES);
    for (int start = 0, piece = from; start < bytes.length; start += PIECE_BYTES, piece++) {
      int end = Math.min(bytes.length, start + PIECE_BYTES);
      boolean last = end == bytes.length;
      String sealed =
          seal(
              session,
              context(session, attempt.id(), part, piece, last),
              Arrays.copyOfRange(bytes, start, end));
      if (sealed == null) {
        return List.of();
      }
      pieces.add(new JournalRecord.Recorded(attempt.id(), session, part, piece, last, sealed, at));
    }
    return pieces;
  }

  /** What a piece says. */
  public static final class Piece {
    private final byte[] bytes;
    private final String why;

    private Piece(byte[] bytes, String why) {
      this.bytes = bytes;
      this.why = why;
    }

    /** In UTF-8; a character may go on in the next piece. Empty if it cannot be read. */
    public byte[] bytes() {
      return bytes.clone();
    }

    /** Why it cannot be read, empty if it can. */
    public String why() {
      return why;
    }

    /** Never what it says. */
    @Override
    public String toString() {
      return "Piece[" + bytes.length + " bytes]";
    }
  }

  /** Opens a piece of what was said in the clear. */
  public Piece opened(JournalRecord.Recorded recorded) {
    Opened opened =
        open(
            recorded.session(),
            context(
                recorded.session(),
                recorded.step(),
                recorded.part(),
                recorded.piece(),
                recorded.last()),
            recorded.sealed());
    return opened.clear == null ? new Piece(new byte[0], opened.why) : new Piece(opened.clear, "");
  }

  /** Completes once all keys made so far are on the disk. */
  CompletionStage<Void> durable() {
    return keys.durable();
  }

  @Override
  public void close() {
    keys.close();
  }

  private static final class Opened {
    private final byte @Nullable [] clear;
    private final String why;

    Opened(byte @Nullable [] clear, String why) {
      this.clear = clear;
      this.why = why;
    }
  }

  private @Nullable String seal(SessionId session, String context, byte[] clear) {
    SessionKeys.DataKey key = keys.sealing(session);
    if (key == null) {
      return null;
    }
    byte[] out = new byte[HEAD_BYTES + Aes.NONCE_BYTES + clear.length + Aes.TAG_BYTES];
    out[0] = VERSION;
    System.arraycopy(HexFormat.of().parseHex(key.id()), 0, out, 1, MasterKey.ID_BYTES);
    aes.seal(key.key(), context, clear, out, HEAD_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out);
  }

  private Opened open(SessionId session, String context, String sealed) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(sealed);
    } catch (IllegalArgumentException notOurs) {
      bytes = new byte[0];
    }
    if (bytes.length < HEAD_BYTES || bytes[0] != VERSION) {
      return new Opened(null, "not readable: got something that was never sealed");
    }
    String id = HexFormat.of().formatHex(bytes, 1, HEAD_BYTES);
    SessionKeys.DataKey key = keys.opening(session, id);
    if (key == null) {
      return new Opened(null, whyNoKey(session));
    }
    byte[] clear = aes.open(key.key(), context, bytes, HEAD_BYTES);
    return clear == null
        ? new Opened(
            null,
            "not readable: changed, or moved here from another step or session since it was"
                + " sealed")
        : new Opened(clear, "");
  }

  private String whyNoKey(SessionId session) {
    String master = keys.foreignMaster(session);
    if (master != null) {
      return "not readable: its key is wrapped with master key "
          + master
          + ", which is not among those given";
    }
    return erasure(session);
  }

  private String erasure(SessionId session) {
    AuditEvent.Erased event = erased.get(session.value());
    return event == null ? "not readable: its key is gone, or was another session's" : said(event);
  }

  /** For example {@code erased on 2026-11-22T10:00:00Z by mira: case 4711}. */
  public static String said(AuditEvent.Erased event) {
    return "erased on " + event.at() + " by " + event.operator() + ": " + event.reason();
  }

  private static String notice(String why) {
    return Json.quote("(" + why + ")");
  }

  private static String context(SessionId session, StepId step, Place place) {
    return context(session, step, "masked " + place.name().toLowerCase(Locale.ROOT), 0, true);
  }

  private static String waiting(SessionId session, StepId step, Place place) {
    return context(session, step, "waiting " + place.name().toLowerCase(Locale.ROOT), 0, true);
  }

  private static String context(
      SessionId session, StepId step, JournalRecord.Recorded.Part part, int piece, boolean last) {
    return context(session, step, "clear " + part.name().toLowerCase(Locale.ROOT), piece, last);
  }

  private static String context(
      SessionId session, StepId step, String what, int piece, boolean last) {
    requireNonNull(session, "session");
    return "holdpoint-sealed-1\n"
        + session
        + "\n"
        + step
        + "\n"
        + what
        + "\n"
        + piece
        + (last ? "\nlast" : "\nmore");
  }
}
