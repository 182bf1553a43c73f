// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import java.nio.file.Path;

/** Starts what stands between agents and servers. */
@FunctionalInterface
interface GuardFactory {

  /**
   * Starts it.
   *
   * @param configuration a file in the form {@code holdpoint serve} takes
   */
  Guard start(Path configuration);
}
