// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.tls;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * The caller of one connection: what it showed in its first handshake is its certificate for as
 * long as the connection lasts, and counts for as long as the files still admit it. For the
 * connection's thread only.
 */
public final class TlsPeer {

  private final ListenerTls tls;
  private final SSLEngine engine;
  private long vettedBy;
  private boolean met;
  private List<X509Certificate> chain = List.of();
  private @Nullable PeerCertificate certificate;

  TlsPeer(ListenerTls tls, SSLEngine engine, long generation) {
    this.tls = tls;
    this.engine = engine;
    this.vettedBy = generation;
  }

  /** The server's end of the connection. */
  public SSLEngine engine() {
    return engine;
  }

  /** The connection did not come about. */
  public void failed(String caller, Throwable why) {
    tls.failed(caller, why);
  }

  /** The caller's certificate as it stands now, or null if it showed none. */
  public @Nullable PeerCertificate certificate() {
    List<X509Certificate> shown = shown();
    if (!met) {
      met = true;
      chain = shown;
      certificate = shown.isEmpty() ? null : PeerCertificate.of(shown.getFirst());
    }
    PeerCertificate known = certificate;
    if (!shown.equals(chain)) {
      // TLS 1.2 lets a client shake hands anew: nobody becomes somebody else that way.
      certificate =
          (known == null ? PeerCertificate.of(shown.getFirst()) : known)
              .withdrawn("it was changed within a connection");
    } else if (known != null && !known.isWithdrawn()) {
      TlsMaterial now = tls.current();
      if (now.generation() != vettedBy) {
        vettedBy = now.generation();
        certificate = now.admits(chain) ? known : known.withdrawn("it is not accepted any more");
      }
    }
    return certificate;
  }

  private List<X509Certificate> shown() {
    try {
      return Arrays.stream(engine.getSession().getPeerCertificates())
          .map(X509Certificate.class::cast)
          .toList();
    } catch (SSLPeerUnverifiedException none) {
      return List.of();
    }
  }
}
