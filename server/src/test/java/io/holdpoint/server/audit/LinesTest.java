// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.audit.AuditEvent;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionKey;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.port.DeclaredSession;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.port.SessionDeclaration;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.wire.Samples;
import io.holdpoint.server.audit.export.AuditRecord;
import io.holdpoint.server.audit.export.Lines;
import io.holdpoint.server.audit.export.RecordFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What leaves, with records that were made to break it. */
final class LinesTest {

  /** Required by every class of OCSF 1.3.0. */
  private static final List<String> BASE =
      List.of(
          "activity_id",
          "category_uid",
          "class_uid",
          "metadata",
          "severity_id",
          "time",
          "type_uid");

  /** Required by the classes that are used. */
  private static final Map<Integer, List<String>> REQUIRED =
      Map.of(
          6003, List.of("actor", "api", "src_endpoint"),
          2004, List.of("finding_info"),
          3002, List.of("user"),
          3004, List.of("entity"));

  private static final Map<Integer, Integer> CATEGORY = Map.of(6003, 6, 2004, 2, 3002, 3, 3004, 3);
  private static final String HOSTILE =
      "a|b=c\\d\ne\rf\tg\u0000h\u001bi\u0085j\u2028k\ud83dl\ude00m\u202e=|CEF:0|x";

  @Test
  void ocsf_hasAllThatItsClassesRequire() {
    Set<Integer> classes = new HashSet<>();
    for (AuditRecord entry : samples()) {
      JsonNode event = JsonMapper.shared().readTree(lines(RecordFormat.OCSF).of(entry));
      int type = event.path("class_uid").asInt(0);
      classes.add(type);
      assertThat(event.propertyNames()).as(entry.facts().kind()).containsAll(BASE);
      assertThat(event.propertyNames()).containsAll(REQUIRED.get(type));
      assertThat(event.path("category_uid").asInt()).isEqualTo(CATEGORY.get(type));
      int activity = event.path("activity_id").asInt(-1);
      assertThat(event.path("type_uid").asInt()).isEqualTo(type * 100 + activity);
      assertThat(activity != 99 || !event.path("activity_name").asString("").isEmpty()).isTrue();
      assertThat(event.path("time").isIntegralNumber()).isTrue();
      assertThat(event.at("/metadata/version").asString()).isEqualTo("1.3.0");
      assertThat(event.at("/metadata/product/vendor_name").asString()).isEqualTo("Holdpoint");
      below(event, type);
    }
    assertThat(classes).containsExactlyInAnyOrder(6003, 2004, 3002, 3004);
  }

  /** What the objects in them require. */
  private static void below(JsonNode event, int type) {
    switch (type) {
      case 6003 -> {
        text(event, "/api/operation");
        text(event, "/actor/user/name");
        text(event, "/src_endpoint/name");
        if (event.at("/api").has("request")) {
          text(event, "/api/request/uid");
        }
      }
      case 2004 -> {
        text(event, "/finding_info/uid");
        text(event, "/finding_info/title");
      }
      case 3002 -> {
        text(event, "/user/name");
        text(event, "/service/name");
      }
      default -> text(event, "/entity/uid");
    }
    if (event.has("action_id")) {
      assertThat(event.at("/metadata/profiles/0").asString()).isEqualTo("security_control");
    }
  }

  private static void text(JsonNode event, String at) {
    assertThat(event.at(at).asString("")).as(at + " of " + event).isNotEmpty();
  }

