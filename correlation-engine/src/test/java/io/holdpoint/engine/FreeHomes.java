// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.state.Homes;
import io.holdpoint.engine.state.Turn;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import java.util.function.Consumer;

/** Homes of sessions that nobody else is using. */
record FreeHomes(Consumer<SessionId> onForgotten) implements Homes, Turn {
  @Override
  public Turn turnOf(Session session) {
    return this;
  }

  @Override
  public void takenIn(Session session) {}

  @Override
  public void forgotten(SessionId session) {
    onForgotten.accept(session);
  }

  @Override
  public boolean tryTake() {
    return true;
  }

  @Override
  public void giveBack() {}
}
