// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A route that another part of the product serves on the dashboard's listener, with a bearer token
 * of its own: operators' tokens and cookies do not open it, and its token opens nothing else.
 *
 * @param path below {@code /api/v1/enforcement/}; called by POST
 * @param tokenSha256 SHA-256 of the bearer token in lower-case hexadecimal
 * @param handler from request body to response body, both opaque bytes; called on a virtual thread
 *     and may block. An {@link IllegalArgumentException} is answered as 400 with its message, every
 *     other failure as 500 without it
 */
public record ControlRoute(
    String path, String tokenSha256, Function<byte[], CompletionStage<byte[]>> handler) {

  /** What every path begins with. */
  public static final String PREFIX = "/api/v1/enforcement/";

  private static final Pattern PATH =
      Pattern.compile(Pattern.quote(PREFIX) + "[a-z0-9-]+(/[a-z0-9-]+)*");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public ControlRoute {
    requireNonNull(handler, "handler");
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "control route: got \"" + path + "\" (expected: a path below " + PREFIX + ")");
    }
    if (!SHA256.matcher(tokenSha256).matches()) {
      throw new IllegalArgumentException(
          "token hash of " + path + ": got another form (expected: 64 lower-case hex digits)");
    }
  }
}
