// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

/** Takes in requests. Called on the loop of the client connection: it must not block. */
public interface RequestHandler {

  /** Takes in one request; the answer may be given at any later time. */
  void handle(HttpRequest request, Responder responder);

  /** The body was longer than the limit; answers in the handler's own format. */
  byte[] tooLarge(long limit);

  /** The bytes were no HTTP/1.1 request; answers in the handler's own format. */
  byte[] unreadable(String why);
}