  @Test
  void login_isAnAuthentication_alsoARefusedOne() {
    JsonNode refused =
        JsonMapper.shared()
            .readTree(
                lines(RecordFormat.OCSF)
                    .of(
                        told(
                            new AuditEvent.Acted("", AuditEvent.LOGIN, "::1", 401, Fixtures.NOW))));
    assertThat(refused.path("class_uid").asInt()).isEqualTo(3002);
    assertThat(refused.path("status_id").asInt()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(RecordFormat.class)
  void line_isOneLineOfWellFormedText(RecordFormat format) {
    for (AuditRecord entry : samples()) {
      String line = lines(format).of(entry);
      assertThat(line).doesNotContain("\n", "\r");
      assertThat(new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
          .isEqualTo(line);
      if (format != RecordFormat.CEF) {
        assertThat(JsonMapper.shared().readTree(line).isObject()).isTrue();
      }
    }
  }

  @Test
  void cef_canBeReadBack_whateverIsInIt() {
    String line =
        lines(RecordFormat.CEF)
            .of(told(new AuditEvent.Acted(HOSTILE, HOSTILE, HOSTILE, 200, Fixtures.NOW)));
    List<String> header = header(line);
    assertThat(header).hasSize(8);
    assertThat(header.subList(0, 5))
        .containsExactly("CEF:0", "Holdpoint", "Holdpoint", "1|0", "acted");
    Map<String, String> extension = extension(header.get(7));
    assertThat(extension)
        .containsEntry(
            "suser", "a|b=c\\d\ne\rf g\ufffdh\ufffdi\ufffdj\ufffdk\ufffdl\ufffdm\u202e=|CEF:0|x")
        .containsEntry("externalId", "1")
        .containsEntry("cs3", "actions")
        .doesNotContainKey("x");
    assertThat(line.chars().filter(Character::isISOControl)).isEmpty();
  }

  /** As a strict reader splits it. */
  private static List<String> header(String line) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    int i = 0;
    for (; i < line.length() && parts.size() < 7; i++) {
      char c = line.charAt(i);
      if (c == '\\') {
        i++;
        part.append(line.charAt(i));
      } else if (c == '|') {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(line.substring(i));
    return parts;
  }

  private static Map<String, String> extension(String text) {
    Map<String, String> pairs = new HashMap<>();
    Matcher pair = Pattern.compile("(\\w+)=((?:\\\\.|[^\\\\=])*?)(?= \\w+=|$)").matcher(text);
    int end = 0;
    while (pair.find()) {
      assertThat(pair.start()).as("nothing between pairs").isLessThanOrEqualTo(end + 1);
      end = pair.end();
      pairs.put(
          pair.group(1),
          pair.group(2)
              .replace("\\\\", "\u0000")
              .replace("\\n", "\n")
              .replace("\\r", "\r")
              .replace("\\=", "=")
              .replace("\u0000", "\\"));
    }
    assertThat(end).isEqualTo(text.length());
    return pairs;
  }

  @ParameterizedTest
  @EnumSource(RecordFormat.class)
  void nothingThatOpensSomething_leaves(RecordFormat format) {
    Session plain = Fixtures.session(1);
    Session session =
        new Session(
            plain.id(),
            plain.root(),
            plain.floor(),
            plain.identity(),
            plain.kind(),
            new SessionKey(plain.key().source(), "CANARY-key", plain.key().grade()),
            plain.agent(),
            "",
            "test",
            Fixtures.NOW);
    Step.Attempted step =
        Fixtures.attempt(
            1, session, Fixtures.tool("t", Set.of(Effect.READ), Set.of()), "{}", Fixtures.NOW);
    ApprovalRequest held =
        new ApprovalRequest(
            step,
            "",
            Set.of(),
            Digest.NONE,
            Digest.NONE,
            List.of(Reason.NO_OBJECTION),
            Duration.ofMinutes(1),
            "CANARY-envelope");
    List<JournalRecord> entries =
        List.of(
            new JournalRecord.Attempted(step),
            new JournalRecord.SessionEnded(session, Fixtures.NOW),
            new JournalRecord.ApprovalAsked("H-1", held, Set.of(), Fixtures.NOW, Fixtures.NOW),
            new JournalRecord.Declared(
                new DeclaredSession(
                    "CANARY-handle",
                    new SessionDeclaration(
                        "default", "p", session.agent(), "task", "CANARY-parent", "e", "h", null),
                    Fixtures.NOW)),
            new JournalRecord.RuleActivated(Told.RULE, "d", "CANARY-rule", Fixtures.NOW),
            new JournalRecord.PolicyActivated(1, "d", "CANARY-policy", Fixtures.NOW));
    for (AuditRecord entry : Told.of(entries)) {
      assertThat(lines(format).of(entry)).doesNotContain("CANARY");
    }
  }

  @Test
  void longRecord_fitsWithoutItsDetail() {
    AuditRecord entry = Told.of(Told.call(1, 1)).getFirst();
    assertThat(lines(RecordFormat.JSONL).of(entry, 400)).contains("left-out").doesNotContain("a-1");
    String cut = new Lines(RecordFormat.JSONL, "j", "1", 5).of(entry);
    assertThat(cut).contains("[cut: ");
  }

  private static AuditRecord told(AuditEvent event) {
    return Told.of(List.of(new JournalRecord.Audited(event))).getFirst();
  }

  private static Lines lines(RecordFormat format) {
    return new Lines(format, "journal-of-a-test", "1|0", Integer.MAX_VALUE);
  }

  private static List<AuditRecord> samples() {
    List<JournalRecord> entries = new ArrayList<>();
    for (int seed = 1; seed <= 4; seed++) {
      entries.addAll(new Samples(seed).records());
    }
    entries.add(
        new JournalRecord.Audited(
            new AuditEvent.Acted("mira", AuditEvent.LOGIN, "::1", 200, Fixtures.NOW)));
    return Told.of(entries);
  }
}
