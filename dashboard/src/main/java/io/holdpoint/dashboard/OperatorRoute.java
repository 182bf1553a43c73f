// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static java.util.Objects.requireNonNull;

import io.holdpoint.dashboard.access.Operator;
import io.holdpoint.dashboard.access.Right;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A route for operators that another part of the product answers.
 *
 * @param method of HTTP
 * @param path below {@code /api/v1}, parameters in braces
 * @param right what its caller must have
 * @param handler answers it; runs on a virtual thread and may block
 */
public record OperatorRoute(Method method, String path, Right right, Handler handler) {

  private static final Pattern PATH = Pattern.compile("(/([a-z0-9-]+|\\{[a-z]+}))+");

  public OperatorRoute {
    requireNonNull(method, "method");
    requireNonNull(right, "right");
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
   * @param by who calls
   * @param path what stands in the braces of the path, by name
   * @param query parameters, the first value of each
   * @param body at most 4 MB, empty if there is none
   */
  public record Request(
      Operator by, Map<String, String> path, Map<String, String> query, String body) {
    public Request {
      requireNonNull(by, "by");
      path = Map.copyOf(path);
      query = Map.copyOf(query);
      requireNonNull(body, "body");
    }

    /** The name of who calls. */
    public String operator() {
      return by.name();
    }
  }

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param json the body, empty if there is content
   * @param content another body, null if there is JSON
   */
  public record Answer(int status, String json, @Nullable Content content) {
    public Answer {
      requireNonNull(json, "json");
    }

    /** JSON. */
    public Answer(int status, String json) {
      this(status, json, null);
    }

    /** Something that is written bit by bit. */
    public static Answer of(Content content) {
      return new Answer(200, "", requireNonNull(content, "content"));
    }
  }

  /**
   * A body that is written bit by bit.
   *
   * @param mediaType what it is
   * @param headers further fields of the answer
   * @param body writes it
   */
  public record Content(String mediaType, Map<String, String> headers, Body body) {
    public Content {
      requireNonNull(mediaType, "mediaType");
      headers = Map.copyOf(headers);
      requireNonNull(body, "body");
    }
  }

  /** Writes a body. */
  @FunctionalInterface
  public interface Body {
    /** Writes all of it; a failure cuts the answer short. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Answers a call. */
  @FunctionalInterface
  public interface Handler {
    /** Answers a call. What it throws is answered as 500, without its message. */
    Answer answer(Request request);
  }
}
