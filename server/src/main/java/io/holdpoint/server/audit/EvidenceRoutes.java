// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.holdpoint.dashboard.OperatorRoute;
import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.dashboard.OperatorRoute.Content;
import io.holdpoint.dashboard.OperatorRoute.Method;
import io.holdpoint.dashboard.OperatorRoute.Request;
import io.holdpoint.dashboard.access.Right;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.server.audit.bundle.BundleWriter;
import io.holdpoint.server.audit.export.AuditRecord;
import io.holdpoint.server.audit.export.Export;
import io.holdpoint.server.audit.export.ExportFilter;
import io.holdpoint.server.audit.export.Lines;
import io.holdpoint.server.audit.export.RecordFormat;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/** Evidence that leaves through the control API: exports of the journal and bundles of sessions. */
public final class EvidenceRoutes {

  /** The header with the number of the last record that an export looked at. */
  public static final String CURSOR = "Holdpoint-Cursor";

  private static final Set<String> WORDS =
      Set.of("format", "after", "since", "until", "session", "class", "payloads");

  private final AuditKeeper keeper;
  private final Extras extras;
  private final InstantSource clock;
  private final Supplier<UnaryOperator<JournalRecord>> opening;

  /**
   * @param extras what is known of a session besides the journal
   * @param opening opens the payloads of records, told in order
   */
  public EvidenceRoutes(
      AuditKeeper keeper,
      Extras extras,
      Supplier<UnaryOperator<JournalRecord>> opening,
      InstantSource clock) {
    this.opening = requireNonNull(opening, "opening");
    this.keeper = requireNonNull(keeper, "keeper");
    this.extras = requireNonNull(extras, "extras");
    this.clock = requireNonNull(clock, "clock");
  }

  /** What is known of a session besides the journal. */
  @FunctionalInterface
  public interface Extras {
    /** Files for its bundle. */
    Extra of(String session);
  }

  /**
   * Files for a bundle.
   *
   * @param files by name
   * @param notes what is not among them, and why
   */
  public record Extra(Map<String, byte[]> files, List<String> notes) {
    public Extra {
      files = Map.copyOf(files);
      notes = List.copyOf(notes);
    }
  }

  /** The routes. */
  public List<OperatorRoute> routes() {
    return List.of(
        new OperatorRoute(Method.GET, "/audit/export", Right.EVIDENCE, this::export),
        new OperatorRoute(Method.GET, "/sessions/{id}/bundle", Right.EVIDENCE, this::bundle));
  }

  private Answer export(Request request) {
    ExportFilter filter;
    RecordFormat format;
    boolean open;
    try {
      Set<String> unknown = new HashSet<>(request.query().keySet());
      unknown.removeAll(WORDS);
      if (!unknown.isEmpty()) {
        throw new IllegalArgumentException(
            "query: got " + unknown + " (expected: some of " + WORDS + ")");
      }
      open = opens(request.query().getOrDefault("payloads", "sealed"));
      filter = ExportFilter.of(request.query());
      format = RecordFormat.of(request.query().getOrDefault("format", "jsonl"));
    } catch (IllegalArgumentException e) {
      return error(400, "audit.export", String.valueOf(e.getMessage()));
    }
    AuditKeeper.Home home = keeper.home();
    long last = home.journal().position().records();
    Lines lines = new Lines(format, home.journalId(), home.version(), Integer.MAX_VALUE);
    return Answer.of(
        new Content(
            format.mediaType(),
            Map.of(CURSOR, Long.toString(Math.max(last, filter.after()))),
            out ->
                write(filter, last, open ? opening.get() : UnaryOperator.identity(), lines, out)));
  }

  private static boolean opens(String word) {
    return switch (word) {
      case "sealed" -> false;
      case "open" -> true;
      default ->
          throw new IllegalArgumentException(
              "payloads: got \"" + word + "\" (expected: sealed or open)");
    };
  }

  /** Ends with an empty line: an answer without it was cut short. */
  private void write(
      ExportFilter filter,
      long last,
      UnaryOperator<JournalRecord> opened,
      Lines lines,
      OutputStream out)
      throws IOException {
    BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16);
    new Export(keeper.home().journal()::tail)
        .run(
            filter,
            last,
            entry -> {
              JournalRecord open = opened.apply(entry.entry());
              AuditRecord told = open.equals(entry.entry()) ? entry : entry.opened(open);
              buffered.write(lines.of(told).getBytes(UTF_8));
              buffered.write('\n');
            });
    buffered.write('\n');
    buffered.flush();
  }

  private Answer bundle(Request request) {
    String session = request.path().getOrDefault("id", "");
    AuditKeeper.Home home = keeper.home();
    keeper.signAll();
    Extra extra = extras.of(session);
    BundleWriter writer =
        new BundleWriter(home.journal()::tail, home.journalId(), home.key(), home.version());
    BundleWriter.Request wanted =
        new BundleWriter.Request(
            session,
            request.operator(),
            clock.instant(),
            home.journal().position().records(),
            extra.files(),
            extra.notes());
    try {
      Optional<BundleWriter.Bundle> bundle = writer.prepare(wanted);
      return bundle
          .map(found -> Answer.of(new Content("application/zip", Map.of(), found::writeTo)))
          .orElseGet(
              () ->
                  error(
                      404,
                      "session.unknown",
                      "session: got \""
                          + session
                          + "\" (expected: the whole id of one that the journal knows)"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer error(int status, String code, String message) {
    return new Answer(
        status,
        JsonMapper.shared()
            .createObjectNode()
            .put("code", code)
            .put("message", message)
            .toString());
  }
}
