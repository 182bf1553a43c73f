// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.wire;

import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.PrincipalId;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Scope;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.signal.Target;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.verdict.RuleRef;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A containment order, and its place among all orders. */
final class SignalCodec {

  private static final Words<Scope> SCOPE = new Words<>(Scope.class);

  private SignalCodec() {}

  static void write(WireBuffer out, Signal signal) {
    out.writeStartObject();
    out.writeName(signal.word());
    writeHeader(out, signal);
    out.writeEndObject();
  }

  static Signal read(WireReader in) {
    return in.<Signal>oneOf(
        "signal",
        name ->
            switch (name) {
              case "pause" -> new Signal.Pause(readHeader(in).header());
              case "restrict" -> {
                Told told = readHeader(in);
                yield new Signal.Restrict(told.header(), in.required(told.allowed(), "allowed"));
              }
              case "resume" -> new Signal.Resume(readHeader(in).header());
              case "kill" -> new Signal.Kill(readHeader(in).header());
              case "release" -> new Signal.Release(readHeader(in).header());
              default -> null;
            });
  }

  static void writePublished(WireBuffer out, Published published) {
    out.writeStartObject();
    out.writeNumberProperty("sequence", published.sequence());
    out.writeName("signal");
    write(out, published.signal());
    out.writeEndObject();
  }

  static Published readPublished(WireReader in) {
    Long sequence = null;
    Signal signal = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "sequence" -> sequence = in.number();
        case "signal" -> signal = read(in);
        default -> in.skip();
      }
    }
    return new Published(in.required(sequence, "sequence"), in.required(signal, "signal"));
  }

  /** What stands in a signal besides its kind. */
  private record Told(Signal.Header header, @Nullable Set<Effect> allowed) {}

  private static void writeHeader(WireBuffer out, Signal signal) {
    Signal.Header header = signal.header();
    out.writeStartObject();
    out.writeStringProperty("ref", header.ref());
    out.writeName("target");
    writeTarget(out, header.target());
    out.writeName("author");
    writeAuthor(out, header.author());
    out.writeStringProperty("reason", header.reason());
    Words.instant(out, "at", header.at());
    if (header.scope() != Scope.SESSION) {
      SCOPE.write(out, "scope", header.scope());
    }
    if (header.until() != null) {
      Words.instant(out, "until", header.until());
    }
    if (signal instanceof Signal.Restrict restrict) {
      ToolCodec.EFFECT.write(out, "allowed", restrict.allowed());
    }
    out.writeEndObject();
  }

  private static Told readHeader(WireReader in) {
    Scope scope = Scope.SESSION;
    Instant until = null;
    Set<Effect> allowed = null;
    String ref = null;
    Target target = null;
    Author author = null;
    String reason = null;
    Instant at = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "ref" -> ref = in.text();
        case "target" -> target = readTarget(in);
        case "author" -> author = readAuthor(in);
        case "reason" -> reason = in.text();
        case "at" -> at = in.instant();
        case "scope" -> scope = SCOPE.read(in);
        case "until" -> until = in.instant();
        case "allowed" -> allowed = ToolCodec.EFFECT.readSet(in);
        default -> in.skip();
      }
    }
    Signal.Header header =
        new Signal.Header(
            in.required(ref, "ref"),
            in.required(target, "target"),
            in.required(author, "author"),
            in.required(reason, "reason"),
            in.required(at, "at"),
            scope,
            until);
    return new Told(header, allowed);
  }

  private static void writeTarget(WireBuffer out, Target target) {
    out.writeStartObject();
    out.writeStringProperty("session", target.session().value());
    out.writeStringProperty("root", target.root().value());
    out.writeStringProperty("floor", target.floor().value());
    SessionCodec.KIND.write(out, "kind", target.kind());
    if (target.principal() != null) {
      out.writeStringProperty("principal", target.principal().value());
    }
    out.writeEndObject();
  }

  private static Target readTarget(WireReader in) {
    SessionId session = null;
    SessionId root = null;
    FloorId floor = null;
    PrincipalKind kind = null;
    PrincipalId principal = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "session" -> session = new SessionId(in.text());
        case "root" -> root = new SessionId(in.text());
        case "floor" -> floor = new FloorId(in.text());
        case "kind" -> kind = SessionCodec.KIND.read(in);
        case "principal" -> principal = new PrincipalId(in.text());
        default -> in.skip();
      }
    }
    return new Target(
        in.required(session, "session"),
        in.required(root, "root"),
        in.required(floor, "floor"),
        in.required(kind, "kind"),
        principal);
  }

  static void writeAuthor(WireBuffer out, Author author) {
    out.writeStartObject();
    switch (author) {
      case Author.Operator o -> {
        out.writeName("operator");
        out.writeStartObject();
        out.writeStringProperty("name", o.name());
        if (o.second() != null) {
          out.writeStringProperty("second", o.second());
        }
      }
      case Author.ByRule r -> {
        out.writeName("by-rule");
        out.writeStartObject();
        out.writeName("rule");
        DecisionCodec.writeRule(out, r.rule());
        out.writeStringProperty("detection", r.detection());
      }
    }
    out.writeEndObject();
    out.writeEndObject();
  }

  static Author readAuthor(WireReader in) {
    return in.<Author>oneOf(
        "author",
        name ->
            switch (name) {
              case "operator" -> readOperator(in);
              case "by-rule" -> readByRule(in);
              default -> null;
            });
  }

  private static Author readOperator(WireReader in) {
    String operator = null;
    String second = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "name" -> operator = in.text();
        case "second" -> second = in.text();
        default -> in.skip();
      }
    }
    return new Author.Operator(in.required(operator, "name"), second);
  }

  private static Author readByRule(WireReader in) {
    RuleRef rule = null;
    String detection = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "rule" -> rule = DecisionCodec.readRule(in);
        case "detection" -> detection = in.text();
        default -> in.skip();
      }
    }
    return new Author.ByRule(in.required(rule, "rule"), in.required(detection, "detection"));
  }
}
