// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Speaks with the control API; every way it can fail becomes one sentence and an exit code. */
final class ApiClient {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);
  private static final int MOST_SAID = 64 << 10;
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);
  private static final String HOW_TO_GET_A_TOKEN =
      "set HOLDPOINT_TOKEN or --token-file to an operator token;"
          + " \"holdpoint serve\" shows the first one once, at its first start";

  private final URI address;
  private final Optional<String> token;
  private final JsonMapper json = JsonMapper.builder().build();

  ApiClient(URI address, Optional<String> token) {
    this.address = address;
    this.token = token;
  }

  JsonNode get(String path) {
    return send(request(path).GET().build());
  }

  JsonNode post(String path, ObjectNode body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build());
  }

  JsonNode delete(String path) {
    return send(request(path).DELETE().build());
  }

  /** Takes an answer bit by bit. */
  @FunctionalInterface
  interface Receiver {
    /** Reads the body; what it throws is told as a failed operation. */
    void take(HttpResponse<InputStream> answer) throws IOException;
  }

  /** Asks for something that may be long. */
  void stream(String path, Receiver receiver) {
    HttpRequest request = request(path).setHeader("Accept", "*/*").GET().build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build()) {
      HttpResponse<InputStream> answer;
      try {
        answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      } catch (IOException e) {
        throw notReached(e);
      }
      try (InputStream body = answer.body()) {
        if (answer.statusCode() != 200) {
          read(answer.statusCode(), new String(body.readNBytes(MOST_SAID), StandardCharsets.UTF_8));
          throw new CliFailure(ExitCode.FAILED, address + " answered HTTP " + answer.statusCode());
        }
        receiver.take(answer);
      } catch (IOException e) {
        throw new CliFailure(ExitCode.FAILED, "the answer was cut short: " + describe(e));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliFailure(ExitCode.FAILED, "interrupted");
    }
  }

  ObjectNode body() {
    return json.createObjectNode();
  }

  /** Makes one path segment of whatever was typed. */
  static String encode(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(ANSWER_LIMIT)
            .header("Accept", "application/json");
    token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
    return request;
  }

  private JsonNode send(HttpRequest request) {
    // Redirects are not followed: the token is for this address only.
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      return read(answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw notReached(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliFailure(ExitCode.FAILED, "interrupted");
    }
  }

  private CliFailure notReached(IOException e) {
    return new CliFailure(
        ExitCode.UNREACHABLE,
        "no answer from "
            + address
            + " ("
            + describe(e)
            + "); is \"holdpoint serve\" running there? Another address: --api or HOLDPOINT_API");
  }

  private JsonNode read(int status, String text) {
    JsonNode body = parse(text);
    if (status >= 200 && status < 300) {
      if (body.isMissingNode()) {
        throw new CliFailure(
            ExitCode.UNREACHABLE,
            address + " answered something else than JSON (expected: the control API)");
      }
      return body;
    }
    String said = said(body);
    switch (status) {
      case 401 ->
          throw new CliFailure(
              ExitCode.NOT_PERMITTED,
              (token.isEmpty() ? "no token given; " : "the token was refused; ")
                  + HOW_TO_GET_A_TOKEN);
      case 403 ->
          throw new CliFailure(
              ExitCode.NOT_PERMITTED, "not permitted" + (said.isEmpty() ? "" : ": " + said));
      case 404 ->
          throw new CliFailure(ExitCode.NOT_FOUND, said.isEmpty() ? "no such session" : said);
      default ->
          throw new CliFailure(
              ExitCode.FAILED, said.isEmpty() ? address + " answered HTTP " + status : said);
    }
  }

  private JsonNode parse(String text) {
    try {
      return text.isBlank() ? json.missingNode() : json.readTree(text);
    } catch (JacksonException notJson) {
      return json.missingNode();
    }
  }

  /** What an error answer says, wherever it says it. */
  private static String said(JsonNode body) {
    JsonNode nested = body.path("error").path("message");
    JsonNode flat = body.path("message");
    return Table.printable(nested.isString() ? nested.asString() : flat.asString(""));
  }

  private static String describe(IOException e) {
    String name = e.getClass().getSimpleName().replace("Exception", "");
    String message = e.getMessage();
    return message == null || message.isBlank() ? name : message;
  }
}
