// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A route for hosts of agents, which show credentials of their own: operators' tokens and cookies
 * do not open it unless {@code operatorsToo} says so, and theirs open nothing else. Called by POST
 * with a JSON body.
 *
 * @param path below {@code /api/v1/} or {@code /hooks/}
 * @param operatorsToo true if operators may call it as well
 * @param handler answers it
 */
public record HostRoute(String path, boolean operatorsToo, Handler handler) {

  private static final Pattern PATH = Pattern.compile("/(api/v1|hooks)/[a-z0-9-]+");

  public HostRoute {
    requireNonNull(handler, "handler");
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "host route: got \"" + path + "\" (expected: a path below /api/v1/ or /hooks/)");
    }
  }

  /**
   * Who calls.
   *
   * @param token the bearer token shown, or null if an operator calls
   * @param operator the operator's name, or null if a host calls
   */
  public record Caller(@Nullable String token, @Nullable String operator) {

    /** Never the token. */
    @Override
    public String toString() {
      return operator == null ? "a host" : "operator " + operator;
    }
  }

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param json the body
   */
  public record Answer(int status, String json) {
    public Answer {
      requireNonNull(json, "json");
    }
  }

  /** Answers a call; runs on a virtual thread and may block. */
  @FunctionalInterface
  public interface Handler {

    /**
     * Answers a call.
     *
     * @param query the query as it stands, empty if there is none
     */
    CompletionStage<Answer> answer(Caller caller, String query, byte[] body);
  }
}
