// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.recording;

import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Changes the payloads of records, wherever a record has one, and what waits there for a gateway.
 * Told records in the journal's order: what a person said names the held call only. Safe for use by
 * many threads.
 */
final class RecordPayloads {

  private final Change change;
  private final Map<String, Asked> asked = new ConcurrentHashMap<>();

  RecordPayloads(Change change) {
    this.change = change;
  }

  /** What becomes of a payload. */
  @FunctionalInterface
  interface Change {
    Payload of(SessionId session, StepId step, Recording.Place place, Payload payload);

    /** What becomes of a call, or of an edit of its arguments, that only a gateway reads. */
    default String waiting(SessionId session, StepId step, Recording.Place place, String text) {
      return text;
    }
  }

  private record Asked(SessionId session, StepId step) {}

  /** The record with its payloads changed; the same one if it has none. */
  JournalRecord changed(JournalRecord entry) {
    learn(entry);
    if (entry instanceof JournalRecord.Attempted attempted) {
      Step.Attempted step = changed(attempted.step());
      return step.equals(attempted.step()) ? entry : new JournalRecord.Attempted(step);
    }
    if (entry instanceof JournalRecord.Completed completed) {
      return changed(completed);
    }
    if (entry instanceof JournalRecord.ApprovalAsked question) {
      return changed(question);
    }
    if (entry instanceof JournalRecord.ApprovalDecided decided) {
      return changed(decided);
    }
    return entry;
  }

  /** Takes notice of a record. */
  void learn(JournalRecord entry) {
    if (entry instanceof JournalRecord.ApprovalAsked question) {
      Step.Attempted attempt = question.request().attempt();
      asked.put(question.ref(), new Asked(attempt.session().id(), attempt.id()));
    } else if (entry instanceof JournalRecord.ApprovalExpired expired) {
      asked.remove(expired.ref());
    } else if (entry instanceof JournalRecord.ApprovalRedeemed redeemed) {
      asked.remove(redeemed.ref());
    }
  }

  private Step.Attempted changed(Step.Attempted step) {
    Payload arguments =
        change.of(step.session().id(), step.id(), Recording.Place.ARGUMENTS, step.arguments());
    return arguments.equals(step.arguments()) ? step : with(step, arguments);
  }

  /** The same step with other arguments. */
  static Step.Attempted with(Step.Attempted step, Payload arguments) {
    return new Step.Attempted(
        step.id(), step.session(), step.kind(), step.tool(), arguments, step.at());
  }

  private JournalRecord changed(JournalRecord.Completed completed) {
    Step.Completed step = completed.step();
    Payload result = change.of(step.session(), step.id(), Recording.Place.RESULT, step.result());
    return result.equals(step.result())
        ? completed
        : new JournalRecord.Completed(
            new Step.Completed(
                step.id(), step.session(), step.outcome(), result, step.labels(), step.at()));
  }

  private JournalRecord changed(JournalRecord.ApprovalAsked question) {
    ApprovalRequest request = question.request();
    Step.Attempted attempt = changed(request.attempt());
    String envelope =
        request.envelope().isEmpty()
            ? ""
            : change.waiting(
                attempt.session().id(),
                attempt.id(),
                Recording.Place.ARGUMENTS,
                request.envelope());
    if (attempt.equals(request.attempt()) && envelope.equals(request.envelope())) {
      return question;
    }
    return new JournalRecord.ApprovalAsked(
        question.ref(),
        new ApprovalRequest(
            attempt,
            request.owner(),
            request.binding(),
            request.bound(),
            request.destination(),
            request.reasons(),
            request.limit(),
            envelope,
            request.terms(),
            request.change()),
        question.labels(),
        question.at(),
        question.expiresAt());
  }

  private JournalRecord changed(JournalRecord.ApprovalDecided decided) {
    Asked about = asked.get(decided.ref());
    ApprovalWord.Edit edit = decided.word().edit();
    if (about == null || edit == null || !(decided.word() instanceof ApprovalWord.Once once)) {
      return decided;
    }
    Payload shown = change.of(about.session(), about.step(), Recording.Place.EDIT, edit.shown());
    String text =
        change.waiting(about.session(), about.step(), Recording.Place.EDIT, edit.change());
    ApprovalWord.Edit kept = new ApprovalWord.Edit(text, shown);
    return kept.equals(edit)
        ? decided
        : new JournalRecord.ApprovalDecided(
            decided.ref(), new ApprovalWord.Once(once.spoken(), once.until(), kept));
  }
}
