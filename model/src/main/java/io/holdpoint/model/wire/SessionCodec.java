// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.wire;

import io.holdpoint.model.identity.AgentClaim;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.KeySource;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.identity.SessionKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who acts and in which execution. */
final class SessionCodec {

  static final Words<PrincipalKind> KIND = new Words<>(PrincipalKind.class);
  static final Words<EvidenceGrade> GRADE = new Words<>(EvidenceGrade.class);
  private static final Words<KeySource> SOURCE = new Words<>(KeySource.class);

  private SessionCodec() {}

  static void write(WireBuffer out, Session session) {
    out.writeStartObject();
    out.writeStringProperty("id", session.id().value());
    out.writeStringProperty("root", session.root().value());
    out.writeStringProperty("floor", session.floor().value());
    out.writeName("identity");
    writeIdentity(out, session.identity());
    KIND.write(out, "kind", session.kind());
    out.writeName("key");
    writeKey(out, session.key());
    out.writeName("agent");
    writeAgent(out, session.agent());
    out.writeStringProperty("task", session.task());
    out.writeStringProperty("environment", session.environment());
    Words.instant(out, "startedAt", session.startedAt());
    out.writeEndObject();
  }

  static Session read(WireReader in) {
    SessionId id = null;
    SessionId root = null;
    FloorId floor = null;
    AgentIdentity identity = null;
    PrincipalKind kind = null;
    SessionKey key = null;
    AgentClaim agent = null;
    String task = null;
    String environment = null;
    Instant startedAt = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "id" -> id = new SessionId(in.text());
        case "root" -> root = new SessionId(in.text());
        case "floor" -> floor = new FloorId(in.text());
        case "identity" -> identity = readIdentity(in);
        case "kind" -> kind = KIND.read(in);
        case "key" -> key = readKey(in);
        case "agent" -> agent = readAgent(in);
        case "task" -> task = in.text();
        case "environment" -> environment = in.text();
        case "startedAt" -> startedAt = in.instant();
        default -> in.skip();
      }
    }
    return new Session(
        in.required(id, "id"),
        in.required(root, "root"),
        in.required(floor, "floor"),
        in.required(identity, "identity"),
        in.required(kind, "kind"),
        in.required(key, "key"),
        in.required(agent, "agent"),
        in.required(task, "task"),
        in.required(environment, "environment"),
        in.required(startedAt, "startedAt"));
  }

  static void writeAgent(WireBuffer out, AgentClaim agent) {
    out.writeStartObject();
    out.writeStringProperty("name", agent.name());
    out.writeStringProperty("version", agent.version());
    out.writeEndObject();
  }

  static AgentClaim readAgent(WireReader in) {
    String agent = null;
    String version = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "name" -> agent = in.text();
        case "version" -> version = in.text();
        default -> in.skip();
      }
    }
    return new AgentClaim(in.required(agent, "name"), in.required(version, "version"));
  }

  private static void writeIdentity(WireBuffer out, AgentIdentity identity) {
    out.writeStartObject();
    out.writeStringProperty("tenant", identity.tenant());
    out.writeStringProperty("issuer", identity.issuer());
    out.writeStringProperty("subject", identity.subject());
    writeOptional(out, "clientId", identity.clientId());
    writeOptional(out, "keyId", identity.keyId());
    out.writeEndObject();
  }

  private static void writeOptional(WireBuffer out, String name, @Nullable String value) {
    if (value != null) {
      out.writeStringProperty(name, value);
    }
  }

  private static AgentIdentity readIdentity(WireReader in) {
    String tenant = null;
    String issuer = null;
    String subject = null;
    String clientId = null;
    String keyId = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "tenant" -> tenant = in.text();
        case "issuer" -> issuer = in.text();
        case "subject" -> subject = in.text();
        case "clientId" -> clientId = in.text();
        case "keyId" -> keyId = in.text();
        default -> in.skip();
      }
    }
    return new AgentIdentity(
        in.required(tenant, "tenant"),
        in.required(issuer, "issuer"),
        in.required(subject, "subject"),
        clientId,
        keyId);
  }

  private static void writeKey(WireBuffer out, SessionKey key) {
    out.writeStartObject();
    SOURCE.write(out, "source", key.source());
    out.writeStringProperty("value", key.value());
    GRADE.write(out, "grade", key.grade());
    out.writeEndObject();
  }

  private static SessionKey readKey(WireReader in) {
    KeySource source = null;
    String value = null;
    EvidenceGrade grade = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "source" -> source = SOURCE.read(in);
        case "value" -> value = in.text();
        case "grade" -> grade = GRADE.read(in);
        default -> in.skip();
      }
    }
    return new SessionKey(
        in.required(source, "source"), in.required(value, "value"), in.required(grade, "grade"));
  }
}
