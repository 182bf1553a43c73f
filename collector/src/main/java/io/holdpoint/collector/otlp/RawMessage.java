// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.otlp;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A gRPC message whose bytes are kept as they came. */
sealed interface RawMessage {

  /**
   * The whole message.
   *
   * @param bytes after inflation
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared, too large to copy
  record Whole(byte[] bytes) implements RawMessage {}

  /** A message that grew beyond the limit while it was inflated. */
  record TooLarge() implements RawMessage {}

  /**
   * Reads messages. gRPC bounds them itself; but what it throws from here while inflating would
   * reach the sender as an unknown error, so it is turned into something to answer.
   */
  final class Marshaller implements MethodDescriptor.Marshaller<RawMessage> {

    @Override
    public InputStream stream(RawMessage message) {
      return switch (message) {
        case Whole whole -> new ByteArrayInputStream(whole.bytes());
        case TooLarge t -> throw new IllegalArgumentException("message: got none (expected: one)");
      };
    }

    @Override
    public RawMessage parse(InputStream in) {
      try {
        return new Whole(in.readAllBytes());
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED) {
          return new TooLarge();
        }
        throw e;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
