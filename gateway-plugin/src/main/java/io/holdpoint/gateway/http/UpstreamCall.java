// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

/** A call to an upstream under way. For the loop's thread only. */
public interface UpstreamCall {

  /** Ends the call and its connection; the listener hears nothing more. */
  void cancel();

  /** Takes in less or more of the answer: back-pressure. */
  void reading(boolean on);
}
