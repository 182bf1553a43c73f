// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.otlp;

import io.javalin.http.Context;
import java.util.List;
import java.util.Set;

/** Lets pages of listed origins send from a browser; nobody by default. */
final class Cors {

  private static final String ANY = "*";
  private static final String MAX_AGE_SECONDS = "600";

  private final Set<String> origins;

  Cors(List<String> origins) {
    this.origins = Set.copyOf(origins);
  }

  boolean isOff() {
    return origins.isEmpty();
  }

  /** Tells the browser that a page may read the answer, if it may. */
  void mark(Context context) {
    if (isOff()) {
      return;
    }
    context.header("Vary", "Origin");
    String origin = context.header("Origin");
    if (origin != null && (origins.contains(origin) || origins.contains(ANY))) {
      context.header("Access-Control-Allow-Origin", origin);
    }
  }

  /** Answers the question a browser asks beforehand. */
  void preflight(Context context) {
    mark(context);
    context.header("Access-Control-Allow-Methods", "POST");
    context.header("Access-Control-Allow-Headers", "authorization, content-encoding, content-type");
    context.header("Access-Control-Max-Age", MAX_AGE_SECONDS);
    context.status(204);
  }
}
