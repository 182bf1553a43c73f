// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.collector.ledger.Count;
import io.holdpoint.collector.ledger.SourceLedger;
import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.source.Trust;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.telemetry.Attributes;
import io.holdpoint.model.view.SessionFacts;
import io.holdpoint.model.view.StepDetail;
import io.holdpoint.model.view.StepRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes steps of what dialects read. They go into sessions of their own, never into one a gateway
 * saw: nothing in them proves that they belong there. A sender that is registered for principals
 * speaks for these only; what it tells of others counts as little as if it had no token.
 */
final class Steps {

  /** How the source of a step known from telemetry begins; a gateway's never does. */
  static final String SOURCE_PREFIX = "otlp:";

  private static final int LONGEST_TEXT = 256;

  /** Whose step it is, and how well that is known. */
  private record Owner(String principal, EvidenceGrade grade) {}

  private final SourceLedger ledger;
  private final ContentView contents;
  private final SessionNames sessions;
  private final Map<String, String> stepSources = new HashMap<>(); // as many as there are sources

  Steps(SourceLedger ledger, ContentView contents, SessionNames sessions) {
    this.ledger = ledger;
    this.contents = contents;
    this.sessions = sessions;
  }

  StepRow row(Telling telling, Draft draft) {
    Owner owner = owner(telling.source(), draft.user);
    return new StepRow(
        new StepId(
            stepSources.computeIfAbsent(telling.source().name(), SOURCE_PREFIX::concat),
            telling.traceId(),
            telling.spanId()),
        telling.parentSpanId(),
        session(telling, draft, owner.principal()),
        draft.kind,
        cut(draft.upstream),
        cut(draft.name.isEmpty() ? telling.name() : draft.name),
        telling.startedAt(),
        telling.durationNanos(),
        "",
        outcome(telling, draft),
        Set.of(),
        Set.of(),
        List.of(),
        contents.of(telling.source().tenant(), draft.input),
        contents.of(telling.source().tenant(), draft.output),
        owner.grade(),
        detail(draft));
  }

  /** A sender for one principal speaks for it; one for several has to say for whom. */
  private Owner owner(Source source, String user) {
    List<String> principals = source.principals();
    EvidenceGrade grade = source.trust().grade();
    if (source.trust() == Trust.GATEWAY) {
      grade =
          EvidenceGrade.G2; // a gateway's own dialect was not spoken: no enforcement point saw it
    }
    if (principals.isEmpty()) {
      return new Owner("", grade);
    }
    if (principals.size() == 1) {
      return new Owner(principals.getFirst(), grade);
    }
    if (principals.contains(user)) {
      return new Owner(user, grade);
    }
    ledger.add(source.name(), Count.FOREIGN_PRINCIPAL, 1);
    return new Owner("", EvidenceGrade.G3);
  }

  /** What is known of success; an item that says nothing is no proof of it. */
  private static String outcome(Telling telling, Draft draft) {
    if (!draft.outcome.isEmpty()) {
      return cut(draft.outcome);
    }
    if (telling.failed()) {
      return Draft.FAILED;
    }
    return telling.succeeded() ? Draft.SUCCEEDED : "";
  }

  private SessionFacts session(Telling telling, Draft draft, String principal) {
    Source source = telling.source();
    String sessionId = telling.text(Attributes.SESSION_ID);
    String keySource = SessionNames.keySource(draft.conversation, sessionId);
    String key =
        switch (keySource) {
          case SessionNames.BY_CONVERSATION -> draft.conversation;
          case SessionNames.BY_SESSION -> sessionId;
          default -> telling.traceId();
        };
    SessionId id = sessions.id(source, keySource, key);
    return new SessionFacts(
        id,
        id,
        source.tenant(),
        cut(telling.resource().firstText(Keys.ENVIRONMENT, Keys.OLDER_ENVIRONMENT)),
        null,
        null,
        principal,
        cut(draft.agent.isEmpty() ? telling.resource().text(Attributes.SERVICE_NAME) : draft.agent),
        cut(draft.agentVersion),
        "",
        keySource,
        telling.startedAt(),
        0,
        false);
  }

  private static StepDetail detail(Draft draft) {
    boolean thought = draft.kind == StepKind.MODEL_CALL || draft.kind == StepKind.SAMPLING;
    return new StepDetail(
        draft.dialect,
        cut(draft.callId),
        cut(draft.model),
        cut(draft.provider),
        cut(draft.counterpart),
        Math.max(0, draft.inputTokens),
        Math.max(0, draft.outputTokens),
        Math.max(0, draft.cachedTokens),
        Math.max(0, draft.reasoningTokens),
        thought ? Math.max(draft.messages, Embedded.items(draft.input)) : 0,
        Math.max(0, draft.costMicros));
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    boolean splitsPair = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1));
    return text.substring(0, splitsPair ? LONGEST_TEXT - 1 : LONGEST_TEXT) + "…";
  }
}
