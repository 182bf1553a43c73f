// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.holdpoint.dashboard.oidc.OidcFetch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * An OpenID provider for people: discovery, real keys, an authorization endpoint that asks nobody,
 * and a token endpoint that checks secret, redirect address and PKCE.
 */
final class IdentityProvider implements AutoCloseable {

  static final String CLIENT = "holdpoint";
  static final String SECRET = "client-secret-01";

  final List<ECKey> keys = new ArrayList<>();

  /** What the next tokens say beyond the usual. */
  volatile Consumer<JWTClaimsSet.Builder> says = claims -> {};

  /** Signs instead of the newest key, if set. */
  volatile boolean forges;

  volatile String type = "JWT";
  volatile String namedIssuer = "";
  final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
  final List<String> refusals = new ArrayList<>();
  private final HttpServer server;
  private final InstantSource clock;

  IdentityProvider(InstantSource clock) {
    this.clock = clock;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/.well-known/openid-configuration", this::discovery);
    server.createContext("/keys", exchange -> answer(exchange, 200, published()));
    server.createContext("/authorize", this::authorize);
    server.createContext("/token", this::token);
    server.start();
    rotate();
  }

  String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Signs with a new key from now on, and publishes no other. */
  void rotate() {
    ECKey key = fresh("key-" + keys.size());
    synchronized (keys) {
      keys.clear();
      keys.add(key);
    }
  }

  /** Asks over real sockets. */
  OidcFetch fetch() {
    HttpClient client = HttpClient.newHttpClient();
    return new OidcFetch() {
      @Override
      public byte[] get(URI url) throws IOException {
        return asked(client, HttpRequest.newBuilder(url));
      }

      @Override
      public byte[] post(URI url, String form, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request =
            HttpRequest.newBuilder(url)
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        headers.forEach(request::header);
        return asked(client, request);
      }
    };
  }

  @Override
  public void close() {
    server.stop(0);
  }

  static Map<String, String> query(String text) {
    Map<String, String> members = new HashMap<>();
    for (String member : text.split("&")) {
      String[] parts = member.split("=", 2);
      members.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return members;
  }

  private static byte[] asked(HttpClient client, HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IOException("got HTTP status " + answer.statusCode());
      }
      return answer.body();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void discovery(HttpExchange exchange) throws IOException {
    answer(
        exchange,
        200,
        Map.of(
            "issuer", namedIssuer.isEmpty() ? issuer() : namedIssuer,
            "authorization_endpoint", issuer() + "/authorize",
            "token_endpoint", issuer() + "/token",
            "jwks_uri", issuer() + "/keys"));
  }

  private Map<String, Object> published() {
    List<JWK> all;
    synchronized (keys) {
      all = List.copyOf(keys);
    }
    return new JWKSet(all).toJSONObject(true);
  }

  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> asked = query(exchange.getRequestURI().getRawQuery());
    String code = UUID.randomUUID().toString();
    codes.put(code, asked);
    exchange
        .getResponseHeaders()
        .set(
            "Location",
            asked.get("redirect_uri") + "?code=" + code + "&state=" + asked.get("state"));
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private void token(HttpExchange exchange) throws IOException {
    String basic = exchange.getRequestHeaders().getFirst("authorization");
    Map<String, String> form =
        query(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Map<String, String> asked = codes.remove(form.getOrDefault("code", ""));
    String wanted =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
    String wrong =
        asked == null
            ? "code"
            : !wanted.equals(basic)
                ? "secret"
                : !Objects.equals(asked.get("redirect_uri"), form.get("redirect_uri"))
                    ? "redirect"
                    : !Objects.equals(
                            asked.get("code_challenge"),
                            challenge(form.getOrDefault("code_verifier", "")))
                        ? "verifier"
                        : "";
    if (asked == null || !wrong.isEmpty()) {
      refusals.add(wrong);
      answer(exchange, 400, Map.of("error", "invalid_grant"));
      return;
    }
    answer(
        exchange,
        200,
        Map.of("access_token", "a", "token_type", "Bearer", "id_token", signed(asked)));
  }

  private String signed(Map<String, String> asked) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .subject("u-17")
            .audience(CLIENT)
            .issueTime(Date.from(clock.instant()))
            .expirationTime(Date.from(clock.instant().plusSeconds(300)))
            .claim("nonce", asked.get("nonce"))
            .claim("email", "kim@example.com")
            .claim("email_verified", true)
            .claim("groups", List.of("sre", "everybody"));
    says.accept(claims);
    ECKey key = keys.getLast();
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .keyID(key.getKeyID())
            .type(new JOSEObjectType(type))
            .build();
    SignedJWT token = new SignedJWT(header, claims.build());
    try {
      token.sign(new ECDSASigner(forges ? fresh(key.getKeyID()) : key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  private static ECKey fresh(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
    byte[] bytes = JsonMapper.shared().writeValueAsBytes(body);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
