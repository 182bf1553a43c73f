// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import io.holdpoint.dashboard.outline.Outlines;
import io.holdpoint.dashboard.outline.SessionOutline;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.view.SessionRow;
import io.javalin.http.Context;
import java.util.regex.Pattern;

/** Finds the session that a path names. */
final class Sessions {

  private static final Pattern ID = Pattern.compile("s-[0-9a-zA-Z_-]{1,128}");

  private final SessionStore store;
  private final String tenant;

  Sessions(SessionStore store, String tenant) {
    this.store = store;
    this.tenant = tenant;
  }

  String tenant() {
    return tenant;
  }

  /** The session, or an answer of 404. */
  SessionRow require(Context ctx) {
    return require(ctx.pathParam("id"));
  }

  /** The session's steps, or an answer of 404. */
  SessionOutline requireOutline(Context ctx, Outlines outlines) {
    return requireOutline(ctx.pathParam("id"), outlines);
  }

  SessionOutline requireOutline(String id, Outlines outlines) {
    if (!ID.matcher(id).matches()) {
      throw unknown(id);
    }
    return outlines.of(new SessionId(id)).orElseThrow(() -> unknown(id));
  }

  SessionRow require(String id) {
    if (!ID.matcher(id).matches()) {
      throw unknown(id);
    }
    return store.session(tenant, new SessionId(id)).orElseThrow(() -> unknown(id));
  }

  private static ApiException unknown(String id) {
    return new ApiException(
        404, "session.unknown", "session: got \"" + id + "\" (expected: one of GET /sessions)");
  }
}
