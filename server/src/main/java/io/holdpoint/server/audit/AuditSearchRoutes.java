// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit;

import static java.util.Objects.requireNonNull;

import io.holdpoint.dashboard.OperatorRoute;
import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.dashboard.OperatorRoute.Method;
import io.holdpoint.dashboard.OperatorRoute.Request;
import io.holdpoint.dashboard.access.Right;
import io.holdpoint.gateway.journal.FileJournal;
import io.holdpoint.gateway.journal.JournalException;
import io.holdpoint.server.audit.export.Lines;
import io.holdpoint.server.audit.export.RecordFormat;
import io.holdpoint.server.audit.search.RecordQuery;
import io.holdpoint.server.audit.search.RecordSearch;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Lets auditors look for records of the journal. One search at a time: it reads files. */
public final class AuditSearchRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(AuditSearchRoutes.class);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final long MOST_WAIT_SECONDS = 5;
  private static final int FIRST_STRETCH = 4_096;
  private static final int LONGEST_TEXT = 4_000;

  private final FileJournal journal;
  private final RecordSearch search;
  private final Lines lines;
  private final Semaphore one = new Semaphore(1, true);

  /**
   * @param home whose journal is looked through
   */
  public AuditSearchRoutes(AuditKeeper.Home home) {
    this.journal = requireNonNull(home, "home").journal();
    this.search = new RecordSearch(journal::tail, PATIENCE, FIRST_STRETCH);
    this.lines = new Lines(RecordFormat.JSONL, home.journalId(), home.version(), LONGEST_TEXT);
  }

  /** The routes. */
  public List<OperatorRoute> routes() {
    return List.of(new OperatorRoute(Method.GET, "/audit/records", Right.EVIDENCE, this::search));
  }

  private Answer search(Request request) {
    RecordQuery query;
    try {
      query = RecordQuery.of(request.query());
    } catch (IllegalArgumentException e) {
      return error(400, "audit.query", String.valueOf(e.getMessage()));
    }
    try {
      if (!one.tryAcquire(MOST_WAIT_SECONDS, TimeUnit.SECONDS)) {
        return error(429, "audit.busy", "search: got another under way (expected: one at a time)");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return error(429, "audit.busy", "search: got interrupted (expected: an end)");
    }
    try {
      return found(query);
    } catch (IOException | JournalException e) {
      LOG.error("journal: cannot be searched", e);
      return error(
          500,
          "audit.not-read",
          "journal: got one that cannot be read whole (expected: verify it, it says where)");
    } finally {
      one.release();
    }
  }

  private Answer found(RecordQuery query) throws IOException {
    long last = journal.position().records();
    RecordSearch.Page page = search.page(query, last);
    String records =
        page.records().stream().map(lines::of).collect(Collectors.joining(",", "[", "]"));
    return new Answer(
        200,
        "{\"records\":%s,\"next\":%d,\"gone\":%d,\"last\":%d}"
            .formatted(records, page.next(), page.gone(), last));
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
