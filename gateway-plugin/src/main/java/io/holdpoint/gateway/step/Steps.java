// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.step;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.catalogue.ListedTool;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.decision.Attempts;
import io.holdpoint.gateway.decision.Judges;
import io.holdpoint.gateway.decision.StepThread;
import io.holdpoint.gateway.recording.Recording;
import io.holdpoint.gateway.session.LiveSession;
import io.holdpoint.gateway.telemetry.StepSpan;
import io.holdpoint.gateway.telemetry.StepSpans;
import io.holdpoint.gateway.telemetry.WireFacts;
import io.holdpoint.model.port.ApprovalDesk;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.step.ToolRef;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Begins steps: span, catalogue, attempt. Every enforcement point, near or far, begins its steps
 * here, so that there is one way from an attempt to its end. Safe for use by many threads.
 */
public final class Steps {

  private final Judges judges;
  private final TurnJournal journal;
  private final Journal.Durability durability;
  private final StepSpans spans;
  private final Attempts attempts;
  private final ApprovalDesk approvals;
  private final Recording recording;

  /**
   * @param durability how sure the journal must be for every effect but reading
   * @param approvals told of what reaches sessions
   * @param recording what is kept of payloads
   */
  public Steps(
      Judges judges,
      TurnJournal journal,
      Journal.Durability durability,
      StepSpans spans,
      ToolCatalogue catalogue,
      ApprovalDesk approvals,
      Recording recording) {
    this.judges = requireNonNull(judges, "judges");
    this.journal = requireNonNull(journal, "journal");
    this.durability = requireNonNull(durability, "durability");
    this.spans = requireNonNull(spans, "spans");
    this.attempts = new Attempts(catalogue);
    this.approvals = requireNonNull(approvals, "approvals");
    this.recording = requireNonNull(recording, "recording");
  }

  /**
   * What is asked for.
   *
   * @param kind what kind of step
   * @param upstream the configured name of the server, or the host's word for its own tools
   * @param tool the name in the protocol
   * @param arguments as JSON text, empty if none
   * @param clear the arguments with what stood for a value turned back into it
   * @param listed what the upstream last listed of the tool, or null
   * @param traceparent the caller's W3C trace context, empty if it sent none
   * @param wire how it came
   * @param groups of its principal, as its token says
   */
  public record Ask(
      StepKind kind,
      String upstream,
      String tool,
      String arguments,
      String clear,
      @Nullable ListedTool listed,
      String traceparent,
      WireFacts wire,
      Set<String> groups) {

    /** Arguments that are meant as they stand. */
    public Ask(
        StepKind kind,
        String upstream,
        String tool,
        String arguments,
        @Nullable ListedTool listed,
        String traceparent,
        WireFacts wire,
        Set<String> groups) {
      this(kind, upstream, tool, arguments, arguments, listed, traceparent, wire, groups);
    }

    public Ask {
      requireNonNull(kind, "kind");
      requireNonNull(upstream, "upstream");
      requireNonNull(tool, "tool");
      requireNonNull(arguments, "arguments");
      requireNonNull(clear, "clear");
      requireNonNull(traceparent, "traceparent");
      requireNonNull(wire, "wire");
      groups = Set.copyOf(groups);
    }
  }

  /** Begins a step of a session on the thread where everything about it happens. */
  public StepRun begin(LiveSession live, StepThread thread, Ask ask) {
    Instant now = judges.clock().instant();
    StepSpan span = spans.open(ask.traceparent().isEmpty() ? null : ask.traceparent(), now);
    Step.Attempted attempt =
        attempts.attempted(
            span.id(),
            live.session(),
            ask.kind(),
            ask.upstream(),
            ask.tool(),
            ask.arguments(),
            ask.clear(),
            ask.listed(),
            now);
    return new StepRun(
        this, live, thread, span, attempt, new ClearView(ask.clear()), ask.wire(), ask.groups());
  }

  /**
   * Something that was said.
   *
   * @param kind a user message or a model call
   * @param who stands for the tool in the record
   * @param words as far as they may be known beyond this process
   * @param text in the clear
   * @param id its host's name of it
   */
  public record Saying(StepKind kind, ToolRef who, Payload words, String text, String id) {

    public Saying {
      requireNonNull(kind, "kind");
      requireNonNull(who, "who");
      requireNonNull(words, "words");
      requireNonNull(text, "text");
      requireNonNull(id, "id");
    }
  }

  /**
   * Tells the monitor what was said, attested by a host, and makes a span of it. Nobody can hold
   * it: it has been said.
   *
   * @param then run once what the monitor asks for stands
   */
  public void say(LiveSession live, StepThread thread, Saying saying, Runnable then) {
    Instant now = judges.clock().instant();
    StepSpan span = spans.open(null, now);
    Step.Attempted step =
        new Step.Attempted(
            span.id(), live.session(), saying.kind(), saying.who(), saying.words(), now);
    new Said(judges, thread, span, live, recording).tell(step, saying, then);
  }

  ApprovalDesk approvals() {
    return approvals;
  }

  Recording recording() {
    return recording;
  }

  Judges judges() {
    return judges;
  }

  TurnJournal journal() {
    return journal;
  }

  Journal.Durability durability() {
    return durability;
  }
}
