// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Finds the session a person means by the beginning of its id. */
final class SessionRef {

  private static final int SHOWN_CANDIDATES = 5;

  private SessionRef() {}

  /**
   * The full id.
   *
   * @param typed the id or its beginning, with or without {@code s-}
   * @throws CliFailure if no session or more than one begins like that
   */
  static String resolve(ApiClient api, String typed) {
    String prefix = typed.startsWith("s-") ? typed : "s-" + typed;
    List<String> found =
        api.get("/api/v1/sessions?limit=1000")
            .path("sessions")
            .valueStream()
            .map(SessionRef::id)
            .filter(id -> id.startsWith(prefix))
            .toList();
    if (found.contains(prefix)) {
      return prefix;
    }
    return switch (found.size()) {
      case 1 -> found.getFirst();
      // It may be older than the newest thousand: the server knows a whole id.
      case 0 -> prefix;
      default ->
          throw new CliFailure(
              ExitCode.USAGE,
              "session: got \""
                  + typed
                  + "\", which begins "
                  + found.size()
                  + " ids (expected: more digits): "
                  + String.join(", ", found.stream().limit(SHOWN_CANDIDATES).toList())
                  + (found.size() > SHOWN_CANDIDATES ? ", ..." : ""));
    };
  }

  static String id(JsonNode session) {
    return session.path("id").asString("");
  }
}
