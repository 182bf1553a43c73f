// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A route for programs that sign what they say: no token and no cookie opens it, and its handler
 * must look at the signature before anything else. Called by POST.
 *
 * @param path below {@code /api/v1/}
 * @param handler answers it; runs on a virtual thread and may block
 */
public record SignedRoute(String path, Handler handler) {

  private static final Pattern PATH = Pattern.compile("/api/v1/[a-z0-9-]+");

  public SignedRoute {
    requireNonNull(handler, "handler");
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "signed route: got \"" + path + "\" (expected: a path below /api/v1/)");
    }
  }

  /**
   * What came.
   *
   * @param headers by name in small letters
   * @param body its bytes, at most 64 KB
   */
  @SuppressWarnings("ArrayRecordComponent") // Bytes are handed on, never copied or compared.
  public record Message(Map<String, String> headers, byte[] body) {
    public Message {
      headers = Map.copyOf(headers);
    }

    /** A field; empty if it is not there. */
    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
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

  /** Answers a call. */
  @FunctionalInterface
  public interface Handler {
    /** Answers a call. What it throws is answered as 500, without its message. */
    Answer answer(Message message);
  }
}
