// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.export;

import static java.util.Objects.requireNonNull;

import io.holdpoint.server.audit.facts.RecordFacts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes records as lines of one format, without line ends. What is written is well-formed Unicode,
 * whatever the record holds. Safe for use by many threads.
 */
public final class Lines {

  /** The first member of a line of our own format. */
  public static final String FORMAT = "holdpoint-audit-1";

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int BRIEF = 200;
  private static final char REPLACEMENT = '\uFFFD';

  private final RecordFormat format;
  private final int longestText;
  private final Ocsf ocsf;
  private final Cef cef;

  /**
   * @param journal names the journal, empty if not known
   * @param version of the product
   * @param longestText longer texts within a record are cut; what is cut says so
   */
  public Lines(RecordFormat format, String journal, String version, int longestText) {
    this.format = requireNonNull(format, "format");
    this.longestText = longestText;
    this.ocsf = new Ocsf(journal, version);
    this.cef = new Cef(version);
  }

  /** The line of a record. */
  public String of(AuditRecord entry) {
    AuditRecord fitting = fitting(entry);
    return wellFormed(
        switch (format) {
          case JSONL -> JSON.writeValueAsString(plain(fitting));
          case OCSF -> JSON.writeValueAsString(ocsf.event(fitting));
          case CEF -> cef.line(fitting);
        });
  }

  /**
   * The line of a record, without its detail if it would be longer than {@code mostBytes} in UTF-8.
   */
  public String of(AuditRecord entry, int mostBytes) {
    String line = of(entry);
    if (line.length() <= mostBytes / 3 || utf8(line) <= mostBytes) {
      return line;
    }
    ObjectNode note = JSON.createObjectNode();
    note.put("left-out", "the record is too long for here; it is in the journal");
    return of(
        new AuditRecord(entry.number(), entry.hash(), entry.entry(), brief(entry.facts()), note));
  }

  /** A line in place of a record that cannot be handed over. */
  public String note(long number) {
    return switch (format) {
      case JSONL, OCSF ->
          JSON.createObjectNode()
              .put("format", FORMAT)
              .put("record", number)
              .put("kind", "not-sent")
              .put("reason", "refused by the far end; it is in the journal")
              .toString();
      case CEF -> cef.note(number);
    };
  }

  private static int utf8(String line) {
    return line.getBytes(StandardCharsets.UTF_8).length;
  }

  private static RecordFacts brief(RecordFacts facts) {
    return new RecordFacts(
        facts.kind(),
        facts.recordClass(),
        facts.at(),
        brief(facts.session()),
        brief(facts.step()),
        brief(facts.actor()),
        brief(facts.what()),
        brief(facts.outcome()),
        brief(facts.reason()));
  }

  private static String brief(String text) {
    return text.length() <= BRIEF ? text : text.substring(0, BRIEF) + "...";
  }

  private static ObjectNode plain(AuditRecord entry) {
    ObjectNode line = JSON.createObjectNode();
    line.put("format", FORMAT);
    line.put("record", entry.number());
    line.put("hash", entry.hash());
    line.put("kind", entry.facts().kind());
    line.put("class", entry.recordClass());
    line.put("at", entry.facts().at().toString());
    line.put("session", entry.facts().session());
    line.put("step", entry.facts().step());
    line.put("actor", entry.facts().actor());
    line.put("what", entry.facts().what());
    line.put("outcome", entry.facts().outcome());
    line.put("reason", entry.facts().reason());
    line.set("detail", entry.detail());
    return line;
  }

  private AuditRecord fitting(AuditRecord entry) {
    ObjectNode detail = entry.detail().deepCopy();
    return cut(detail)
        ? new AuditRecord(entry.number(), entry.hash(), entry.entry(), entry.facts(), detail)
        : entry;
  }

  private boolean cut(JsonNode node) {
    boolean cut = false;
    if (node instanceof ObjectNode object) {
      for (String name : List.copyOf(object.propertyNames())) {
        JsonNode below = object.path(name);
        if (below.isString() && below.asString().length() > longestText) {
          object.put(name, shorter(below.asString()));
          cut = true;
        } else {
          cut |= cut(below);
        }
      }
    } else if (node instanceof ArrayNode list) {
      for (JsonNode below : list) {
        cut |= cut(below);
      }
    }
    return cut;
  }

  private String shorter(String text) {
    return text.substring(0, longestText)
        + " [cut: "
        + (text.length() - longestText)
        + " characters more in the journal]";
  }

  /** The text with a replacement for each half of a pair whose other half is missing. */
  static String wellFormed(String text) {
    if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> clean.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? REPLACEMENT : c));
    return clean.toString();
  }
}
