// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.context;

import io.holdpoint.dashboard.context.ContextCall.Memory;
import io.holdpoint.dashboard.outline.OutlineStep;
import io.holdpoint.dashboard.outline.SessionOutline;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.StepKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A context as its last model call left it, and what happened since. */
final class Since {

  private static final int MOST_NAMED = 20;

  private @Nullable Long tokens;
  private @Nullable Integer messages;
  private int results;
  private long resultBytes;
  private int reads;
  private int writes;
  private final List<String> touched = new ArrayList<>();

  /** A step that is no model call. */
  void happened(OutlineStep step) {
    if (step.resultBytes() > 0) {
      results++;
      resultBytes += step.resultBytes();
    }
    boolean read =
        step.kind() == StepKind.MEMORY_READ || step.effects().contains(Effect.MEMORY_READ);
    boolean wrote =
        step.kind() == StepKind.MEMORY_WRITE || step.effects().contains(Effect.MEMORY_WRITE);
    if (step.isStopped()) {
      return;
    }
    reads += read ? 1 : 0;
    writes += wrote ? 1 : 0;
    if ((read || wrote) && touched.size() < MOST_NAMED) {
      touched.add(step.id().toString());
    }
  }

  /** The next model call; from here on it counts anew. */
  ContextCall call(SessionOutline outline, int index, String within) {
    OutlineStep step = outline.steps().get(index);
    Long given = step.detail().inputTokens() > 0 ? step.detail().inputTokens() : null;
    Integer shown = step.detail().messages() > 0 ? step.detail().messages() : null;
    Long grown = given == null || tokens == null ? null : Long.valueOf(given - tokens);
    Integer added = shown == null || messages == null ? null : Integer.valueOf(shown - messages);
    ContextCall call =
        new ContextCall(
            step.id().toString(),
            outline.row().facts().id().value(),
            index + 1,
            within,
            step.detail().model().isEmpty() ? step.name() : step.detail().model(),
            step.grade().name(),
            step.startedAt(),
            given,
            grown,
            shown,
            added,
            results,
            resultBytes,
            new Memory(reads, writes, touched),
            fell(added, grown));
    tokens = given == null ? tokens : given;
    messages = shown == null ? messages : shown;
    results = 0;
    resultBytes = 0;
    reads = 0;
    writes = 0;
    touched.clear();
    return call;
  }

  private static String fell(@Nullable Integer added, @Nullable Long grown) {
    if (added != null && added < 0) {
      return "messages";
    }
    return grown != null && grown < 0 ? "tokens" : "";
  }
}
