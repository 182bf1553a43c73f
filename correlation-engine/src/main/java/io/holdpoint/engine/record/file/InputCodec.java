// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.record.file;

import io.holdpoint.engine.record.Input;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.ArgumentRole;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.wire.WireBuffer;
import io.holdpoint.model.wire.WireCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes and reads one input. Steps and signals are written as everywhere else; what those leave
 * out for good reason, texts in the clear and what the catalogue says of arguments, stands beside
 * them, which is why the whole is sealed. For one thread.
 */
final class InputCodec {
  /** More of a text is never read by the engine, or tells it nothing. */
  static final int LONGEST_TEXT = 256 * 1024;

  private static final byte ATTEMPT = 1;
  private static final byte COMPLETION = 2;
  private static final byte OBSERVATION = 3;
  private static final byte ENDED = 4;
  private static final byte APPLIED = 5;
  private static final byte LATCHED = 6;
  private static final byte JOINED = 7;
  private static final byte RULES = 8;
  private static final byte FLAGGED = 9;
  private static final byte OWED = 10;

  private static final int KEPT_BYTES = 256 << 10;

  private final WireBuffer json = new WireBuffer(4096).remembering();
  private final boolean texts;

  /**
   * @param texts false leaves texts in the clear out
   */
  InputCodec(boolean texts) {
    this.texts = texts;
  }

  void write(Input input, Bytes out) {
    json.clear(KEPT_BYTES);
    switch (input) {
      case Input.Attempt attempt -> {
        out.put(ATTEMPT);
        String text = told(attempt.text());
        put(out, WireCodec.STEP, shortened(attempt.step(), text));
        putRoles(out, attempt.step().tool().roles());
        out.putText(text);
      }
      case Input.Completion completion -> {
        out.put(COMPLETION);
        String text = told(completion.text());
        put(out, WireCodec.STEP, shortened(completion.step(), text));
        out.putText(text);
      }
      case Input.Observation observation -> {
        out.put(OBSERVATION);
        put(out, WireCodec.STEP, observation.step());
        out.putText(told(observation.text()));
      }
      case Input.Ended ended -> {
        out.put(ENDED);
        put(out, WireCodec.SESSION, ended.session());
        putTime(out, ended.at());
      }
      case Input.Applied applied -> {
        out.put(APPLIED);
        put(out, WireCodec.PUBLISHED, applied.published());
      }
      case Input.Latched latched -> {
        out.put(LATCHED);
        put(out, WireCodec.SIGNAL, latched.signal());
      }
      case Input.Joined joined -> {
        out.put(JOINED);
        out.putText(joined.one().value());
        out.putText(joined.other().value());
        putTime(out, joined.at());
      }
      case Input.Flagged flagged -> put(flagged, out);
      case Input.Owed owed -> put(owed, out);
      case Input.Rules rules -> put(rules, out);
    }
  }

  private static void put(Input.Flagged flagged, Bytes out) {
    out.put(FLAGGED);
    out.putText(flagged.tenant());
    out.putText(flagged.column());
    out.putText(flagged.value());
    out.putLong(flagged.until());
  }

  private static void put(Input.Owed owed, Bytes out) {
    out.put(OWED);
    out.putText(owed.session().value());
    out.putInt(owed.scores().size());
    owed.scores().forEach(out::putInt);
  }

  private static void put(Input.Rules rules, Bytes out) {
    out.put(RULES);
    out.putInt(rules.rules().size());
    for (RuleRef rule : rules.rules()) {
      out.putText(rule.id());
      out.putInt(rule.version());
    }
    putTime(out, rules.at());
  }

