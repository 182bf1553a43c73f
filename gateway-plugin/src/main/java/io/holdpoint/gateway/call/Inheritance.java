// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.decision.Stages;
import io.holdpoint.gateway.mcp.Subject;
import io.holdpoint.gateway.session.Heir;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.json.Hashes;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.signal.Target;
import io.holdpoint.model.step.Step;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes a kill on to the session a killed one comes back as, before anything else happens. */
final class Inheritance {

  private static final Logger LOG = LoggerFactory.getLogger(Inheritance.class);

  private final CallServices services;

  Inheritance(CallServices services) {
    this.services = services;
  }

  /**
   * Goes on once an inherited kill, if there is one, stands.
   *
   * @param attempt the judged call, or null for any other request
   */
  void check(Caller caller, Step.@Nullable Attempted attempt, Runnable then) {
    // A client's first word may be of a session that has no name yet, and is nobody's kin.
    boolean begins = caller.exchange().subject() instanceof Subject.Opening;
    String trace = begins ? "" : caller.exchange().hints().traceparent();
    List<Heir> heirs = services.sessions().works(caller.live(), caller.principal(), trace);
    if (heirs.isEmpty()) {
      comeBack(caller, attempt, then);
      return;
    }
    Stages.then(
        caller.thread(),
        new HeirKills(services).publish(heirs),
        (published, failure) -> {
          if (failure != null) {
            caller.responder().abort();
          } else {
            comeBack(caller, attempt, then);
          }
        });
  }

  /** A killed session of a shared principal may have come back under a new name. */
  private void comeBack(Caller caller, Step.@Nullable Attempted attempt, Runnable then) {
    if (caller.session().kind() == PrincipalKind.EXCLUSIVE) {
      then.run();
      return;
    }
    Optional<Signal.Kill> original =
        services
            .sessions()
            .called(
                caller.live(),
                caller.request().connection(),
                attempt == null ? null : () -> digest(attempt));
    if (original.isEmpty() || services.gate().isKilled(caller.session())) {
      then.run();
      return;
    }
    Stages.then(
        caller.thread(),
        services.bus().publish(inherited(caller, original.get())),
        (published, failure) -> {
          if (failure != null) {
            LOG.error(
                "inherited kill of {} could not be made durable", caller.session().id(), failure);
            caller.responder().abort();
          } else {
            then.run();
          }
        });
  }

  private Signal.Kill inherited(Caller caller, Signal.Kill original) {
    String from = original.header().ref();
    String ref = Hashes.sha256Hex(8, from, caller.session().id().value());
    return new Signal.Kill(
        new Signal.Header(
            "K-" + ref.toUpperCase(Locale.ROOT),
            Target.of(caller.session()),
            original.header().author(),
            "The killed session came back under a new name; see " + from,
            services.clock().instant()));
  }

  private static Digest digest(Step.Attempted attempt) {
    return new Digest(
        Hashes.sha256Hex(32, attempt.tool().qualifiedName(), attempt.arguments().digest().value()));
  }
}
