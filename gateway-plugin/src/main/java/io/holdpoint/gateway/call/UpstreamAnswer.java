// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.http.FieldNames;
import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.UpstreamCall;
import io.holdpoint.gateway.http.UpstreamFailure;
import io.holdpoint.gateway.http.UpstreamListener;
import io.holdpoint.gateway.http.UpstreamRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request at its upstream and what comes back: a whole answer, gathered up to the limit, or a
 * stream, relayed event by event. On the loop of its caller.
 */
final class UpstreamAnswer implements UpstreamListener {

  private final CallServices services;
  private final Caller caller;
  private final Owner owner;
  private final AnswerBuffer body;
  private @Nullable UpstreamCall call;
  private @Nullable EventRelay stream;
  private @Nullable Headers headers;
  private int status;

  UpstreamAnswer(CallServices services, Caller caller, Owner owner) {
    this.services = services;
    this.caller = caller;
    this.owner = owner;
    this.body = new AnswerBuffer(services.limits().maxAnswer());
  }

  /** Whoever sent the request. */
  interface Owner extends EventRelay.Owner {

    /** As {@link UpstreamListener#readyToSend()}. */
    boolean readyToSend();

    /** The head came; true if what follows is a stream to be relayed. */
    boolean streams(int code, Headers head);

    /** False once nothing of the answer is wanted any more. */
    boolean isOpen();

    /** The answer is whole and was no stream. */
    void whole(int code, Headers head, byte[] bytes);

    /** There is no answer, or no complete one. */
    void failed(UpstreamFailure failure);
  }

  void send(UpstreamRequest request) {
    call = caller.send(request, this);
  }

  /** True if what comes back is a stream. */
  boolean isStream() {
    return stream != null;
  }

  /** Nothing more is sent, taken in or relayed. */
  void cancel() {
    if (stream != null) {
      stream.stop();
    }
    if (call != null) {
      call.cancel();
      call = null;
    }
  }

  @Override
  public boolean readyToSend() {
    return owner.readyToSend();
  }

  @Override
  public void head(int code, Headers head) {
    status = code;
    headers = head;
    if (owner.streams(code, head)) {
      EventRelay relay = new EventRelay(services, caller, owner);
      stream = relay;
      caller.responder().begin(code, head.endToEnd(FieldNames.NONE));
      relay.from(call);
    }
  }

  @Override
  public void data(byte[] bytes) {
    if (stream != null) {
      stream.data(bytes);
    } else if (owner.isOpen() && !body.add(bytes)) {
      owner.tooLong();
    }
  }

  @Override
  public void end() {
    call = null;
    if (stream != null) {
      stream.end();
    } else {
      owner.whole(status, headers == null ? Headers.of() : headers, body.toBytes());
    }
  }

  @Override
  public void failed(UpstreamFailure failure) {
    cancel();
    owner.failed(failure);
  }
}
