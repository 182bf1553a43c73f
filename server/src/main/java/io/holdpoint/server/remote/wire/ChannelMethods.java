// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.wire;

import io.grpc.MethodDescriptor;

/**
 * The methods of the control channel, called by gateways over gRPC with certificates on both sides.
 * Messages are the house's own bytes: what they hold is written by the codecs of the journal.
 */
public final class ChannelMethods {

  /** The service's name. */
  public static final String SERVICE = "holdpoint.enforcement.v1.Enforcement";

  /** A {@link StepMessage} with an attempt in, an assessment out. */
  public static final MethodDescriptor<byte[], byte[]> ASSESS =
      method("Assess", MethodDescriptor.MethodType.UNARY);

  /** A {@link StepMessage} with a completion in, an assessment out. */
  public static final MethodDescriptor<byte[], byte[]> COMPLETE =
      method("Complete", MethodDescriptor.MethodType.UNARY);

  /** A journal record that ends a session in, nothing out. */
  public static final MethodDescriptor<byte[], byte[]> ENDED =
      method("Ended", MethodDescriptor.MethodType.UNARY);

  /** A signal that a rule asked for in, the same with its sequence out. */
  public static final MethodDescriptor<byte[], byte[]> PUBLISH =
      method("Publish", MethodDescriptor.MethodType.UNARY);

  /** A {@link DeskQuestion} in, a {@link DeskAnswer} out. */
  public static final MethodDescriptor<byte[], byte[]> DESK =
      method("Desk", MethodDescriptor.MethodType.UNARY);

  /** {@link GatewayWord}s in, {@link EngineWord}s out, for as long as the gateway runs. */
  public static final MethodDescriptor<byte[], byte[]> FOLLOW =
      method("Follow", MethodDescriptor.MethodType.BIDI_STREAMING);

  /** The longest message, in bytes: a step with the largest payload a gateway takes in. */
  public static final int MAX_MESSAGE = 256 << 20;

  private ChannelMethods() {}

  private static MethodDescriptor<byte[], byte[]> method(
      String name, MethodDescriptor.MethodType type) {
    BytesMarshaller bytes = new BytesMarshaller();
    return MethodDescriptor.newBuilder(bytes, bytes)
        .setType(type)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
        .build();
  }
}
