// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdpoint.model.identity.SessionId;
import io.holdpoint.server.audit.EvidenceRoutes;
import io.holdpoint.server.explain.ExplanationDesk;
import java.util.List;
import java.util.Map;

/** What rules found in a session, as files of its bundle. */
record SessionFindings(ExplanationDesk desk) implements EvidenceRoutes.Extras {

  private static final int MOST_EXPLAINED = 20;

  @Override
  public EvidenceRoutes.Extra of(String session) {
    ExplanationDesk.Findings findings = desk.findings(new SessionId(session), MOST_EXPLAINED);
    List<String> notes =
        findings.unexplained() == 0
            ? List.of()
            : List.of(findings.unexplained() + " detections are listed and not explained");
    return new EvidenceRoutes.Extra(
        Map.of(
            "detections.jsonl", lines(findings.detections()),
            "explanations.jsonl", lines(findings.explanations())),
        notes);
  }

  private static byte[] lines(List<String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    return text.toString().getBytes(UTF_8);
  }
}
