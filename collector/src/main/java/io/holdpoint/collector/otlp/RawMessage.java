// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.otlp;

import com.google.protobuf.MessageLite;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

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
   * A message that could not be inflated.
   *
   * @param why what was wrong with it
   */
  record Broken(String why) implements RawMessage {}

  /**
   * Reads messages. gRPC bounds them itself; but what is thrown from here while inflating would
   * reach the sender as an unknown error, so it is turned into something to answer.
   */
  final class Marshaller implements MethodDescriptor.Marshaller<RawMessage> {

    @Override
    public InputStream stream(RawMessage message) {
      return switch (message) {
        case Whole whole -> new ByteArrayInputStream(whole.bytes());
        case TooLarge t -> throw new IllegalArgumentException("message: got none (expected: one)");
        case Broken b -> throw new IllegalArgumentException("message: got none (expected: one)");
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
        return new Broken(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Writes answers. */
  final class Answers implements MethodDescriptor.Marshaller<MessageLite> {

    @Override
    public InputStream stream(MessageLite answer) {
      return new ByteArrayInputStream(answer.toByteArray());
    }

    @Override
    public MessageLite parse(InputStream in) {
      throw new UnsupportedOperationException("answers are written here, never read");
    }
  }
}
