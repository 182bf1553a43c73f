// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.verify;

import io.holdpoint.model.audit.Checkpoint;
import io.holdpoint.server.audit.verify.VerificationReport.Finding;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A report as the command line and the control API tell it. */
public final class ReportJson {

  private ReportJson() {}

  /** The report. */
  public static ObjectNode of(VerificationReport report) {
    ObjectNode body = JsonMapper.shared().createObjectNode();
    body.put("whole", report.whole());
    body.put("journal", report.journal());
    body.put("records", report.records());
    body.put("removed", report.removed());
    body.put("files", report.files());
    body.put("head", report.head());
    body.put("signedUpTo", report.signed().map(Checkpoint::records).orElse(0L));
    body.put("keyFrom", report.keyFrom().name().toLowerCase(Locale.ROOT));
    body.put("anchoredUpTo", report.anchored().map(Checkpoint::records).orElse(0L));
    ArrayNode findings = body.putArray("findings");
    for (Finding finding : report.findings()) {
      findings
          .addObject()
          .put("kind", word(finding))
          .put("file", finding.file())
          .put("offset", finding.offset())
          .put("records", finding.records())
          .put("text", finding.text());
    }
    ArrayNode vouched = body.putArray("vouched");
    report.vouched().forEach(vouched::add);
    return body;
  }

  /** The kind of a finding, for example {@code torn-end}. */
  public static String word(Finding finding) {
    return finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
