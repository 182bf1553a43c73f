// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.explain;

import static java.util.Objects.requireNonNull;

import io.holdpoint.dashboard.OperatorRoute;
import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.dashboard.OperatorRoute.Request;
import io.holdpoint.dashboard.access.Right;
import io.holdpoint.engine.explain.Explained;
import io.holdpoint.engine.explain.Explainer;
import io.holdpoint.engine.record.RecordedInput;
import io.holdpoint.engine.state.Risk;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.SessionRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Explains stored detections, one at a time so that replays leave the machine to live traffic, and
 * remembers the last ones. Safe for use by many threads.
 */
public final class ExplanationDesk {
  private static final int MOST_REMEMBERED = 256;
  private static final int MOST_LISTED = 1000;
  private static final Pattern DETECTION = Pattern.compile("d-[0-9a-f]{8,64}");

  private final SessionStore store;
  private final String tenant;
  private final RecordedInput recorded;
  private final Explainer explainer;
  private final Function<SessionId, Optional<Risk>> risks;
  private final ReentrantLock working = new ReentrantLock();
  private final Map<String, Explained> remembered = new LinkedHashMap<>();

  /**
   * @param store where detections are
   * @param recorded what the engine was told
   * @param risks how bad a session looks now
   */
  public ExplanationDesk(
      SessionStore store,
      String tenant,
      RecordedInput recorded,
      Explainer explainer,
      Function<SessionId, Optional<Risk>> risks) {
    this.store = requireNonNull(store, "store");
    this.tenant = requireNonNull(tenant, "tenant");
    this.recorded = requireNonNull(recorded, "recorded");
    this.explainer = requireNonNull(explainer, "explainer");
    this.risks = requireNonNull(risks, "risks");
  }

  /** What operators may ask. */
  public List<OperatorRoute> routes() {
    return List.of(
        new OperatorRoute(
            OperatorRoute.Method.GET,
            "/detections/{id}/explanation",
            Right.LOOK,
            this::explanation),
        new OperatorRoute(OperatorRoute.Method.GET, "/sessions/{id}/risk", Right.LOOK, this::risk));
  }

  private Answer risk(Request request) {
    String id = request.path().getOrDefault("id", "");
    return risks
        .apply(new SessionId(id))
        .map(risk -> new Answer(200, ExplanationJson.text(risk)))
        .orElseGet(
            () ->
                new Answer(
                    404,
                    ExplanationJson.error(
                        "session.unknown",
                        "session: got \"" + id + "\" (expected: one the engine holds)")));
  }

  private Answer explanation(Request request) {
    String id = request.path().getOrDefault("id", "");
    Optional<Detection> detection =
        DETECTION.matcher(id).matches()
            ? find(id, request.query().getOrDefault("session", ""))
            : Optional.empty();
    if (detection.isEmpty()) {
      return new Answer(
          404,
          ExplanationJson.error(
              "detection.unknown",
              "detection: got \"" + id + "\" (expected: one of GET /detections)"));
    }
    return new Answer(200, ExplanationJson.text(explain(detection.get())));
  }

  /**
   * What rules found in a session, as JSON.
   *
   * @param detections all of them
   * @param explanations of the first ones
   * @param unexplained how many were not explained
   */
  public record Findings(List<String> detections, List<String> explanations, int unexplained) {
    public Findings {
      detections = List.copyOf(detections);
      explanations = List.copyOf(explanations);
    }
  }

  /**
   * What rules found in a session.
   *
   * @param most how many to explain at the most
   */
  public Findings findings(SessionId session, int most) {
    List<Detection> found =
        store.detections(tenant, session).stream().map(DetectionRow::detection).toList();
    List<String> explanations =
        found.stream().limit(most).map(this::explain).map(ExplanationJson::text).toList();
    return new Findings(
        found.stream().map(ExplanationJson::text).toList(),
        explanations,
        found.size() - explanations.size());
  }

  /** The explanation, as it was found the first time. */
  public Explained explain(Detection detection) {
    working.lock();
    try {
      Explained known = remembered.get(detection.id());
      if (known != null) {
        return known;
      }
      Explained found = explainer.explain(detection, recorded);
      remembered.put(detection.id(), found);
      if (remembered.size() > MOST_REMEMBERED) {
        remembered.remove(remembered.keySet().iterator().next());
      }
      return found;
    } finally {
      working.unlock();
    }
  }

  private Optional<Detection> find(String id, String session) {
    if (!session.isEmpty()) {
      return among(id, store.detections(tenant, new SessionId(session)));
    }
    return among(id, store.detections(tenant, MOST_LISTED)).or(() -> inAnySession(id));
  }

  /** Older than the newest ones: sessions tell whether they have detections at all. */
  private Optional<Detection> inAnySession(String id) {
    for (SessionRow row : store.sessions(tenant, MOST_LISTED)) {
      if (row.detections() > 0) {
        Optional<Detection> found = among(id, store.detections(tenant, row.facts().id()));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Detection> among(String id, List<DetectionRow> rows) {
    return rows.stream().map(DetectionRow::detection).filter(d -> d.id().equals(id)).findFirst();
  }
}
