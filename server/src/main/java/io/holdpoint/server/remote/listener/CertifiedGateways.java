// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.listener;

import static java.util.Objects.requireNonNull;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.holdpoint.server.remote.trust.EnrolledGateways;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out by its certificate which gateway calls, before anything of its call is read. */
final class CertifiedGateways implements ServerInterceptor {

  /** The name of the gateway that calls. */
  static final Context.Key<String> GATEWAY = Context.key("gateway");

  private static final Logger LOG = LoggerFactory.getLogger(CertifiedGateways.class);

  private final EnrolledGateways enrolled;

  CertifiedGateways(EnrolledGateways enrolled) {
    this.enrolled = requireNonNull(enrolled, "enrolled");
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Optional<String> gateway = gateway(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
    if (gateway.isEmpty()) {
      LOG.warn("control channel: a certificate that is not enrolled was refused");
      call.close(
          Status.UNAUTHENTICATED.withDescription(
              "certificate: got one that is not enrolled (expected: that of an enrolled gateway)"),
          new Metadata());
      return new ServerCall.Listener<>() {};
    }
    return Contexts.interceptCall(
        Context.current().withValue(GATEWAY, gateway.get()), call, headers, next);
  }

  private Optional<String> gateway(@Nullable SSLSession session) {
    if (session == null) {
      return Optional.empty();
    }
    try {
      return session.getPeerCertificates()[0] instanceof X509Certificate shown
          ? enrolled.find(shown)
          : Optional.empty();
    } catch (SSLPeerUnverifiedException unverified) {
      return Optional.empty();
    }
  }
}
