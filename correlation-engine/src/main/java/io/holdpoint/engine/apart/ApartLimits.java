// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.apart;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What a process that compiles may take.
 *
 * @param start how long it may take to begin
 * @param rule how long one rule may take, its trial included
 * @param heapMegabytes Java objects
 * @param classMegabytes classes; as much again for compiled code at most
 */
record ApartLimits(Duration start, Duration rule, int heapMegabytes, int classMegabytes) {
  /** With 20 s to begin, 30 s a rule, 192 MB of objects and 96 MB of classes. */
  static final ApartLimits HOUSE =
      new ApartLimits(Duration.ofSeconds(20), Duration.ofSeconds(30), 192, 96);

  ApartLimits {
    requireNonNull(start, "start");
    requireNonNull(rule, "rule");
  }
}
