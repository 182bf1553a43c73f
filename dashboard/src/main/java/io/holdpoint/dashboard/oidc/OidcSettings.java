// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.oidc;

import static java.util.Objects.requireNonNull;

import io.holdpoint.dashboard.access.Role;
import io.holdpoint.model.document.DocumentReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which identity provider vouches for operators, and what its word is worth.
 *
 * @param issuer exactly as its tokens name it
 * @param clientId under which it knows us
 * @param clientSecret null for a public client
 * @param scopes asked for
 * @param nameClaim under whose value an operator acts; must be unique at the provider
 * @param groupsClaim a claim, or a path to it with dots
 * @param roles of each group
 * @param origins further origins of the provider that may lie in a private network
 * @param clockSkew by how much its clock may differ
 */
public record OidcSettings(
    String issuer,
    String clientId,
    @Nullable String clientSecret,
    List<String> scopes,
    String nameClaim,
    String groupsClaim,
    Map<String, Set<Role>> roles,
    List<URI> origins,
    Duration clockSkew) {

  private static final Duration USUAL_SKEW = Duration.ofSeconds(60);

  public OidcSettings {
    requireNonNull(issuer, "issuer");
    requireNonNull(clientId, "clientId");
    scopes = List.copyOf(scopes);
    requireNonNull(nameClaim, "nameClaim");
    requireNonNull(groupsClaim, "groupsClaim");
    roles = Map.copyOf(roles);
    origins = List.copyOf(origins);
    requireNonNull(clockSkew, "clockSkew");
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "oidc " + clientId + " at " + issuer;
  }

  /** Reads the section {@code control.oidc}; problems go to the reader's list. */
  public static OidcSettings read(DocumentReader section) {
    String issuer = section.requiredText("issuer");
    address(section, "issuer", issuer);
    Map<String, Set<Role>> roles = new HashMap<>();
    section.sections("roles", item -> role(item, roles));
    if (roles.isEmpty()) {
      section.problem("roles", "got none (expected: what some group may do)");
    }
    List<String> scopes = section.texts("scopes");
    String secret = section.text("client-secret", "");
    Duration skew = section.duration("clock-skew", USUAL_SKEW);
    if (skew.compareTo(Duration.ofMinutes(5)) > 0) {
      section.problem("clock-skew", "got " + skew + " (expected: at most 5m)");
    }
    List<URI> origins =
        section.texts("origins").stream()
            .flatMap(text -> Optional.ofNullable(address(section, "origins", text)).stream())
            .toList();
    OidcSettings settings =
        new OidcSettings(
            issuer,
            section.requiredText("client-id"),
            secret.isEmpty() ? null : secret,
            scopes.isEmpty() ? List.of("openid", "profile", "email") : scopes,
            section.text("name-claim", "email"),
            section.text("groups-claim", "groups"),
            roles,
            origins,
            skew);
    if (!settings.scopes().contains("openid")) {
      section.problem("scopes", "got no openid (expected: openid among them)");
    }
    section.finish();
    return settings;
  }

  private static String role(DocumentReader item, Map<String, Set<Role>> roles) {
    String group = item.requiredText("group");
    Set<Role> own = EnumSet.noneOf(Role.class);
    for (String word : item.texts("roles")) {
      Role.of(word)
          .ifPresentOrElse(
              own::add,
              () ->
                  item.problem(
                      "roles",
                      "got \""
                          + word
                          + "\" (expected: some of "
                          + Arrays.stream(Role.values()).map(Role::word).toList()
                          + ")"));
    }
    if (own.isEmpty()) {
      item.problem("roles", "got none (expected: some)");
    }
    if (roles.put(group, own) != null) {
      item.problem("group", "got \"" + group + "\" twice (expected: each group once)");
    }
    return group;
  }

  private static @Nullable URI address(DocumentReader section, String key, String text) {
    try {
      URI uri = new URI(text);
      boolean isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (isWeb && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException notUri) {
      // Reported below, like an address of another kind.
    }
    if (!text.isBlank()) {
      section.problem(key, "got \"" + text + "\" (expected: like https://login.example)");
    }
    return null;
  }
}
