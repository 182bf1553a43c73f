// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.holdpoint.gateway.identity.oauth.OAuthSettings;
import io.holdpoint.model.identity.PrincipalKind;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An OpenID provider: real keys, discovery, rotation, introspection, a token endpoint. */
public final class OidcProvider implements Closeable {

  public static final String CLIENT_SECRET = "introspection-secret-01";

  private final HttpServer server;
  private final List<ECKey> keys = new ArrayList<>();
  private final Map<String, Map<String, Object>> opaque = new ConcurrentHashMap<>();
  private final AtomicInteger discoveries = new AtomicInteger();
  private final AtomicInteger keyFetches = new AtomicInteger();
  private final AtomicInteger introspections = new AtomicInteger();
  private final List<Map<String, String>> tokenRequests = new CopyOnWriteArrayList<>();
  private final List<String> refreshTokens = new ArrayList<>();
  private volatile boolean rotating = true;
  private volatile boolean losing;
  private volatile boolean echoing;
  private volatile String refusal = "";
  private volatile @Nullable CountDownLatch held;
  private volatile String namedIssuer = "";

  public OidcProvider() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/.well-known/openid-configuration", this::discovery);
    server.createContext("/keys", this::jwks);
    server.createContext("/introspect", this::introspection);
    server.createContext("/token", this::issue);
    server.start();
    rotate();
  }

  public String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Settings that trust this provider. */
  public OAuthSettings settings(OAuthSettings.ScopeRule... scopes) {
    return new OAuthSettings(
        List.of(trusted(false)), null, Duration.ofSeconds(60), List.of(), List.of(scopes));
  }

  /** Settings that trust this provider and ask it about opaque tokens. */
  public OAuthSettings introspecting() {
    return new OAuthSettings(
        List.of(trusted(true)), null, Duration.ofSeconds(60), List.of(), List.of());
  }

  private OAuthSettings.Issuer trusted(boolean introspected) {
    URI place = URI.create(issuer() + "/introspect");
    return new OAuthSettings.Issuer(
        issuer(),
        List.of(),
        null,
        introspected ? new OAuthSettings.Introspection(place, "gateway", CLIENT_SECRET) : null,
        Set.of("ES256", "RS256"),
        "realm.groups",
        PrincipalKind.EXCLUSIVE,
        PrincipalKind.SHARED);
  }

  /** Signs with a new key from now on; the old ones stay published. */
  public void rotate() {
    try {
      synchronized (keys) {
        keys.add(new ECKeyGenerator(Curve.P_256).keyID("key-" + keys.size()).generate());
      }
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Publishes the newest key only. */
  public void withdrawOldKeys() {
    synchronized (keys) {
      keys.subList(0, keys.size() - 1).clear();
    }
  }

  /** Claims another issuer in its discovery document. */
  public void nameAnotherIssuer() {
    namedIssuer = "https://elsewhere.example";
  }

  /** Answers nothing until the latch opens. */
  public void holdBack(CountDownLatch until) {
    held = until;
  }

  public ECKey key() {
    synchronized (keys) {
      return keys.getLast();
    }
  }

  /** A signed access token. */
  public String token(Consumer<JWTClaimsSet.Builder> claims) {
    return sign(key(), "at+jwt", claims);
  }

  /** A token signed with some key. */
  public String sign(ECKey key, String type, Consumer<JWTClaimsSet.Builder> claims) {
    JWTClaimsSet.Builder set =
        new JWTClaimsSet.Builder().issuer(issuer()).subject("alice").claim("client_id", "agent-7");
    claims.accept(set);
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .keyID(key.getKeyID())
            .type(new JOSEObjectType(type))
            .build();
    SignedJWT token = new SignedJWT(header, set.build());
    try {
      token.sign(new ECDSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  /** Makes an opaque token known; its claims are what introspection tells of it. */
  public void issue(String token, Map<String, Object> claims) {
    opaque.put(token, claims);
  }

  public int discoveries() {
    return discoveries.get();
  }

  public int keyFetches() {
    return keyFetches.get();
  }

  public int introspections() {
    return introspections.get();
  }

  /** The forms that came for tokens. */
  public List<Map<String, String>> tokenRequests() {
    return List.copyOf(tokenRequests);
  }

  /** Issues no tokens from now on, for this reason; an empty one ends that. */
  public void refuseTokens(String reason) {
    refusal = reason;
  }

  /** Gives out a refresh token, as somebody's sign-in would. */
  public String signIn() {
    synchronized (refreshTokens) {
      refreshTokens.clear();
      refreshTokens.add("refresh-first-" + System.nanoTime());
      return refreshTokens.getFirst();
    }
  }

  /** Whether refresh tokens are replaced when they are used. */
  public void rotateRefreshTokens(boolean on) {
    rotating = on;
  }

  /** Whether answers that hold refresh tokens get lost on their way. */
  public void loseAnswers(boolean on) {
    losing = on;
  }

  /** Whether an exchange gives back what it was given. */
  public void echo(boolean on) {
    echoing = on;
  }

  /** Answers nobody any more. */
  public void goAway() {
    server.stop(0);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void discovery(HttpExchange exchange) throws IOException {
    discoveries.incrementAndGet();
    answer(
        exchange,
        Map.of(
            "issuer", namedIssuer.isEmpty() ? issuer() : namedIssuer,
            "jwks_uri", issuer() + "/keys",
            "token_endpoint", issuer() + "/token"));
  }

  private void jwks(HttpExchange exchange) throws IOException {
    keyFetches.incrementAndGet();
    List<JWK> published;
    synchronized (keys) {
      published = List.copyOf(keys);
    }
    answer(exchange, new JWKSet(published).toJSONObject(true));
  }

  /** Issues {@code issued-1}, {@code issued-2} and so on, for an hour each. */
  private void issue(HttpExchange exchange) throws IOException {
    Map<String, String> form = form(exchange);
    tokenRequests.add(form);
    boolean inBody =
        "gateway".equals(form.get("client_id")) && CLIENT_SECRET.equals(form.get("client_secret"));
    String reason = isClient(exchange) || inBody ? refusal : "invalid_client";
    if (!reason.isEmpty()) {
      answer(exchange, 400, Map.of("error", reason, "error_description", form + CLIENT_SECRET));
      return;
    }
    switch (form.getOrDefault("grant_type", "")) {
      case "refresh_token" -> refresh(exchange, form);
      case "urn:ietf:params:oauth:grant-type:token-exchange" -> exchange(exchange, form);
      default -> answer(exchange, issued("issued-" + tokenRequests.size()));
    }
  }

  /** Takes each refresh token once and gives out the next; one used twice ends the line. */
  private void refresh(HttpExchange exchange, Map<String, String> form) throws IOException {
    String shown = form.getOrDefault("refresh_token", "");
    synchronized (refreshTokens) {
      if (!refreshTokens.contains(shown)) {
        refreshTokens.clear();
        answer(exchange, 400, Map.of("error", "invalid_grant"));
        return;
      }
      Map<String, Object> said = issued("issued-" + tokenRequests.size());
      if (rotating) {
        refreshTokens.clear();
        refreshTokens.add("refresh-" + (tokenRequests.size() + 1));
        said.put("refresh_token", refreshTokens.getFirst());
      }
      if (losing) {
        exchange.close();
        return;
      }
      answer(exchange, said);
    }
  }

  /** Issues a token that says for whom and through whom, for one of its own that is not over. */
  private void exchange(HttpExchange exchange, Map<String, String> form) throws IOException {
    String subject = form.getOrDefault("subject_token", "");
    try {
      SignedJWT token = SignedJWT.parse(subject);
      if (!token.verify(new ECDSAVerifier(key().toECPublicKey()))) {
        answer(exchange, 400, Map.of("error", "invalid_request"));
        return;
      }
      String whose = token.getJWTClaimsSet().getSubject();
      Map<String, Object> said =
          issued(
              echoing
                  ? subject
                  : token(
                      claims ->
                          claims
                              .subject(whose)
                              .audience(form.get("audience"))
                              .jwtID("exchanged-" + tokenRequests.size())
                              .claim("act", Map.of("sub", "gateway"))));
      said.put("issued_token_type", "urn:ietf:params:oauth:token-type:access_token");
      answer(exchange, said);
    } catch (ParseException | JOSEException e) {
      answer(exchange, 400, Map.of("error", "invalid_request"));
    }
  }

  private static Map<String, Object> issued(String token) {
    return new HashMap<>(Map.of("access_token", token, "token_type", "Bearer", "expires_in", 3600));
  }

  private static Map<String, String> form(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> form = new HashMap<>();
    for (String pair : body.split("&")) {
      int at = pair.indexOf('=');
      form.put(
          pair.substring(0, at), URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
    }
    return form;
  }

  private static boolean isClient(HttpExchange exchange) {
    String basic =
        java.util.Base64.getEncoder()
            .encodeToString(("gateway:" + CLIENT_SECRET).getBytes(StandardCharsets.UTF_8));
    return ("Basic " + basic).equals(exchange.getRequestHeaders().getFirst("authorization"));
  }

  private void introspection(HttpExchange exchange) throws IOException {
    introspections.incrementAndGet();
    Map<String, String> form = form(exchange);
    if (!isClient(exchange)) {
      exchange.sendResponseHeaders(401, -1);
      return;
    }
    Map<String, Object> known = opaque.get(form.getOrDefault("token", ""));
    Map<String, Object> said = new HashMap<>(known == null ? Map.of() : known);
    said.put("active", known != null);
    answer(exchange, said);
  }

  private void answer(HttpExchange exchange, Map<String, Object> json) throws IOException {
    answer(exchange, 200, json);
  }

  private void answer(HttpExchange exchange, int status, Map<String, ?> json) throws IOException {
    CountDownLatch until = held;
    if (until != null) {
      try {
        until.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    byte[] bytes =
        JSONObjectUtils.toJSONString(new HashMap<String, Object>(json))
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }
}
