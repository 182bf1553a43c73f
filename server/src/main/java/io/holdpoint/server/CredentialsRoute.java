// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import io.holdpoint.dashboard.OperatorRoute;
import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.dashboard.OperatorRoute.Method;
import io.holdpoint.dashboard.access.Right;
import io.holdpoint.gateway.identity.KeyUse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which service accounts the gateway admits, until when, and when each key was last used: never a
 * key, nor its whole hash.
 */
final class CredentialsRoute {

  private final Supplier<List<KeyUse>> keys;
  private final boolean anonymous;
  private final InstantSource clock;

  CredentialsRoute(Supplier<List<KeyUse>> keys, boolean anonymous, InstantSource clock) {
    this.keys = keys;
    this.anonymous = anonymous;
    this.clock = clock;
  }

  OperatorRoute route() {
    return new OperatorRoute(
        Method.GET, "/credentials", Right.EVIDENCE, request -> new Answer(200, answer()));
  }

  private String answer() {
    Instant now = clock.instant();
    ObjectNode body = JsonMapper.shared().createObjectNode();
    body.put("anonymous", anonymous);
    ArrayNode list = body.putArray("credentials");
    for (KeyUse use : keys.get()) {
      Instant expires = use.expires();
      Instant last = use.lastUsed();
      list.addObject()
          .put("credential", use.credential())
          .put("subject", use.subject())
          .put("fingerprint", use.fingerprint())
          .put("state", expires != null && !now.isBefore(expires) ? "expired" : "good")
          .put("expiresAt", expires == null ? null : expires.toString())
          .put("lastUsedAt", last == null ? null : last.toString());
    }
    return body.toString();
  }
}
