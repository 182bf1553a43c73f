// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import io.holdpoint.dashboard.HostRoute;
import io.holdpoint.dashboard.HostRoutes;
import io.holdpoint.gateway.Gateway;
import io.holdpoint.gateway.api.json.HostApi;
import io.holdpoint.gateway.api.json.HostReply;
import io.holdpoint.gateway.hook.ClaudeCodeHooks;
import io.holdpoint.gateway.identity.Host;
import io.holdpoint.gateway.identity.KeyUse;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.port.SessionDeclarations;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What hosts of agents may call, on the listener of the control API. It answers from the moment the
 * gateway is open; until then callers are told to come back. Safe for use by many threads.
 */
final class HostDoor {

  private static final CompletionStage<HostRoute.Answer> NOT_YET =
      CompletableFuture.completedStage(
          answer(
              HostReply.error(
                  503,
                  "gateway.starting",
                  "gateway: got a call before it was open (expected: one a little later)")));

  private final SessionDeclarations declarations;
  private final InstantSource clock;
  private volatile @Nullable Behind behind;

  HostDoor(SessionDeclarations declarations, InstantSource clock) {
    this.declarations = declarations;
    this.clock = clock;
  }

  /** What answers once the gateway is open. */
  private record Behind(Gateway gateway, HostApi api, ClaudeCodeHooks claudeCode) {}

  /** The gateway is open. */
  void open(Gateway gateway) {
    behind =
        new Behind(
            gateway,
            new HostApi(gateway.decisions(), declarations, clock),
            new ClaudeCodeHooks(gateway.decisions()));
  }

  /** The tokens and keys of callers; none until the gateway is open. */
  List<KeyUse> keyUses() {
    Behind now = behind;
    return now == null ? List.of() : now.gateway().keyUses();
  }

  /** What a call says that waits at the gateway of this process, or empty. */
  Optional<String> arguments(Approval held) {
    Behind now = behind;
    return now == null ? Optional.empty() : now.gateway().arguments(held);
  }

  HostRoutes routes() {
    return new HostRoutes(
        this::knows,
        List.of(
            api("decide", HostApi.Operation.DECIDE),
            api("complete", HostApi.Operation.COMPLETE),
            api("observe", HostApi.Operation.OBSERVE),
            api("cancel", HostApi.Operation.CANCEL),
            api("end", HostApi.Operation.END),
            new HostRoute(
                "/api/v1/sessions",
                true,
                (caller, query, body) -> ask(caller, HostApi.Operation.DECLARE, body)),
            new HostRoute("/hooks/claude-code", false, this::claudeCode)));
  }

  private CompletionStage<HostRoute.Answer> claudeCode(
      HostRoute.Caller caller, String query, byte[] body) {
    Behind now = behind;
    if (now == null) {
      return NOT_YET;
    }
    return host(now.gateway(), caller)
        .map(host -> now.claudeCode().answer(host, query, body).thenApply(HostDoor::answer))
        .orElse(NOT_YET);
  }

  private HostRoute api(String word, HostApi.Operation operation) {
    return new HostRoute(
        "/api/v1/" + word, false, (caller, query, body) -> ask(caller, operation, body));
  }

  private boolean knows(String token) {
    Behind now = behind;
    return now != null && now.gateway().hosts().authenticate(token).isPresent();
  }

  private CompletionStage<HostRoute.Answer> ask(
      HostRoute.Caller caller, HostApi.Operation operation, byte[] body) {
    Behind now = behind;
    if (now == null) {
      return NOT_YET;
    }
    return host(now.gateway(), caller)
        .map(host -> now.api().answer(host, operation, body).thenApply(HostDoor::answer))
        .orElse(NOT_YET);
  }

  private static Optional<Host> host(Gateway gateway, HostRoute.Caller caller) {
    String token = caller.token();
    String operator = caller.operator();
    if (token != null) {
      return gateway.hosts().authenticate(token);
    }
    return operator == null ? Optional.empty() : Optional.of(gateway.operator(operator));
  }

  private static HostRoute.Answer answer(HostReply reply) {
    return new HostRoute.Answer(reply.status(), reply.json());
  }
}
