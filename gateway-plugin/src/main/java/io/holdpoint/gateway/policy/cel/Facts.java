// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy.cel;

import dev.cel.runtime.CelVariableResolver;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a condition can be asked about one call. Arguments and result are read only if a condition
 * asks for them. For one thread.
 */
public final class Facts implements CelVariableResolver {

  private final Function<String, @Nullable Object> source;
  private final Map<String, Optional<Object>> known = new HashMap<>();

  /**
   * @param source a value by its name, or null; where it fails with {@link
   *     IllegalArgumentException}, every condition that asks for the value fails
   */
  public Facts(Function<String, @Nullable Object> source) {
    this.source = source;
  }

  @Override
  public Optional<Object> find(String name) {
    Optional<Object> value = known.get(name);
    if (value == null) {
      value = Optional.ofNullable(source.apply(name));
      known.put(name, value);
    }
    return value;
  }
}
