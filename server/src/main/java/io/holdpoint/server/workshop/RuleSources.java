// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.workshop;

import static java.util.Objects.requireNonNull;

import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.dashboard.OperatorRoute.Request;
import io.holdpoint.engine.kit.Skeletons;
import io.holdpoint.engine.live.LiveRules;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.audit.AuditEvent.RuleSaved;
import io.holdpoint.model.document.Position;
import io.holdpoint.model.document.Problem;
import io.holdpoint.model.port.JournalRecord.RuleActivated;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The texts of rules: what stands in the file, what is in force, and what was before. */
final class RuleSources {
  private static final Logger LOG = LoggerFactory.getLogger(RuleSources.class);

  private final LiveRules live;
  private final RuleShelf shelf;

  RuleSources(LiveRules live, RuleShelf shelf) {
    this.live = requireNonNull(live, "live");
    this.shelf = requireNonNull(shelf, "shelf");
  }

  /** The text to edit. */
  Answer source(Request request) {
    String id = request.path().getOrDefault("id", "");
    String form = request.query().getOrDefault("form", "");
    if (!RuleShelf.isId(id)) {
      return RuleAnswers.unknown(id);
    }
    try {
      return switch (shelf.place(id)) {
        case RuleShelf.Place.Own own -> own(id, own);
        case RuleShelf.Place.Shipped shipped -> {
          ObjectNode body = described(id, "shipped", shipped.name(), live.inForce().text(id), "");
          yield RuleAnswers.ok(
              refused(
                  body,
                  "rule: got one that is shipped (expected: your own; save it under another id)"));
        }
        case RuleShelf.Place.Free free ->
            form.isEmpty()
                ? RuleAnswers.unknown(id)
                : fresh(id, form, String.valueOf(free.file().getFileName()), free.refusal());
        case RuleShelf.Place.Nowhere none ->
            form.isEmpty()
                ? RuleAnswers.unknown(id)
                : fresh(
                    id,
                    form,
                    id + ".yaml",
                    "engine.rules: got no folder (expected: one, for example engine: {rules:"
                        + " [rules]}; until then download the text)");
      };
    } catch (IllegalArgumentException e) {
      return RuleAnswers.invalid(e);
    } catch (IOException e) {
      LOG.error("rule {}: its file cannot be read", id, e);
      return RuleAnswers.error(
          500, "rule.not-read", "file: got a failure (expected: a file that can be read)");
    }
  }

  private Answer own(String id, RuleShelf.Place.Own own) throws IOException {
    String written = RuleShelf.read(own.file());
    String text = written.isEmpty() ? live.inForce().text(id) : written;
    String base = written.isEmpty() ? "" : RuleShelf.sha256(written);
    String name = String.valueOf(own.file().getFileName());
    ObjectNode body = described(id, "own", name, text, base);
    body.set("problems", RuleJson.problems(problems(own.file(), name)));
    return RuleAnswers.ok(refused(body, own.refusal()));
  }

  private Answer fresh(String id, String form, String name, String refusal) {
    String chosen = form.equals("usual") ? Skeletons.usualForm(id) : form;
    String text = Skeletons.of(chosen, id, UUID.randomUUID());
    return RuleAnswers.ok(refused(described(id, "new", name, text, ""), refusal));
  }

  private static ObjectNode refused(ObjectNode body, String refusal) {
    return body.put("writable", refusal.isEmpty()).put("refusal", refusal);
  }

  private ObjectNode described(String id, String origin, String file, String text, String base) {
    ObjectNode body = RuleAnswers.JSON.createObjectNode();
    body.put("id", id).put("origin", origin).put("file", file);
    body.put("text", text).put("sha256", base);
    body.putArray("problems");
    RuleSet inForce = live.inForce();
    inForce
        .rule(id)
        .ifPresent(
            rule -> {
              ObjectNode active = body.putObject("inForce");
              active.put("version", rule.ref().version()).put("mode", rule.mode().word());
              active.put("text", inForce.text(id));
              active.put("sha256", RuleShelf.sha256(inForce.text(id)));
              live.inForceSince(id).ifPresent(at -> active.put("since", at.toString()));
            });
    return body;
  }

  /** What is wrong with the file as it stands, without its folder. */
  private List<Problem> problems(Path file, String name) {
    return live.lastReport().problems().stream()
        .filter(problem -> problem.position().file().equals(file.toString()))
        .map(
            problem ->
                new Problem(
                    new Position(name, problem.position().line(), problem.position().column()),
                    problem.message()))
        .toList();
  }

  /** The last versions that came into force, newest first. */
  Answer history(Request request) {
    String id = request.path().getOrDefault("id", "");
    List<RuleActivated> versions = live.log().versions(id);
    if (versions.isEmpty()) {
      return RuleAnswers.unknown(id);
    }
    List<RuleSaved> saved = live.log().saved(id);
    ObjectNode body = RuleAnswers.JSON.createObjectNode();
    ArrayNode list = body.putArray("versions");
    for (RuleActivated version : versions) {
      ObjectNode node = list.addObject();
      node.put("version", version.rule().version()).put("at", version.at().toString());
      node.put("inForce", !version.text().isEmpty());
      node.put("text", version.text());
      node.put("sha256", version.text().isEmpty() ? "" : RuleShelf.sha256(version.text()));
      saved.stream()
          .filter(save -> save.digest().equals(version.digest()))
          .filter(save -> !save.at().isAfter(version.at()))
          .findFirst()
          .ifPresent(save -> node.put("by", save.operator()).put("reason", save.reason()));
    }
    return RuleAnswers.ok(body);
  }
}
