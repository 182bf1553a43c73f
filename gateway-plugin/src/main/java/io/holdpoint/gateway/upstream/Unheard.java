// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.upstream;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.UpstreamFailure;
import io.holdpoint.gateway.http.UpstreamListener;

/** For requests whose answer nobody waits for. */
public final class Unheard implements UpstreamListener {

  @Override
  public boolean readyToSend() {
    return true;
  }

  @Override
  public void head(int status, Headers headers) {}

  @Override
  public void data(byte[] bytes) {}

  @Override
  public void end() {}

  @Override
  public void failed(UpstreamFailure failure) {}
}
