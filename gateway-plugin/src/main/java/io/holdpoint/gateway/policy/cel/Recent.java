// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy.cel;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was made of the last text, for each thread: the clauses of a call ask the same.
 */
final class Recent<T> {

  @SuppressWarnings("ThreadLocalUsage") // One of them for each function, as long as the process.
  private final ThreadLocal<@Nullable Entry<T>> last = new ThreadLocal<>();

  private record Entry<T>(String text, T made) {}

  T get(String text, Function<String, T> make) {
    Entry<T> known = last.get();
    if (known != null && known.text().equals(text)) {
      return known.made();
    }
    T made = make.apply(text);
    last.set(new Entry<>(text, made));
    return made;
  }
}
