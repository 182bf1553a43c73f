// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.testing;

import io.holdpoint.model.port.DeclaredSession;
import io.holdpoint.model.port.SessionDeclaration;
import io.holdpoint.model.port.SessionDeclarations;
import io.holdpoint.model.testing.Fixtures;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Declarations that are forgotten with the test. */
public final class Declarations implements SessionDeclarations {

  private final Map<String, DeclaredSession> byHandle = new ConcurrentHashMap<>();

  @Override
  public DeclaredSession declare(SessionDeclaration declaration) {
    String handle = String.format("%032x", byHandle.size() + 1);
    DeclaredSession declared = new DeclaredSession(handle, declaration, Fixtures.NOW);
    byHandle.put(handle, declared);
    return declared;
  }

  @Override
  public Optional<DeclaredSession> find(String handle) {
    return Optional.ofNullable(byHandle.get(handle));
  }
}
