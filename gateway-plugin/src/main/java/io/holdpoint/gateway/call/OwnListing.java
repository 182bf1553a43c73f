// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.UpstreamFailure;
import io.holdpoint.gateway.http.UpstreamListener;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.RpcSyntaxException;
import io.holdpoint.gateway.mcp.legacy.OfferLists;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks an upstream for its tools in the name of a caller and within its protocol session, page by
 * page. On the loop of the caller.
 */
final class OwnListing {

  private static final int MOST_PAGES = 50;

  private final CallServices services;
  private final Caller caller;
  private final Consumer<Boolean> then;
  private int page;

  /**
   * Prepares the request.
   *
   * @param then told, once, whether the whole list came
   */
  OwnListing(CallServices services, Caller caller, Consumer<Boolean> then) {
    this.services = services;
    this.caller = caller;
    this.then = then;
  }

  void start() {
    ask("");
  }

  private void ask(String cursor) {
    page++;
    String id = "\"holdpoint-tools-" + page + "\"";
    caller.send(caller.toolsRequest(id, cursor), new Page(id));
  }

  private void took(RpcMessage answer) {
    String cursor = OfferLists.nextCursor(answer);
    services.masking().listed(caller.upstream().name(), answer);
    new ListingAnswer(services, caller).learn(answer, page == 1 && cursor.isEmpty());
    if (answer.failed()) {
      then.accept(false);
    } else if (!cursor.isEmpty() && page < MOST_PAGES) {
      ask(cursor);
    } else {
      then.accept(cursor.isEmpty());
    }
  }

  /** One answer: a JSON body, or the event of a stream that answers the request. */
  private final class Page implements UpstreamListener {
    private final String id;
    private final AnswerBuffer body = new AnswerBuffer(services.limits().maxAnswer());
    private final EventSplitter events = new EventSplitter(services.limits().maxAnswer());
    private boolean stream;
    private boolean readable;
    private boolean over;

    Page(String id) {
      this.id = id;
    }

    @Override
    public boolean readyToSend() {
      return true;
    }

    @Override
    public void head(int status, Headers headers) {
      readable = status == 200 && !headers.isEncoded();
      stream = headers.isEventStream();
    }

    @Override
    public void data(byte[] bytes) {
      if (over || !readable) {
        return;
      }
      if (!stream) {
        readable = body.add(bytes);
        return;
      }
      readable = events.add(bytes);
      while (!over && !events.isEmpty()) {
        EventSplitter.Event event = events.poll();
        byte[] data = event == null ? null : event.data();
        if (data != null) {
          read(data);
        }
      }
    }

    @Override
    public void end() {
      if (!over && readable && !stream) {
        read(body.toBytes());
      }
      end(null);
    }

    @Override
    public void failed(UpstreamFailure failure) {
      end(null);
    }

    private void read(byte[] bytes) {
      try {
        RpcMessage message = services.answers().read(bytes);
        if (message.form() == RpcMessage.Form.RESPONSE && message.id().equals(id)) {
          end(message);
        }
      } catch (RpcSyntaxException notJsonRpc) {
        readable = false;
      }
    }

    private void end(@Nullable RpcMessage answer) {
      if (over) {
        return;
      }
      over = true;
      if (answer == null) {
        then.accept(false);
      } else {
        took(answer);
      }
    }
  }
}
