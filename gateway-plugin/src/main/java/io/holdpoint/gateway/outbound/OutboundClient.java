// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.outbound;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches what identity providers publish. Only https (http to loopback origins the operator
 * named), no private addresses that nobody named, no redirect to another origin, answers bounded in
 * size and time. Its methods block: call them on a virtual thread, never on an event loop. Safe for
 * use by many threads.
 */
public final class OutboundClient implements AutoCloseable {

  private static final int LONGEST_ANSWER = 512 * 1024;
  private static final int MOST_REDIRECTS = 3;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final AddressRules rules;
  private final Duration timeout;
  private final HttpClient client;

  /**
   * @param named origins the operator named, which may lie in a private network
   * @param timeout of a whole exchange
   */
  public OutboundClient(Set<URI> named, Duration timeout) {
    this.rules = new AddressRules(named);
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  /** A document. */
  public byte[] get(URI url) throws OutboundException {
    URI at = url;
    for (int hops = 0; hops <= MOST_REDIRECTS; hops++) {
      HttpResponse<byte[]> answer = exchange(HttpRequest.newBuilder(checked(at)).GET());
      if (!REDIRECTS.contains(answer.statusCode())) {
        return body(at, answer);
      }
      at = next(at, answer);
    }
    throw new OutboundException(
        AddressRules.origin(url) + ": got too many redirects (expected: " + MOST_REDIRECTS + ")");
  }

  /**
   * The answer to a form.
   *
   * @param headers further fields, for example a credential
   */
  public byte[] post(URI url, String form, Map<String, String> headers) throws OutboundException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(checked(url))
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form));
    headers.forEach(request::header);
    return body(url, exchange(request));
  }

  /**
   * Hands a body over; every status from 200 to 299 means it was taken.
   *
   * @param headers further fields, for example a credential
   */
  public void send(URI url, String contentType, byte[] content, Map<String, String> headers)
      throws OutboundException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(checked(url))
            .header("content-type", contentType)
            .POST(HttpRequest.BodyPublishers.ofByteArray(content));
    headers.forEach(request::header);
    int status = exchange(request).statusCode();
    if (status / 100 != 2) {
      throw new OutboundException(
          AddressRules.origin(url) + ": got HTTP status " + status + " (expected: 200 to 299)");
    }
  }

  /** An answer, whatever its status. */
  public static final class Reply {
    private final int status;
    private final byte[] body;

    Reply(int status, byte[] body) {
      this.status = status;
      this.body = body;
    }

    /** The status of HTTP. */
    public int status() {
      return status;
    }

    /** The body, bounded in size. */
    public byte[] body() {
      return body.clone();
    }
  }

  /**
   * Hands a body over and returns what was answered.
   *
   * @param headers further fields, for example a credential
   * @throws OutboundException if there is no answer
   */
  public Reply submit(URI url, String contentType, byte[] content, Map<String, String> headers)
      throws OutboundException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(checked(url))
            .header("content-type", contentType)
            .POST(HttpRequest.BodyPublishers.ofByteArray(content));
    headers.forEach(request::header);
    HttpResponse<byte[]> answer = exchange(request);
    return new Reply(answer.statusCode(), answer.body());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private URI checked(URI url) throws OutboundException {
    rules.check(url);
    return url;
  }

  private static URI next(URI at, HttpResponse<byte[]> answer) throws OutboundException {
    String location = answer.headers().firstValue("location").orElse("");
    try {
      URI next = at.resolve(location);
      if (!location.isEmpty() && AddressRules.origin(next).equals(AddressRules.origin(at))) {
        return next;
      }
    } catch (IllegalArgumentException notUrl) {
      throw new OutboundException(AddressRules.origin(at) + ": got a redirect to no URL", notUrl);
    }
    throw new OutboundException(
        AddressRules.origin(at) + ": got a redirect (expected: none to another origin)");
  }

  private static byte[] body(URI url, HttpResponse<byte[]> answer) throws OutboundException {
    if (answer.statusCode() != 200) {
      throw new OutboundException(
          AddressRules.origin(url)
              + ": got HTTP status "
              + answer.statusCode()
              + " (expected: 200)");
    }
    return answer.body();
  }

  private HttpResponse<byte[]> exchange(HttpRequest.Builder request) throws OutboundException {
    HttpRequest built = request.timeout(timeout).header("accept", "application/json").build();
    String origin = AddressRules.origin(built.uri());
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            built,
            HttpResponse.BodyHandlers.limiting(
                HttpResponse.BodyHandlers.ofByteArray(), LONGEST_ANSWER));
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new OutboundException(origin + ": got no answer within " + timeout, e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() instanceof IOException io ? io : e;
      throw new OutboundException(origin + ": " + cause.getClass().getSimpleName(), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OutboundException(origin + ": interrupted", e);
    } finally {
      answer.cancel(true);
    }
  }
}
