// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.conformance;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a protected server says of itself, read as RFC 9728 asks.
 *
 * @param issuers who issues tokens for it; none if it is open or its word cannot be trusted
 * @param scope what its challenge asks for
 * @param scopesSupported what its metadata offers
 * @param place where its metadata was found, or null
 */
record Protection(
    List<String> issuers, String scope, List<String> scopesSupported, @Nullable URI place) {

  private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");
  private static final String LIST =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{}}";

  static Protection of(HttpClient client, String server) throws IOException, InterruptedException {
    URI url = URI.create(server);
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("content-type", "application/json")
            .header("accept", "application/json, text/event-stream")
            .POST(HttpRequest.BodyPublishers.ofString(LIST))
            .build();
    HttpResponse<Void> answer = client.send(request, HttpResponse.BodyHandlers.discarding());
    String challenge = answer.headers().firstValue("www-authenticate").orElse("");
    String named = parameter(challenge, "resource_metadata");
    List<URI> places =
        named.isEmpty()
            ? List.of(
                url.resolve("/.well-known/oauth-protected-resource" + url.getPath()),
                url.resolve("/.well-known/oauth-protected-resource"))
            : List.of(URI.create(named));
    for (URI place : places) {
      HttpResponse<byte[]> document =
          client.send(
              HttpRequest.newBuilder(place).build(), HttpResponse.BodyHandlers.ofByteArray());
      if (document.statusCode() == 200) {
        return read(server, place, parameter(challenge, "scope"), document.body());
      }
    }
    return new Protection(List.of(), parameter(challenge, "scope"), List.of(), null);
  }

  /** The same, asked again where it was found. */
  Protection again(HttpClient client, String server) throws IOException, InterruptedException {
    if (place == null) {
      return this;
    }
    return read(
        server,
        place,
        scope,
        client
            .send(HttpRequest.newBuilder(place).build(), HttpResponse.BodyHandlers.ofByteArray())
            .body());
  }

  private static Protection read(String server, URI place, String scope, byte[] json)
      throws IOException {
    try {
      Map<String, Object> document =
          JSONObjectUtils.parse(new String(json, StandardCharsets.UTF_8));
      boolean isItself = server.startsWith(String.valueOf(document.get("resource")));
      return new Protection(
          isItself ? texts(document, "authorization_servers") : List.of(),
          scope,
          texts(document, "scopes_supported"),
          place);
    } catch (ParseException e) {
      throw new IOException("metadata: no JSON", e);
    }
  }

  private static List<String> texts(Map<String, Object> document, String name)
      throws ParseException {
    List<String> texts = JSONObjectUtils.getStringList(document, name);
    return texts == null ? List.of() : texts;
  }

  private static String parameter(String challenge, String name) {
    Matcher matcher = PARAMETER.matcher(challenge);
    while (matcher.find()) {
      if (matcher.group(1).equals(name)) {
        return matcher.group(2);
      }
    }
    return "";
  }
}
