// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.export;

import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.verdict.Verdict;
import io.holdpoint.server.audit.facts.RecordFacts;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One event of OCSF in the making: the attributes of its class and those of all classes. */
final class OcsfEvent {

  /** The version of the schema. */
  static final String VERSION = "1.3.0";

  private static final String NOBODY = "unknown";

  private final RecordFacts facts;
  private final ObjectNode event = JsonMapper.shared().createObjectNode();
  private final ObjectNode metadata;

  /** How bad, in the numbers of the schema. */
  enum Severity {
    INFORMATIONAL(1),
    LOW(2),
    MEDIUM(3),
    HIGH(4),
    CRITICAL(5);

    private final int id;

    Severity(int id) {
      this.id = id;
    }
  }

  /** How it went, in the numbers of the schema. */
  enum Status {
    UNKNOWN(0),
    SUCCESS(1),
    FAILURE(2);

    private final int id;

    Status(int id) {
      this.id = id;
    }
  }

  /**
   * What was found.
   *
   * @param uid names the finding
   * @param title what to call it
   * @param text what it says
   * @param rule what found it
   */
  record Finding(String uid, String title, String text, Optional<RuleRef> rule) {}

  OcsfEvent(AuditRecord entry, OcsfClass type, int activity, String journal, String version) {
    this.facts = entry.facts();
    event.put("category_uid", type.category);
    event.put("category_name", type.categoryName);
    event.put("class_uid", type.uid);
    event.put("class_name", type.className);
    event.put("activity_id", activity);
    if (activity == OcsfClass.OTHER) {
      event.put("activity_name", facts.kind());
    }
    event.put("type_uid", type.uid * 100L + activity);
    event.put("time", facts.at().toEpochMilli());
    event.put("message", message());
    metadata = event.putObject("metadata");
    metadata.put("version", VERSION);
    ObjectNode product = metadata.putObject("product");
    product.put("name", "Holdpoint");
    product.put("vendor_name", "Holdpoint");
    product.put("version", version);
    metadata.put("uid", journal + "/" + entry.number());
    metadata.put("sequence", entry.number());
    metadata.put("log_name", "journal");
    severity(Severity.INFORMATIONAL);
    event.putObject("unmapped").put("hash", entry.hash()).set("record", entry.detail());
  }

  OcsfEvent severity(Severity severity) {
    event.put("severity_id", severity.id);
    return this;
  }

  OcsfEvent status(Status status) {
    event.put("status_id", status.id);
    return this;
  }

  /** What API Activity needs. */
  OcsfEvent called() {
    actor();
    ObjectNode api = event.putObject("api");
    api.put("operation", facts.what().isEmpty() ? facts.kind() : facts.what());
    if (!facts.step().isEmpty()) {
      api.putObject("request").put("uid", facts.step());
    }
    ObjectNode source = event.putObject("src_endpoint");
    source.put("name", name());
    source.put("svc_name", gateway());
    return this;
  }

  /** What Entity Management needs. */
  OcsfEvent managed(String type, String uid) {
    actor();
    event.putObject("entity").put("uid", uid).put("type", type);
    if (!facts.reason().isEmpty()) {
      event.put("comment", facts.reason());
    }
    return this;
  }

  /** What Authentication needs. */
  OcsfEvent loggedIn(String operator) {
    event.putObject("user").put("name", operator.isEmpty() ? NOBODY : operator);
    event.putObject("service").put("name", "holdpoint control API");
    return this;
  }

  /** What Detection Finding needs. */
  OcsfEvent found(Finding finding) {
    actor();
    ObjectNode info = event.putObject("finding_info");
    info.put("uid", finding.uid().isEmpty() ? NOBODY : finding.uid());
    info.put("title", finding.title().isEmpty() ? NOBODY : finding.title());
    info.put("desc", finding.text());
    finding
        .rule()
        .ifPresent(
            rule ->
                info.putObject("analytic")
                    .put("type_id", 1)
                    .put("type", "Rule")
                    .put("uid", rule.id())
                    .put("version", Integer.toString(rule.version())));
    if (!facts.what().isEmpty()) {
      event.putArray("resources").addObject().put("name", facts.what()).put("type", "tool");
    }
    return status(Status.SUCCESS);
  }

  /** What became of the call: the profile of security controls. */
  OcsfEvent disposed(Verdict verdict) {
    metadata.putArray("profiles").add("security_control");
    switch (verdict) {
      case Verdict.Permit p -> event.put("action_id", 1).put("disposition_id", 1);
      case Verdict.Hold h -> event.put("action_id", 0).put("disposition_id", 14);
      case Verdict.Deny d -> event.put("action_id", 2).put("disposition_id", 2);
    }
    return this;
  }

  ObjectNode json() {
    return event;
  }

  private void actor() {
    ObjectNode actor = event.putObject("actor");
    actor.putObject("user").put("name", name());
    if (!facts.session().isEmpty()) {
      actor.putObject("session").put("uid", facts.session());
    }
  }

  private String name() {
    return facts.actor().isEmpty() ? NOBODY : facts.actor();
  }

  /** The enforcement point a step was seen at. */
  private String gateway() {
    int slash = facts.step().indexOf('/');
    return slash > 0 ? StepId.parse(facts.step()).source() : "holdpoint";
  }

  private String message() {
    StringBuilder text = new StringBuilder(facts.kind());
    for (String part : new String[] {facts.what(), facts.outcome(), facts.reason()}) {
      if (!part.isEmpty()) {
        text.append(": ").append(part);
      }
    }
    return text.toString();
  }
}
