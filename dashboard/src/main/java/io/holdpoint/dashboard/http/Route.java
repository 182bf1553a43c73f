// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import io.holdpoint.dashboard.access.Right;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the API.
 *
 * @param method GET, POST or DELETE
 * @param path below {@link #PREFIX}, parameters in braces
 * @param right what its caller must have, or null if everybody on an allowed host may call it
 * @param handler answers it
 */
record Route(HandlerType method, String path, @Nullable Right right, Handler handler) {

  static final String PREFIX = "/api/v1";

  static Route get(String path, Right right, Handler handler) {
    return new Route(HandlerType.GET, path, right, handler);
  }

  static Route post(String path, Right right, Handler handler) {
    return new Route(HandlerType.POST, path, right, handler);
  }

  static Route delete(String path, Right right, Handler handler) {
    return new Route(HandlerType.DELETE, path, right, handler);
  }

  /** One that needs no login. */
  static Route open(HandlerType method, String path, Handler handler) {
    return new Route(method, path, null, handler);
  }

  /** True if it needs no login. */
  boolean isOpen() {
    return right == null;
  }
}
