// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.session;

import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.mcp.SessionHints;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.KeySource;
import io.holdpoint.model.identity.SessionKey;
import io.holdpoint.model.port.DeclaredSession;
import io.holdpoint.model.port.SessionDeclarations;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Picks the best key a request offers. {@code Mcp-Session-Id} goes before the trace id: clients
 * that have both often make a trace for each call.
 */
final class KeyChooser {

  private static final String HANDLE = "holdpoint.session";

  /** The scope of ids that the gateway gave out itself; no upstream is named so. */
  static final String FEDERATED = "*";

  private static final List<String> IN_BAGGAGE =
      List.of(HANDLE, "gen_ai.conversation.id", "session.id");

  private final SessionDeclarations declarations;

  KeyChooser(SessionDeclarations declarations) {
    this.declarations = declarations;
  }

  /**
   * A key.
   *
   * @param key what it says
   * @param scope the upstream where the key is unique there only, else empty
   * @param declared the declaration behind it, or null
   */
  record Chosen(SessionKey key, String scope, @Nullable DeclaredSession declared) {

    /** What the key is found by. */
    Lookup lookup() {
      return new Lookup(key.source(), scope, key.value());
    }

    /** True if another id of the same request may be taken for the same session. */
    boolean isExplicit() {
      return key.source() == KeySource.DECLARED
          || key.source() == KeySource.BAGGAGE
          || scope.equals(FEDERATED);
    }
  }

  /** What sessions are found by. */
  record Lookup(KeySource source, String scope, String value) {}

  Chosen choose(Principal principal, String upstream, SessionHints hints) {
    if (!hints.baggage().isEmpty()) {
      Optional<Chosen> named = inBaggage(principal, hints.baggage());
      if (named.isPresent()) {
        return named.get();
      }
    }
    if (!hints.federated().isEmpty()) {
      return mcp(FEDERATED, hints.federated());
    }
    if (!hints.mcpSessionId().isEmpty()) {
      return mcp(upstream, hints.mcpSessionId());
    }
    String traceId = traceId(hints.traceparent());
    return traceId.isEmpty() ? weak(KeySource.FLOOR, "", "") : weak(KeySource.TRACE, "", traceId);
  }

  static Chosen mcp(String upstream, String mcpSessionId) {
    return weak(KeySource.MCP_SESSION, upstream, mcpSessionId);
  }

  private Optional<Chosen> inBaggage(Principal principal, String baggage) {
    for (String name : IN_BAGGAGE) {
      String value = Baggage.value(baggage, name);
      if (!value.isEmpty()) {
        return Optional.of(named(principal, name, value));
      }
    }
    return Optional.empty();
  }

  private Chosen named(Principal principal, String name, String value) {
    Optional<DeclaredSession> declared =
        name.equals(HANDLE) ? declarations.find(value) : Optional.empty();
    return declared
        .filter(d -> d.principal().equals(principal.identity().subject()))
        .filter(d -> d.tenant().equals(principal.identity().tenant()))
        .map(d -> new Chosen(new SessionKey(KeySource.DECLARED, value, EvidenceGrade.G1), "", d))
        .orElseGet(() -> weak(KeySource.BAGGAGE, "", value));
  }

  private static Chosen weak(KeySource source, String scope, String value) {
    return new Chosen(new SessionKey(source, value, EvidenceGrade.G3), scope, null);
  }

  /** The trace id of a {@code traceparent}; empty if it is none. */
  private static String traceId(String traceparent) {
    boolean shaped =
        traceparent.length() >= 55 && traceparent.charAt(2) == '-' && traceparent.charAt(35) == '-';
    if (!shaped) {
      return "";
    }
    String id = traceparent.substring(3, 35);
    boolean hex = id.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    return hex && id.chars().anyMatch(c -> c != '0') ? id : "";
  }
}
