// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.signal;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.identity.PrincipalId;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import java.util.ArrayList;
import java.util.List;

/**
 * What an order stands on: a session stands on several grounds at once, and whatever stands on one
 * of them holds for it.
 *
 * @param kind what it is
 * @param id which one, empty for everybody
 */
public record Ground(Kind kind, String id) {

  /** Everybody stands on it. */
  public static final Ground EVERYBODY = new Ground(Kind.ALL, "");

  /** What a ground can be. */
  public enum Kind {
    /** A session, or the root of its tree. */
    SESSION,
    /** The floor of an exclusive principal, below all its sessions. */
    FLOOR,
    /** A credential, whatever the kind of its principal. */
    AGENT,
    /** A person or service account. */
    PRINCIPAL,
    /** Everybody. */
    ALL
  }

  public Ground {
    requireNonNull(kind, "kind");
    requireNonNull(id, "id");
  }

  /** The ground that is a session. */
  public static Ground of(SessionId session) {
    return new Ground(Kind.SESSION, session.value());
  }

  /** What a signal changes. */
  public static List<Ground> of(Signal signal) {
    Scope scope = signal.header().scope();
    List<Ground> grounds = new ArrayList<>(4);
    switch (signal) {
      case Signal.Kill kill -> addNarrow(grounds, kill, true);
      case Signal.Pause p -> addUnlessWide(grounds, p);
      case Signal.Restrict r -> addUnlessWide(grounds, r);
      case Signal.Resume r -> addUnlessWide(grounds, r);
      case Signal.Release release ->
          grounds.add(new Ground(Kind.FLOOR, release.header().target().floor().value()));
    }
    switch (scope) {
      case SESSION, TREE -> {}
      case AGENT -> grounds.add(new Ground(Kind.AGENT, signal.header().target().floor().value()));
      case PRINCIPAL -> grounds.add(principal(signal.header()));
      case ALL -> grounds.add(EVERYBODY);
    }
    return grounds;
  }

  /** Everything a session stands on but its principal, which takes a hash to name. */
  public static List<Ground> under(Session session) {
    List<Ground> grounds = new ArrayList<>(5);
    grounds.add(of(session.id()));
    if (!session.root().equals(session.id())) {
      grounds.add(of(session.root()));
    }
    grounds.add(new Ground(Kind.FLOOR, session.floor().value()));
    grounds.add(new Ground(Kind.AGENT, session.floor().value()));
    grounds.add(EVERYBODY);
    return grounds;
  }

  /** The principal a session stands on. */
  public static Ground principalOf(Session session) {
    return new Ground(Kind.PRINCIPAL, PrincipalId.of(session.identity()).value());
  }

  private static void addUnlessWide(List<Ground> grounds, Signal signal) {
    Scope scope = signal.header().scope();
    if (!scope.isWide()) {
      addNarrow(grounds, signal, scope == Scope.TREE);
    }
  }

  private static void addNarrow(List<Ground> grounds, Signal signal, boolean tree) {
    Target target = signal.header().target();
    if (target.equals(Target.EVERYBODY)) {
      return;
    }
    grounds.add(of(target.session()));
    if (tree && !target.root().equals(target.session())) {
      grounds.add(of(target.root()));
    }
    if (target.kind() == PrincipalKind.EXCLUSIVE) {
      grounds.add(new Ground(Kind.FLOOR, target.floor().value()));
    }
  }

  private static Ground principal(Signal.Header header) {
    PrincipalId principal = header.target().principal();
    return new Ground(
        Kind.PRINCIPAL, requireNonNull(principal, "a header of this scope has one").value());
  }
}
