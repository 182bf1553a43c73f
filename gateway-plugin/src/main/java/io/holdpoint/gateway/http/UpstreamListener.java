// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

/** Takes in the answer of an upstream. Called on the loop of the call. */
public interface UpstreamListener {

  /**
   * The connection stands and the next thing is the first byte of the request. The last chance to
   * keep it from leaving: false ends the call without a further word.
   */
  boolean readyToSend();

  /** The head of the answer. */
  void head(int status, Headers headers);

  /** Bytes of the answer's body. */
  void data(byte[] bytes);

  /** The answer is complete. */
  void end();

  /** No answer, or no complete one. Nothing follows. */
  void failed(UpstreamFailure failure);
}
