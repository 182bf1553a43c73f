// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

/** One way of telling steps as spans. For one thread. */
sealed interface Dialect permits GatewayDialect, GenAiDialect {

  /** What the span means, or {@link Reading.Unknown} if it is told in another way. */
  Reading read(Telling telling);
}
