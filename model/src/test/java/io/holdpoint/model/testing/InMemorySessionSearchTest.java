// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.testing;

import io.holdpoint.model.port.SessionSearch;
import io.holdpoint.model.port.SessionStore;

final class InMemorySessionSearchTest extends SessionSearchContract {

  private final InMemorySessionStore store = new InMemorySessionStore();

  @Override
  protected SessionStore store() {
    return store;
  }

  @Override
  protected SessionSearch search() {
    return store;
  }
}
