// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Takes what is known of something, a fact after the other, each once. */
interface Facts {

  void text(Fact<String> fact, String value);

  void number(Fact<Long> fact, long value);

  void flag(Fact<Boolean> fact, boolean value);

  void texts(Fact<List<String>> fact, List<String> values);

  /** A span's facts; all of its attributes come before its events. */
  interface OfSpan extends Facts {

    void event(String name, Instant at, Consumer<Facts> facts);

    /** The status is an error. */
    void failed();
  }
}
