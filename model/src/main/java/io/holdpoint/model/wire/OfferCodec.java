// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.wire;

import io.holdpoint.model.offer.Classification;
import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.offer.OfferEvent;
import io.holdpoint.model.offer.OfferKind;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.step.ArgumentRole;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What happened to offers. */
final class OfferCodec {

  private static final Words<OfferKind> KIND = new Words<>(OfferKind.class);
  private static final Words<ArgumentRole> ROLE = new Words<>(ArgumentRole.class);

  private OfferCodec() {}

  static void write(WireBuffer out, OfferEvent event) {
    out.writeStartObject();
    switch (event) {
      case OfferEvent.Sighted e -> {
        begin(out, "sighted", e);
        out.writeStringProperty("digest", e.digest());
        out.writeStringProperty("definition", e.definition());
        out.writeBooleanProperty("trusted", e.trusted());
        out.writeName("flags");
        out.writeStartArray();
        e.flags().forEach(out::writeString);
        out.writeEndArray();
      }
      case OfferEvent.Approved e -> {
        begin(out, "approved", e);
        out.writeStringProperty("digest", e.digest());
        writeAuthor(out, e.author(), e.reason());
      }
      case OfferEvent.Refused e -> {
        begin(out, "refused", e);
        out.writeStringProperty("digest", e.digest());
        writeAuthor(out, e.author(), e.reason());
      }
      case OfferEvent.Classified e -> {
        begin(out, "classified", e);
        ToolCodec.EFFECT.write(out, "effects", e.as().effects());
        ToolCodec.LABEL.write(out, "labels", e.as().labels());
        writeRoles(out, e.as().roles());
        writeAuthor(out, e.author(), e.reason());
      }
    }
    out.writeEndObject();
    out.writeEndObject();
  }

  static OfferEvent read(WireReader in) {
    return in.<OfferEvent>oneOf(
        "offer event",
        name ->
            switch (name) {
              case "sighted" -> readSighted(in);
              case "approved" -> readWord(in, OfferEvent.Approved::new);
              case "refused" -> readWord(in, OfferEvent.Refused::new);
              case "classified" -> readClassified(in);
              default -> null;
            });
  }

  private static void begin(WireBuffer out, String name, OfferEvent event) {
    out.writeName(name);
    out.writeStartObject();
    KIND.write(out, "kind", event.offer().kind());
    out.writeStringProperty("upstream", event.offer().upstream());
    out.writeStringProperty("name", event.offer().name());
    Words.instant(out, "at", event.at());
  }

  private static void writeAuthor(WireBuffer out, Author author, String reason) {
    out.writeName("author");
    SignalCodec.writeAuthor(out, author);
    out.writeStringProperty("reason", reason);
  }

  private static void writeRoles(WireBuffer out, Map<String, ArgumentRole> roles) {
    out.writeName("roles");
    out.writeStartArray();
    new TreeMap<>(roles)
        .forEach(
            (argument, role) -> {
              out.writeStartObject();
              out.writeStringProperty("argument", argument);
              ROLE.write(out, "role", role);
              out.writeEndObject();
            });
    out.writeEndArray();
  }

  private static OfferEvent readSighted(WireReader in) {
    Common common = new Common();
    String digest = null;
    String definition = null;
    Boolean trusted = null;
    List<String> flags = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "digest" -> digest = in.text();
        case "definition" -> definition = in.text();
        case "trusted" -> trusted = in.flag();
        case "flags" -> flags = in.list(WireReader::text);
        default -> common.read(name, in);
      }
    }
    return new OfferEvent.Sighted(
        common.offer(in),
        in.required(digest, "digest"),
        in.required(definition, "definition"),
        in.required(trusted, "trusted"),
        in.required(flags, "flags"),
        in.required(common.at, "at"));
  }

  /** What a person says of one definition. */
  @FunctionalInterface
  private interface Word {
    OfferEvent of(Offer offer, String digest, Author author, String reason, Instant at);
  }

  private static OfferEvent readWord(WireReader in, Word word) {
    Common common = new Common();
    String digest = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "digest" -> digest = in.text();
        default -> common.read(name, in);
      }
    }
    return word.of(
        common.offer(in),
        in.required(digest, "digest"),
        in.required(common.author, "author"),
        in.required(common.reason, "reason"),
        in.required(common.at, "at"));
  }

  private static OfferEvent readClassified(WireReader in) {
    Common common = new Common();
    Set<Effect> effects = null;
    Set<DataLabel> labels = null;
    Map<String, ArgumentRole> roles = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "effects" -> effects = ToolCodec.EFFECT.readSet(in);
        case "labels" -> labels = ToolCodec.LABEL.readSet(in);
        case "roles" -> roles = readRoles(in);
        default -> common.read(name, in);
      }
    }
    return new OfferEvent.Classified(
        common.offer(in),
        new Classification(
            in.required(effects, "effects"),
            in.required(labels, "labels"),
            in.required(roles, "roles")),
        in.required(common.author, "author"),
        in.required(common.reason, "reason"),
        in.required(common.at, "at"));
  }

  private static Map<String, ArgumentRole> readRoles(WireReader in) {
    Map<String, ArgumentRole> roles = new HashMap<>();
    in.list(OfferCodec::readRole).forEach(role -> roles.put(role.argument(), role.role()));
    return roles;
  }

  private record Role(String argument, ArgumentRole role) {}

  private static Role readRole(WireReader in) {
    String argument = null;
    ArgumentRole role = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "argument" -> argument = in.text();
        case "role" -> role = ROLE.read(in);
        default -> in.skip();
      }
    }
    return new Role(in.required(argument, "argument"), in.required(role, "role"));
  }

  /** The members that several events have. */
  private static final class Common {
    private @Nullable OfferKind kind;
    private @Nullable String upstream;
    private @Nullable String item;
    private @Nullable Instant at;
    private @Nullable Author author;
    private @Nullable String reason;

    void read(String name, WireReader in) {
      switch (name) {
        case "kind" -> kind = KIND.read(in);
        case "upstream" -> upstream = in.text();
        case "name" -> item = in.text();
        case "at" -> at = in.instant();
        case "author" -> author = SignalCodec.readAuthor(in);
        case "reason" -> reason = in.text();
        default -> in.skip();
      }
    }

    Offer offer(WireReader in) {
      return new Offer(
          in.required(kind, "kind"), in.required(upstream, "upstream"), in.required(item, "name"));
    }
  }
}