  static Input read(BytesReader in) {
    byte kind = in.next();
    return switch (kind) {
      case ATTEMPT -> {
        Step.Attempted step = step(in, Step.Attempted.class);
        Map<String, ArgumentRole> roles = roles(in);
        yield new Input.Attempt(withRoles(step, roles), in.text());
      }
      case COMPLETION -> new Input.Completion(step(in, Step.Completed.class), in.text());
      case OBSERVATION -> new Input.Observation(step(in, Step.Observed.class), in.text());
      case ENDED -> new Input.Ended(WireCodec.SESSION.read(in.block()), time(in));
      case APPLIED -> new Input.Applied(WireCodec.PUBLISHED.read(in.block()));
      case LATCHED -> new Input.Latched(WireCodec.SIGNAL.read(in.block()));
      case JOINED -> new Input.Joined(new SessionId(in.text()), new SessionId(in.text()), time(in));
      case FLAGGED -> new Input.Flagged(in.text(), in.text(), in.text(), in.longNumber());
      case OWED -> {
        SessionId session = new SessionId(in.text());
        List<Integer> scores = new ArrayList<>();
        for (int left = in.number(); left > 0; left--) {
          scores.add(in.number());
        }
        yield new Input.Owed(session, scores);
      }
      case RULES -> {
        List<RuleRef> rules = new ArrayList<>();
        for (int left = in.number(); left > 0; left--) {
          rules.add(new RuleRef(in.text(), in.number()));
        }
        yield new Input.Rules(rules, time(in));
      }
      default ->
          throw new IllegalArgumentException(
              "input: got kind " + kind + " (expected: 1 to " + OWED + ")");
    };
  }

  private String told(String text) {
    if (!texts) {
      return "";
    }
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
  }

  /** The masked view is read only where nothing is known in the clear. */
  private static Step shortened(Step.Attempted step, String text) {
    return text.isEmpty()
        ? step
        : new Step.Attempted(
            step.id(),
            step.session(),
            step.kind(),
            step.tool(),
            unmasked(step.arguments()),
            step.at());
  }

  private static Step shortened(Step.Completed step, String text) {
    return text.isEmpty()
        ? step
        : new Step.Completed(
            step.id(),
            step.session(),
            step.outcome(),
            unmasked(step.result()),
            step.labels(),
            step.at());
  }

  private static Payload unmasked(Payload payload) {
    return payload.masked().isEmpty()
        ? payload
        : new Payload(payload.digest(), payload.sizeBytes(), "");
  }

  private static Step.Attempted withRoles(Step.Attempted step, Map<String, ArgumentRole> roles) {
    if (roles.isEmpty()) {
      return step;
    }
    ToolRef tool = step.tool();
    return new Step.Attempted(
        step.id(),
        step.session(),
        step.kind(),
        new ToolRef(
            tool.upstream(),
            tool.name(),
            tool.digest(),
            tool.effects(),
            tool.labels(),
            tool.known(),
            roles),
        step.arguments(),
        step.at());
  }

  private <T> void put(Bytes out, WireCodec<T> codec, T value) {
    int from = json.length();
    codec.append(value, json);
    out.putBlock(json.bytes(), from, json.length() - from);
  }

  private static void putRoles(Bytes out, Map<String, ArgumentRole> roles) {
    out.putInt(roles.size());
    roles.forEach(
        (name, role) -> {
          out.putText(name);
          out.putText(role.name());
        });
  }

  private static Map<String, ArgumentRole> roles(BytesReader in) {
    int count = in.number();
    if (count == 0) {
      return Map.of();
    }
    Map<String, ArgumentRole> roles = new HashMap<>();
    for (int left = count; left > 0; left--) {
      roles.put(in.text(), ArgumentRole.valueOf(in.text()));
    }
    return roles;
  }

  private static <T extends Step> T step(BytesReader in, Class<T> type) {
    Step step = WireCodec.STEP.read(in.block());
    if (!type.isInstance(step)) {
      throw new IllegalArgumentException(
          "input: got a step of another phase (expected: " + type.getSimpleName() + ")");
    }
    return type.cast(step);
  }

  private static void putTime(Bytes out, Instant at) {
    out.putLong(at.getEpochSecond());
    out.putInt(at.getNano());
  }

  private static Instant time(BytesReader in) {
    return Instant.ofEpochSecond(in.longNumber(), in.number());
  }
}
