// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.port.Subscription;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.wire.WireCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers "what signals are there after N?" as soon as there is one, or empty after a while. A
 * request is {@code AFTER WAIT-MILLIS}; an answer is the journal's id on a line and then a signal
 * on each.
 */
final class SignalPoll {

  private static final Pattern REQUEST = Pattern.compile("(\\d{1,18}) (\\d{1,5})");
  private static final int MOST_AT_ONCE = 1000;

  private final SignalBus signals;
  private final String journalId;

  SignalPoll(SignalBus signals, String journalId) {
    this.signals = requireNonNull(signals, "signals");
    this.journalId = requireNonNull(journalId, "journalId");
  }

  static byte[] request(long after, long waitMillis) {
    return (after + " " + waitMillis).getBytes(US_ASCII);
  }

  CompletionStage<byte[]> answer(byte[] body) {
    Matcher request = REQUEST.matcher(new String(body, US_ASCII));
    if (!request.matches()) {
      throw new IllegalArgumentException(
          "request: got another form (expected: a sequence and a number of milliseconds)");
    }
    Arrivals arrivals = new Arrivals();
    Subscription subscription =
        signals.subscribe(Long.parseLong(request.group(1)), arrivals::arrived);
    arrivals.caughtUp();
    return arrivals
        .found
        .completeOnTimeout(List.of(), Long.parseLong(request.group(2)), TimeUnit.MILLISECONDS)
        .whenComplete((found, trouble) -> subscription.close())
        .thenApply(this::write);
  }

  private byte[] write(List<Published> found) {
    StringBuilder lines = new StringBuilder(journalId).append('\n');
    for (Published published : found) {
      lines.append(new String(WireCodec.PUBLISHED.write(published), US_ASCII)).append('\n');
    }
    return lines.toString().getBytes(US_ASCII);
  }

  /** Old signals are gathered while subscribing; from then on the first one answers. */
  private static final class Arrivals {

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Published> soFar = new ArrayList<>();
    private final CompletableFuture<List<Published>> found = new CompletableFuture<>();
    private boolean caughtUp;

    void arrived(Published published) {
      lock.lock();
      try {
        if (soFar.size() < MOST_AT_ONCE) {
          soFar.add(published);
        }
        if (caughtUp) {
          // Not on the publishing thread: what follows unsubscribes and writes to a socket.
          List<Published> answer = List.copyOf(soFar);
          found.completeAsync(() -> answer);
        }
      } finally {
        lock.unlock();
      }
    }

    void caughtUp() {
      lock.lock();
      try {
        caughtUp = true;
        if (!soFar.isEmpty()) {
          // At once, so that no time-out, however short, can make an empty answer of old signals.
          found.complete(List.copyOf(soFar));
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
