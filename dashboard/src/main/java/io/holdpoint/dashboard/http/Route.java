// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/**
 * One operation of the API.
 *
 * @param method GET, POST or DELETE
 * @param path below {@link #PREFIX}, parameters in braces
 * @param login who may call it
 * @param handler answers it
 */
record Route(HandlerType method, String path, Login login, Handler handler) {

  static final String PREFIX = "/api/v1";

  /** Who may call a route. */
  enum Login {
    /** Everybody on an allowed host. */
    OPEN,
    /** Operators. */
    OPERATOR
  }

  static Route get(String path, Login login, Handler handler) {
    return new Route(HandlerType.GET, path, login, handler);
  }

  static Route post(String path, Login login, Handler handler) {
    return new Route(HandlerType.POST, path, login, handler);
  }
}
