// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.session;

import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.mcp.SessionHints;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.KeySource;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.identity.SessionKey;
import io.holdpoint.model.port.DeclaredSession;
import io.holdpoint.model.port.SessionDeclarations;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Picks the best key a request offers. {@code Mcp-Session-Id} goes before the trace id: clients
 * that have both often make a trace for each call.
 */
final class KeyChooser {

  private static final String HANDLE = "holdpoint.session";
  private static final String SUB_AGENT = "\n";

  /** The scope of ids that the gateway gave out itself; no upstream is named so. */
  static final String FEDERATED = "*";

  private static final List<String> IN_BAGGAGE =
      List.of(HANDLE, "gen_ai.conversation.id", "session.id");

  private static final int DEEPEST_TREE = 32;

  private final SessionDeclarations declarations;
  private final InstantSource clock;

  KeyChooser(SessionDeclarations declarations, InstantSource clock) {
    this.declarations = declarations;
    this.clock = clock;
  }

  /**
   * A key.
   *
   * @param key what it says
   * @param scope the upstream where the key is unique there only, else empty
   * @param declared the declaration behind it, or null
   * @param root of the tree it was delegated in, or null if it was delegated from none
   */
  record Chosen(
      SessionKey key, String scope, @Nullable DeclaredSession declared, @Nullable SessionId root) {

    /** The same in a tree, if it is known to be in none. */
    Chosen within(@Nullable SessionId tree) {
      return root != null || tree == null || !key.isWeak()
          ? this
          : new Chosen(key, scope, declared, tree);
    }

    /** What the key is found by. */
    Lookup lookup() {
      return new Lookup(key.source(), scope, key.value());
    }

    /** True if another id of the same request may be taken for the same session. */
    boolean isExplicit() {
      return switch (key.source()) {
        case DECLARED, HOST, BAGGAGE -> true;
        case MCP_SESSION -> scope.equals(FEDERATED);
        case TRACE, FLOOR -> false;
      };
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

  /** What the sub-agents of a host's session are found by begins with this. */
  static String beginOf(HostSession session) {
    return valueOf(session) + SUB_AGENT;
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
        .filter(d -> isOf(d, principal))
        .map(this::declared)
        .orElseGet(() -> weak(KeySource.BAGGAGE, "", value));
  }

  /**
   * The key of a session that a host attests: its declaration if the host names one by its handle.
   *
   * @param root of the tree of the agent it is a sub-agent of, or null
   */
  Chosen attested(HostSession session, @Nullable SessionId root) {
    if (session.agentId().isEmpty()) {
      Optional<Chosen> declared =
          declarations
              .find(session.key())
              .filter(d -> isOf(d, session.principal()))
              .map(this::declared);
      if (declared.isPresent()) {
        return declared.get();
      }
    }
    SessionKey key = new SessionKey(KeySource.HOST, valueOf(session), EvidenceGrade.G1);
    return new Chosen(key, session.host(), null, root);
  }

  /** What a host's session is found by; no id of a session can look like one of a sub-agent. */
  private static String valueOf(HostSession session) {
    return session.agentId().isEmpty()
        ? session.key()
        : session.key() + SUB_AGENT + session.agentId();
  }

  /** An expired handle names the same session still, but attests nothing. */
  private Chosen declared(DeclaredSession declared) {
    EvidenceGrade grade = declared.isExpired(clock.instant()) ? EvidenceGrade.G3 : EvidenceGrade.G1;
    SessionKey key = new SessionKey(KeySource.DECLARED, declared.handle(), grade);
    return new Chosen(key, "", declared, rootOf(declared));
  }

  /** The top of the tree that hosts declared, or null if the session is it. */
  private @Nullable SessionId rootOf(DeclaredSession declared) {
    DeclaredSession top = declared;
    for (int i = 0; i < DEEPEST_TREE && !top.declaration().parent().isEmpty(); i++) {
      Optional<DeclaredSession> parent = declarations.find(top.declaration().parent());
      if (parent.isEmpty()) {
        break;
      }
      top = parent.get();
    }
    return declared.declaration().parent().isEmpty() || top.handle().equals(declared.handle())
        ? null
        : top.id();
  }

  private static boolean isOf(DeclaredSession declared, Principal principal) {
    return declared.principal().equals(principal.identity().subject())
        && declared.declaration().tenant().equals(principal.identity().tenant());
  }

  private static Chosen weak(KeySource source, String scope, String value) {
    return new Chosen(new SessionKey(source, value, EvidenceGrade.G3), scope, null, null);
  }

  /** The trace id of a {@code traceparent}; empty if it is none. */
  static String traceId(String traceparent) {
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
