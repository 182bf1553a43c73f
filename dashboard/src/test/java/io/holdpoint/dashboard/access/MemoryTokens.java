// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Operators' tokens that end with the process. */
final class MemoryTokens implements TokenStore {

  private final Map<String, NamedToken> tokens = new LinkedHashMap<>();

  @Override
  public List<NamedToken> all() {
    return List.copyOf(tokens.values());
  }

  @Override
  public void save(NamedToken token) {
    tokens.put(token.id(), token);
  }
}
