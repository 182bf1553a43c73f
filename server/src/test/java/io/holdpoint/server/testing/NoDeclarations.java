// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.testing;

import io.holdpoint.model.port.DeclaredSession;
import io.holdpoint.model.port.SessionDeclaration;
import io.holdpoint.model.port.SessionDeclarations;
import java.util.Optional;

/** Nobody declares a session. */
public final class NoDeclarations implements SessionDeclarations {

  @Override
  public DeclaredSession declare(SessionDeclaration declaration) {
    throw new IllegalStateException("declare: got a call (expected: none in this test)");
  }

  @Override
  public Optional<DeclaredSession> find(String handle) {
    return Optional.empty();
  }
}
