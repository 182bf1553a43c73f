// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.otlp;

import com.google.protobuf.MessageLite;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.holdpoint.collector.batch.TelemetryKind;
import io.holdpoint.collector.source.Source;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the calls of one export method. Who sends is known before anything is read. */
final class ExportCalls implements ServerCallHandler<RawMessage, MessageLite> {

  private static final Logger LOG = LoggerFactory.getLogger(ExportCalls.class);
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final TelemetryKind kind;
  private final Intake intake;
  private final MemoryGuard guard;
  private final int maxRequest;
  private final Executor threads;

  /**
   * A handler.
   *
   * @param threads where calls are broken off: not where their bytes arrive
   */
  ExportCalls(
      TelemetryKind kind, Intake intake, MemoryGuard guard, int maxRequest, Executor threads) {
    this.kind = kind;
    this.intake = intake;
    this.guard = guard;
    this.maxRequest = maxRequest;
    this.threads = threads;
  }

  @Override
  public ServerCall.Listener<RawMessage> startCall(
      ServerCall<RawMessage, MessageLite> call, Metadata headers) {
    Source source;
    try {
      source = intake.admit(headers.get(AUTHORIZATION));
    } catch (RefusedException e) {
      refuse(call, e);
      return new ServerCall.Listener<>() {};
    }
    try {
      guard.admit();
    } catch (RefusedException e) {
      refuse(call, intake.counted(source.name(), e));
      return new ServerCall.Listener<>() {};
    }
    OneCall one = new OneCall(call, source, InboundBytes.current());
    one.bytes.whenFull(() -> threads.execute(one::breakOff));
    call.request(2);
    return one;
  }

  private static void refuse(ServerCall<?, ?> call, RefusedException e) {
    StatusRuntimeException status = StatusProto.toStatusRuntimeException(Answer.refused(e));
    Metadata trailers = status.getTrailers();
    call.close(status.getStatus(), trailers == null ? new Metadata() : trailers);
  }

  /** One call. Whoever settles it first answers it. */
  private final class OneCall extends ServerCall.Listener<RawMessage> {

    private final ServerCall<RawMessage, MessageLite> call;
    private final Source source;
    private final InboundBytes bytes;
    private final AtomicBoolean settled = new AtomicBoolean();
    private @Nullable RawMessage message;

    OneCall(ServerCall<RawMessage, MessageLite> call, Source source, InboundBytes bytes) {
      this.call = call;
      this.source = source;
      this.bytes = bytes;
    }

    void breakOff() {
      if (settled.compareAndSet(false, true)) {
        refuse(call, intake.counted(source.name(), MemoryGuard.refused()));
      }
    }

    @Override
    public void onMessage(RawMessage next) {
      if (message == null) {
        message = next;
      } else if (settled.compareAndSet(false, true)) {
        refuse(
            call,
            intake.counted(
                source.name(),
                new RefusedException(
                    Refusal.MALFORMED, "call: got a second message (expected: one)")));
      }
    }

    @Override
    public void onHalfClose() {
      if (!settled.compareAndSet(false, true)) {
        return;
      }
      MessageLite answer;
      try {
        answer = Answer.taken(kind, intake.take(source, kind, body(), bytes.wire()));
      } catch (RefusedException e) {
        refuse(call, intake.counted(source.name(), e));
        return;
      } catch (RuntimeException e) {
        LOG.error("otlp grpc: a request for {} failed", kind, e);
        call.close(
            Status.INTERNAL.withDescription(
                "collector: the request failed for a reason of its own"),
            new Metadata());
        return;
      }
      call.sendHeaders(new Metadata());
      call.sendMessage(answer);
      call.close(Status.OK, new Metadata());
    }

    private byte[] body() throws RefusedException {
      RawMessage got = message;
      message = null; // it may be large, and the call outlives it
      return switch (got) {
        case null ->
            throw new RefusedException(Refusal.MALFORMED, "call: got no message (expected: one)");
        case RawMessage.Whole whole -> {
          if (!bytes.tryReserve(whole.bytes().length)) {
            throw MemoryGuard.refused();
          }
          yield whole.bytes();
        }
        case RawMessage.TooLarge t ->
            throw new RefusedException(
                Refusal.TOO_LARGE,
                "message: got more (expected: at most " + maxRequest + " bytes)");
        case RawMessage.Broken broken ->
            throw new RefusedException(
                Refusal.MALFORMED,
                "message: got bytes that cannot be inflated (expected: what grpc-encoding says): "
                    + broken.why());
      };
    }
  }
}
