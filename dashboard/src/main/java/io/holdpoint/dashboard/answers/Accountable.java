// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.answers;

import io.holdpoint.dashboard.answers.AnswersView.Answer;
import io.holdpoint.dashboard.view.Views;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalState;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.view.SessionFacts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is accountable: principal, agent and owner, delegation, approvers and operators? */
final class Accountable {

  private final Case known;
  private final AnswerBuilder answer;

  private Accountable(Case known) {
    this.known = known;
    this.answer = new AnswerBuilder("accountable", "Who is accountable?", known);
  }

  static Answer answer(Case known) {
    Accountable accountable = new Accountable(known);
    accountable.identity(known.outline().row().facts());
    accountable.owner();
    known.approvals().forEach(accountable::approval);
    known.signals().forEach(accountable::signal);
    return accountable.answer.build();
  }

  private void identity(SessionFacts facts) {
    Optional<Session> session = Views.contained(facts);
    if (facts.principal().isBlank()) {
      answer.unknown(
          "The principal",
          session.isPresent()
              ? "the caller showed no credential"
              : "only telemetry told of this session, and telemetry proves nobody",
          session.isPresent()
              ? "Give the agent a credential of its own: gateway.credentials."
              : "Send the agent's MCP traffic through the gateway.");
    } else {
      answer.say(
          say ->
              say.text("Principal ")
                  .claim(facts.principal())
                  .text(", authenticated by the gateway."));
      answer.cited(EvidenceGrade.G0);
    }
    if (!facts.agentName().isBlank()) {
      String version = facts.agentVersion().isBlank() ? "" : " " + facts.agentVersion();
      answer.say(
          say ->
              say.text("Agent ")
                  .claim(facts.agentName() + version)
                  .text(", by its own word; the credential counts."));
    }
    session.ifPresent(
        s -> {
          answer.cited(s.key().grade());
          answer.say(say -> say.text(key(facts.keySource(), s.key().grade())));
        });
    if (!facts.root().equals(facts.id())) {
      answer.say(
          say -> say.text("It was delegated to by ").session(facts.root().value()).text("."));
    }
    answer.unknown(
        "On whose behalf it acted",
        "no token with an act claim is stored for this session",
        "Let the agent's host send tokens that carry it.");
  }

  private static String key(String source, EvidenceGrade grade) {
    return switch (grade) {
      case G0, G1 -> "The session was declared by its host.";
      case G2, G3 ->
          "What set the session apart ("
              + (source.isBlank() ? "idle time" : source)
              + ") is the caller’s own word.";
    };
  }

  private void owner() {
    String owner = known.owner();
    if (owner.isEmpty()) {
      answer.unknown(
          "The agent’s owner",
          "no owner is registered for its credential",
          "Name one beside the credential: gateway.credentials, owner.");
    } else {
      answer.say(say -> say.text("Owner ").claim(owner).text("."));
    }
  }

  private void approval(Approval approval) {
    @Nullable ApprovalWord word =
        switch (approval.state()) {
          case ApprovalState.Granted granted -> granted.said();
          case ApprovalState.Used used -> used.said();
          case ApprovalState.Denied denied -> denied.said();
          case ApprovalState.Pending pending -> null;
          case ApprovalState.Closed closed -> null;
        };
    String tool = approval.request().attempt().tool().name();
    if (word == null) {
      answer.say(
          say ->
              say.text(
                  "Held call "
                      + approval.ref()
                      + " ("
                      + tool
                      + "): nobody has decided; it is "
                      + approval.state().word()
                      + "."));
    } else {
      ApprovalWord.Spoken spoken = word.spoken();
      answer.say(
          say ->
              say.text(
                      spoken.by()
                          + (word instanceof ApprovalWord.Deny ? " denied " : " approved ")
                          + tool
                          + " ("
                          + approval.ref()
                          + ") at ")
                  .time(spoken.at())
                  .text(": ")
                  .claim(spoken.reason()));
    }
  }

  private void signal(Published published) {
    Signal.Header header = published.signal().header();
    answer.say(
        say ->
            say.text(
                    header.author().label()
                        + " gave "
                        + published.signal().word()
                        + " ("
                        + header.ref()
                        + ") at ")
                .time(header.at())
                .text(": ")
                .claim(header.reason()));
  }
}
