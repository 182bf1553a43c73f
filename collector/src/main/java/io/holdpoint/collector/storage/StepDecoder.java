// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.view.Claim;
import io.holdpoint.model.view.Difference;
import io.holdpoint.model.view.JoinWay;
import io.holdpoint.model.view.SessionFacts;
import io.holdpoint.model.view.StepDetail;
import io.holdpoint.model.view.StepRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Reads what {@link StepEncoder} wrote. */
final class StepDecoder {

  private final ByteSource in;
  private final List<String> words = new ArrayList<>();
  private final List<String> views = new ArrayList<>();
  private @Nullable SessionFacts facts;
  private long previousAt;

  private final LongFunction<String> apart;

  private StepDecoder(ByteSource in, LongFunction<String> apart) {
    this.in = in;
    this.apart = apart;
    words.add("");
    views.add("");
  }

  /** The steps of a segment that has all its views. */
  static List<StepRow> read(byte[] body) {
    return read(
        body,
        number -> {
          throw new IllegalArgumentException(
              "segment: got view " + number + " (expected: none kept apart)");
        });
  }

  /**
   * The steps in the order in which they were added.
   *
   * @param apart the views kept apart, by their numbers
   * @throws IllegalArgumentException if it is no segment that this version can read
   */
  static List<StepRow> read(byte[] body, LongFunction<String> apart) {
    StepDecoder decoder = new StepDecoder(Segments.open(body), apart);
    List<StepRow> rows = new ArrayList<>();
    while (!decoder.in.isAtEnd()) {
      rows.add(decoder.row());
    }
    return rows;
  }

  private StepRow row() {
    int flags = in.octet();
    SessionFacts before = facts;
    SessionFacts now =
        (flags & StepEncoder.SAME_FACTS) != 0 && before != null
            ? told(before, flags)
            : told(facts(), flags);
    facts = now;
    StepId id = id();
    String parent = hex();
    StepKind kind = StepKind.valueOf(word());
    String upstream = word();
    String name = word();
    previousAt += in.signed();
    Instant startedAt = Instants.ofNanos(previousAt);
    long duration = in.signed();
    String verdict = word();
    String outcome = word();
    Set<Effect> effects = Words.parse(Effect.class, word());
    Set<DataLabel> labels = Words.parse(DataLabel.class, word());
    List<Reason> reasons = reasons();
    boolean sharing = (flags & StepEncoder.SHARED) != 0;
    Payload arguments = payload(sharing);
    Payload result = payload(sharing);
    EvidenceGrade grade = EvidenceGrade.valueOf(word());
    StepDetail detail = (flags & StepEncoder.DETAILED) == 0 ? StepDetail.NONE : detail();
    boolean printed = (flags & StepEncoder.PRINTED) != 0;
    Payload argumentsSeen = printed ? printed(arguments) : arguments;
    Payload resultSeen = printed ? printed(result) : result;
    List<Claim> claims = (flags & StepEncoder.CLAIMED) == 0 ? List.of() : claims();
    return new StepRow(
        id,
        parent,
        now,
        kind,
        upstream,
        name,
        startedAt,
        duration,
        verdict,
        outcome,
        effects,
        labels,
        reasons,
        argumentsSeen,
        resultSeen,
        grade,
        detail,
        claims);
  }

  private List<Claim> claims() {
    int count = in.count();
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      claims.add(
          new Claim(
              id(),
              new SessionId(word()),
              JoinWay.valueOf(word()),
              word(),
              Instants.ofNanos(previousAt + in.signed()),
              in.signed(),
              word(),
              payload(false),
              payload(false),
              EvidenceGrade.valueOf(word()),
              detail(),
              Words.parse(Difference.class, word())));
    }
    return claims;
  }

  private Payload printed(Payload payload) {
    int count = in.count();
    List<String> prints = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long number = 0;
      for (int k = 0; k < 6; k++) {
        number = number << 8 | (in.octet() & 0xff);
      }
      prints.add(Hex.text(number).substring(4));
    }
    return new Payload(payload.digest(), payload.sizeBytes(), payload.masked(), prints);
  }

  private StepDetail detail() {
    return new StepDetail(
        word(),
        word(),
        word(),
        word(),
        word(),
        in.signed(),
        in.signed(),
        in.signed(),
        in.signed(),
        Math.toIntExact(in.signed()),
        in.signed());
  }

  /** The facts with this step's risk and end. */
  private SessionFacts told(SessionFacts base, int flags) {
    int risk = in.count();
    boolean ended = (flags & StepEncoder.ENDED) != 0;
    if (base.risk() == risk && base.ended() == ended) {
      return base;
    }
    return new SessionFacts(
        base.id(),
        base.root(),
        base.tenant(),
        base.environment(),
        base.floor(),
        base.kind(),
        base.principal(),
        base.agentName(),
        base.agentVersion(),
        base.task(),
        base.keySource(),
        base.startedAt(),
        risk,
        ended);
  }

  private SessionFacts facts() {
    SessionId id = new SessionId(word());
    SessionId root = new SessionId(word());
    String tenant = word();
    String environment = word();
    String floor = word();
    String kind = word();
    return new SessionFacts(
        id,
        root,
        tenant,
        environment,
        floor.isEmpty() ? null : new FloorId(floor),
        kind.isEmpty() ? null : PrincipalKind.valueOf(kind),
        word(),
        word(),
        word(),
        word(),
        word(),
        Instants.ofNanos(in.signed()),
        0,
        false);
  }

  private List<Reason> reasons() {
    int count = in.count();
    List<Reason> reasons = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String code = word();
      RuleRef rule = in.octet() == 0 ? null : new RuleRef(word(), Math.toIntExact(in.signed()));
      String text = word();
      int proofs = in.count();
      List<StepId> evidence = new ArrayList<>();
      for (int k = 0; k < proofs; k++) {
        evidence.add(id());
      }
      reasons.add(new Reason(code, rule, text, evidence));
    }
    return reasons;
  }

  private Payload payload(boolean sharing) {
    String digest = hex();
    int size = in.count();
    String masked = sharing && in.octet() == 1 ? apart() : text(views);
    return digest.isEmpty() && size == 0 && masked.isEmpty()
        ? Payload.NONE
        : new Payload(new Digest(digest), size, masked);
  }

  private String apart() {
    String view = apart.apply(in.eight());
    views.add(view);
    return view;
  }

  private StepId id() {
    return new StepId(word(), Hex.text(in.eight(), in.eight()), Hex.text(in.eight()));
  }

  private String hex() {
    int form = in.octet();
    return switch (form) {
      case StepEncoder.TEXT -> word();
      case StepEncoder.HEX_8 -> Hex.text(in.eight());
      case StepEncoder.HEX_16 -> Hex.text(in.eight(), in.eight());
      default ->
          throw new IllegalArgumentException("form of a text: got " + form + " (expected: 0 to 2)");
    };
  }

  private String word() {
    return text(words);
  }

  private String text(List<String> known) {
    int number = in.count();
    if (number > 0) {
      return known.get(number - 1);
    }
    String text = in.text(in.count());
    known.add(text);
    return text;
  }
}
