// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.otlp;

import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Addresses to listen on, and what is said about those that cannot be had. */
final class Ports {

  private Ports() {}

  /** The address with its host looked up. */
  static InetSocketAddress resolve(InetSocketAddress address) throws UnknownHostException {
    return new InetSocketAddress(
        InetAddress.getAllByName(address.getHostString())[0], address.getPort());
  }

  static BindException inUse(String key, InetSocketAddress address, Exception cause) {
    BindException e =
        new BindException(
            key
                + ": got "
                + address.getHostString()
                + ":"
                + address.getPort()
                + " (expected: an address of this machine with a port that is free)");
    e.initCause(cause);
    return e;
  }
}
