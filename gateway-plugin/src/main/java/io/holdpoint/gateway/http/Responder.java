// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

/** The way back to one caller. For the loop's thread only; every method is a no-op once it left. */
public interface Responder {

  /** The loop of the caller's connection. */
  Loop loop();

  /** True until the answer is complete or the caller left. */
  boolean isOpen();

  /** True if the head of a streamed answer was sent. */
  boolean hasBegun();

  /** Answers at once, in a single write. */
  void answer(int status, Headers headers, byte[] body);

  /** Begins a streamed answer. */
  void begin(int status, Headers headers);

  /** Sends bytes of a streamed answer, without waiting for more. */
  void write(byte[] bytes);

  /** Ends a streamed answer. */
  void end();

  /** True if the caller was cut off because it took in nothing: nobody reads what is to come. */
  default boolean wasCutOff() {
    return false;
  }

  /** Cuts the connection: a streamed answer that cannot be completed must not look complete. */
  void abort();

  /** False while the caller takes in less than it is sent. */
  boolean isWritable();

  /** Is told when {@link #isWritable()} changed. */
  void onWritability(Runnable listener);

  /** Is told, once, if the caller leaves before the answer is complete. */
  void onGone(Runnable listener);
}
