// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.oidc;

import static io.holdpoint.dashboard.oidc.OidcRefusedException.Why.REFUSED;
import static io.holdpoint.dashboard.oidc.OidcRefusedException.Why.UNREACHABLE;

import io.holdpoint.dashboard.access.Operator;
import io.holdpoint.model.json.Hashes;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Logs operators in whom an identity provider vouches for: authorization code with PKCE, state and
 * nonce. A login belongs to the browser that began it (it holds a secret in a cookie), is answered
 * once, and within ten minutes. Its methods block. Safe for use by many threads.
 */
public final class OidcLogin {

  /** How long somebody may take at the provider. */
  public static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final int MOST = 1_000;

  private final OidcSettings settings;
  private final OidcFetch fetch;
  private final InstantSource clock;
  private final Provider provider;
  private final IdTokens tokens;
  private final People people;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Pending> pending = new LinkedHashMap<>();

  /**
   * @param fetch asks the provider
   * @param taken true for names that belong to holders of our own tokens
   */
  public OidcLogin(
      OidcSettings settings, OidcFetch fetch, Predicate<String> taken, InstantSource clock) {
    this.settings = settings;
    this.fetch = fetch;
    this.clock = clock;
    this.provider = new Provider(settings.issuer(), fetch, clock);
    this.tokens = new IdTokens(settings, provider, clock);
    this.people = new People(settings, taken);
  }

  /**
   * A login that was begun.
   *
   * @param at where the browser goes
   * @param browser what it brings back in a cookie
   */
  public record Begun(URI at, String browser) {
    /** Never the secret. */
    @Override
    public String toString() {
      return "login at " + at.getHost();
    }
  }

  private record Pending(
      String browser, String nonce, String verifier, String redirect, Instant until) {}

  /**
   * Begins a login.
   *
   * @param redirect our own address that the provider answers to
   * @throws OidcRefusedException if the provider does not say where its logins are
   */
  public Begun begin(String redirect) throws OidcRefusedException {
    Provider.Endpoints endpoints = endpoints();
    String state = secret();
    Pending login =
        new Pending(secret(), secret(), secret(), redirect, clock.instant().plus(PATIENCE));
    remember(state, login);
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", settings.clientId());
    query.put("redirect_uri", redirect);
    query.put("scope", String.join(" ", settings.scopes()));
    query.put("state", state);
    query.put("nonce", login.nonce());
    query.put("code_challenge", challenge(login.verifier()));
    query.put("code_challenge_method", "S256");
    String at = endpoints.authorization().toString();
    return new Begun(
        URI.create(at + (at.contains("?") ? "&" : "?") + form(query)), login.browser());
  }

  /**
   * Ends a login with what the provider answered through the browser.
   *
   * @param browser what the browser brought in its cookie, null if nothing
   * @throws OidcRefusedException if nobody is to be let in
   */
  public Operator finish(Answer answer, @Nullable String browser) throws OidcRefusedException {
    Pending login = redeem(answer.state(), browser);
    try {
      if (answer.code().isEmpty()) {
        throw new OidcRefusedException(REFUSED, "the provider let nobody in");
      }
      Provider.Endpoints endpoints = provider.endpoints();
      boolean named = !answer.issuer().isEmpty();
      if (named ? !answer.issuer().equals(settings.issuer()) : endpoints.namesItself()) {
        throw new OidcRefusedException(REFUSED, "iss: the answer is by another provider");
      }
      return people.operator(tokens.read(exchange(endpoints, answer.code(), login), login.nonce()));
    } catch (IOException e) {
      throw new OidcRefusedException(UNREACHABLE, "the provider: " + e.getMessage());
    }
  }

  /**
   * What the provider answers through the browser; empty where it says nothing.
   *
   * @param state of the login
   * @param code that tokens are had for
   * @param issuer who answers
   */
  public record Answer(String state, String code, String issuer) {
    /** Never the code. */
    @Override
    public String toString() {
      return "answer of a provider";
    }
  }

  private Provider.Endpoints endpoints() throws OidcRefusedException {
    try {
      return provider.endpoints();
    } catch (IOException e) {
      throw new OidcRefusedException(UNREACHABLE, "the provider: " + e.getMessage());
    }
  }

  private String exchange(Provider.Endpoints endpoints, String code, Pending login)
      throws IOException, OidcRefusedException {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", login.redirect());
    form.put("code_verifier", login.verifier());
    Map<String, String> headers = new HashMap<>();
    String secret = settings.clientSecret();
    if (secret != null && endpoints.basic()) {
      String who = encoded(settings.clientId()) + ":" + encoded(secret);
      headers.put(
          "authorization",
          "Basic " + Base64.getEncoder().encodeToString(who.getBytes(StandardCharsets.UTF_8)));
    } else {
      form.put("client_id", settings.clientId());
      if (secret != null) {
        form.put("client_secret", secret);
      }
    }
    Map<String, Object> said = Provider.object(fetch.post(endpoints.token(), form(form), headers));
    if (said.get("id_token") instanceof String token) {
      return token;
    }
    throw new OidcRefusedException(REFUSED, "id_token: got none (expected: one for the code)");
  }

  private void remember(String state, Pending login) {
    synchronized (pending) {
      Instant now = clock.instant();
      pending.values().removeIf(one -> !now.isBefore(one.until()));
      if (pending.size() >= MOST) {
        pending.remove(pending.keySet().iterator().next());
      }
      pending.put(state, login);
    }
  }

  /** Used up whoever brings it: what was seen elsewhere is good for nothing. */
  private Pending redeem(String state, @Nullable String browser) throws OidcRefusedException {
    Pending login;
    synchronized (pending) {
      login = pending.remove(state);
    }
    if (login == null || !clock.instant().isBefore(login.until())) {
      throw new OidcRefusedException(REFUSED, "state: got none of a login that was begun");
    }
    byte[] wanted = login.browser().getBytes(StandardCharsets.UTF_8);
    if (browser == null
        || !MessageDigest.isEqual(browser.getBytes(StandardCharsets.UTF_8), wanted)) {
      throw new OidcRefusedException(REFUSED, "state: the login was begun by another browser");
    }
    return login;
  }

  private String secret() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String challenge(String verifier) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Hashes.sha256().digest(verifier.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String form(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> encoded(member.getKey()) + "=" + encoded(member.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
