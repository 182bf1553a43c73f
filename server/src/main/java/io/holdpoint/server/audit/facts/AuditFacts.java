// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.facts;

import io.holdpoint.model.audit.AuditEvent;
import io.holdpoint.model.audit.RecordClass;
import java.util.Optional;

/** What the journal says of itself, at a glance. */
final class AuditFacts {

  private AuditFacts() {}

  static RecordFacts of(AuditEvent event) {
    return switch (event) {
      case AuditEvent.Acted e ->
          RecordFacts.plain("acted", Optional.of(RecordClass.ACTIONS), e.at())
              .by(e.operator())
              .about(joined(e.action(), e.target()))
              .ended(Integer.toString(e.status()), "");
      case AuditEvent.Viewed e ->
          RecordFacts.plain("viewed", Optional.of(RecordClass.VIEWS), e.at())
              .in(e.view().contains("/sessions/{id}") ? e.target() : "")
              .by(e.operator())
              .about(joined(e.view(), e.target()));
      case AuditEvent.Signed e ->
          RecordFacts.standing("signed", e.at())
              .about("checkpoint " + e.checkpoint().sequence())
              .ended("", e.checkpoint().records() + " records");
      case AuditEvent.Expired e ->
          RecordFacts.standing("expired", e.at())
              .about("journal file " + e.segment())
              .ended("", e.removed() + " records taken out");
      case AuditEvent.HoldPlaced e ->
          RecordFacts.standing("hold-placed", e.at())
              .by(e.operator())
              .about(joined(e.hold(), e.scope()))
              .ended("", e.reason());
      case AuditEvent.HoldLifted e ->
          RecordFacts.standing("hold-lifted", e.at())
              .by(e.operator())
              .about(e.hold())
              .ended("", e.reason());
      case AuditEvent.Erased e ->
          RecordFacts.standing("erased", e.at())
              .in(e.session())
              .by(e.operator())
              .about("recording")
              .ended("", e.reason());
      case AuditEvent.RuleSaved e ->
          RecordFacts.standing("rule-saved", e.at())
              .by(e.operator())
              .about(e.rule())
              .ended("", e.reason());
    };
  }

  private static String joined(String what, String target) {
    return target.isEmpty() ? what : what + " " + target;
  }
}
