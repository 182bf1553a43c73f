// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * A route for operators that another part of the product answers.
 *
 * @param method of HTTP
 * @param path below {@code /api/v1}, parameters in braces
 * @param handler answers it; runs on a virtual thread and may block
 */
public record OperatorRoute(Method method, String path, Handler handler) {

  private static final Pattern PATH = Pattern.compile("(/([a-z0-9-]+|\\{[a-z]+}))+");

  public OperatorRoute {
    requireNonNull(method, "method");
    requireNonNull(handler, "handler");
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "operator route: got \"" + path + "\" (expected: a path like /things/{id})");
    }
  }

  /** Methods that operators' routes use. */
  public enum Method {
    GET,
    POST,
    DELETE
  }

  /**
   * A call.
   *
   * @param operator who calls
   * @param path what stands in the braces of the path, by name
   * @param query parameters, the first value of each
   * @param body at most 4 MB, empty if there is none
   */
  public record Request(
      String operator, Map<String, String> path, Map<String, String> query, String body) {
    public Request {
      requireNonNull(operator, "operator");
      path = Map.copyOf(path);
      query = Map.copyOf(query);
      requireNonNull(body, "body");
    }
  }

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param body the body
   * @param contentType what the body is
   */
  public record Answer(int status, String body, String contentType) {
    public Answer {
      requireNonNull(body, "body");
      requireNonNull(contentType, "contentType");
    }

    /** An answer in JSON. */
    public Answer(int status, String json) {
      this(status, json, "application/json");
    }

    /** The body, where it is JSON. */
    public String json() {
      return body;
    }
  }

  /** Answers a call. */
  @FunctionalInterface
  public interface Handler {
    /** Answers a call. What it throws is answered as 500, without its message. */
    Answer answer(Request request);
  }
}
