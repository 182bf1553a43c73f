// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.access;

import java.util.List;

/** Keeps operators' tokens. Safe for use by many threads. */
public interface TokenStore {

  /** All of them, those taken back included, oldest first. */
  List<NamedToken> all();

  /** Keeps one, in the place of that with the same id. It is kept when this returns. */
  void save(NamedToken token);
}
