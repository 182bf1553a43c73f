// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.recording;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.recording.Recording;
import io.holdpoint.gateway.recording.SealedRecording;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.SessionSearch;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.port.StepListener;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.model.view.StepRow;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What people read, with the masked views of sealed sessions opened on the way: the store itself
 * holds them sealed, so that an erasure reaches it. Safe for use by many threads.
 */
public final class OpenedStore implements SessionStore, SessionSearch {

  private final SessionStore store;
  private final SessionSearch search;
  private final SealedRecording recording;

  public OpenedStore(SessionStore store, SessionSearch search, SealedRecording recording) {
    this.store = requireNonNull(store, "store");
    this.search = requireNonNull(search, "search");
    this.recording = requireNonNull(recording, "recording");
  }

  /** A listener that is told of steps with their views open. */
  public StepListener telling(StepListener listener) {
    return (steps, detections) -> listener.stored(opened(steps), detections);
  }

  @Override
  public void append(List<StepRow> steps, List<DetectionRow> detections) {
    store.append(steps, detections);
  }

  @Override
  public List<SessionRow> sessions(String tenant, int limit) {
    return store.sessions(tenant, limit);
  }

  @Override
  public Optional<SessionRow> session(String tenant, SessionId id) {
    return store.session(tenant, id);
  }

  @Override
  public List<StepRow> steps(String tenant, SessionId id, int offset, int limit) {
    return opened(store.steps(tenant, id, offset, limit));
  }

  @Override
  public List<DetectionRow> detections(String tenant, SessionId id) {
    return store.detections(tenant, id);
  }

  @Override
  public List<DetectionRow> detections(String tenant, int limit) {
    return store.detections(tenant, limit);
  }

  @Override
  public Found<SessionRow> sessions(Query query, Function<SessionRow, String> states) {
    return search.sessions(query, states);
  }

  @Override
  public Found<StepRow> steps(Query query) {
    Found<StepRow> found = search.steps(query);
    return new Found<>(opened(found.rows()), found.next(), found.complete());
  }

  private List<StepRow> opened(List<StepRow> rows) {
    return rows.stream().anyMatch(OpenedStore::isSealed)
        ? rows.stream().map(this::opened).toList()
        : rows;
  }

  private static boolean isSealed(StepRow row) {
    return row.arguments().isSealed() || row.result().isSealed();
  }

  private StepRow opened(StepRow row) {
    if (!isSealed(row)) {
      return row;
    }
    Payload arguments =
        recording.opened(row.sessionId(), row.id(), Recording.Place.ARGUMENTS, row.arguments());
    Payload result =
        recording.opened(row.sessionId(), row.id(), Recording.Place.RESULT, row.result());
    return row.with(arguments, result);
  }
}
