// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.trail;

import io.holdpoint.engine.intent.ArgumentRoles;
import io.holdpoint.model.step.ArgumentRole;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Looks at the arguments of calls, their first {@link #MOST_CHARACTERS} characters. Safe for use by
 * many threads.
 */
public final class LooksReader {
  private static final int MOST_CHARACTERS = 8192;
  private static final int MOST_NAMES = 4096;

  private final Places places = Places.shipped();

  @SuppressWarnings("ThreadLocalUsage") // there is one reader in an engine
  private final ThreadLocal<char[]> buffers =
      ThreadLocal.withInitial(() -> new char[MOST_CHARACTERS]);

  private final ArgumentRoles roles = ArgumentRoles.shipped();
  private final ConcurrentMap<String, ArgumentRole> known = new ConcurrentHashMap<>();

  Looks read(String json) {
    int end = Math.min(json.length(), MOST_CHARACTERS);
    if (end < 3) {
      return Looks.NONE;
    }
    ArgumentNames names = new ArgumentNames(json, end, this::role).read();
    char[] text = buffers.get();
    json.getChars(0, end, text, 0);
    Scan scan = new Scan(text, end, places).read();
    long destination = names.destination() != 0 ? names.destination() : scan.address();
    long[] touched = scan.paths();
    if (names.resource() != 0) {
      touched = Arrays.copyOf(touched, touched.length + 1);
      touched[touched.length - 1] = names.resource();
    }
    return new Looks(
        names.resource(), destination, touched, scan.kinds(), scan.hidden(), scan.encoded());
  }

  private ArgumentRole role(String name) {
    ArgumentRole role = known.get(name);
    if (role != null) {
      return role;
    }
    ArgumentRole read = roles.of(name);
    ArgumentRole settled = read == null ? ArgumentRole.OTHER : read;
    if (known.size() < MOST_NAMES) {
      known.put(name, settled);
    }
    return settled;
  }
}
