// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import io.holdpoint.gateway.credential.CredentialSettings;
import io.holdpoint.gateway.credential.OAuthGrant;
import io.holdpoint.gateway.credential.ReferredSecret;
import io.holdpoint.gateway.credential.SecretReference;
import io.holdpoint.gateway.credential.UpstreamSecret;
import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.DocumentReader;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the member {@code credential} of an upstream. */
final class CredentialSection {

  private static final String HEADER = "authorization";
  private static final List<String> FORMS =
      List.of("value", "file", "command", "keystore", "oauth");
  private static final Pattern LOOPBACK = Pattern.compile("localhost|\\[::1]|127(\\.\\d{1,3}){3}");
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E ]*");

  /** How a client proves itself at a token endpoint. */
  private enum ClientProof {
    BASIC,
    POST
  }

  private CredentialSection() {}

  static Optional<CredentialSettings> read(DocumentReader upstream) {
    if (!upstream.has("credential")) {
      return Optional.empty();
    }
    DocumentReader section = upstream.section("credential");
    String header = section.text("header", HEADER);
    String value = section.text("value", "");
    String file = section.text("file", "");
    String prefix = prefix(section, header);
    List<String> command = section.texts("command");
    SecretReference keystore = keystore(section);
    OAuthGrant grant = grant(section);
    section.finish();
    List<String> forms = FORMS.stream().filter(section::has).toList();
    if (forms.size() != 1) {
      section.problem(
          "value",
          "got "
              + (forms.isEmpty() ? "no form" : String.join(" and ", forms))
              + " (expected: one of "
              + String.join(", ", FORMS)
              + ")");
      return Optional.empty();
    }
    return switch (forms.getFirst()) {
      case "value" -> given(section, header, value);
      case "file" -> inFile(section, file, header, prefix);
      case "command" ->
          command.isEmpty()
              ? Optional.empty()
              : referred(section, header, prefix, new SecretReference.Output(command));
      case "keystore" ->
          keystore == null ? Optional.empty() : referred(section, header, prefix, keystore);
      default -> Optional.ofNullable(grant);
    };
  }

  /** The text as written: white space at its end counts. */
  private static String prefix(DocumentReader section, String header) {
    String usual = header.equalsIgnoreCase(HEADER) ? "Bearer " : "";
    return section.text("prefix", usual);
  }

  private static Optional<CredentialSettings> given(
      DocumentReader section, String header, String value) {
    try {
      return Optional.of(UpstreamSecret.given(header, value));
    } catch (IllegalArgumentException e) {
      section.problem("value", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static Optional<CredentialSettings> inFile(
      DocumentReader section, String file, String header, String prefix) {
    try {
      return Optional.of(UpstreamSecret.in(Path.of(file), header, prefix));
    } catch (InvalidPathException | IOException e) {
      section.problem("file", "got \"" + file + "\" (expected: a file that can be read)");
    } catch (IllegalArgumentException e) {
      section.problem("file", String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  private static Optional<CredentialSettings> referred(
      DocumentReader section, String header, String prefix, SecretReference secret) {
    try {
      return Optional.of(new ReferredSecret(header, prefix, secret));
    } catch (IllegalArgumentException e) {
      section.problem("header", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static @Nullable OAuthGrant grant(DocumentReader credential) {
    if (!credential.has("oauth")) {
      return null;
    }
    DocumentReader oauth = credential.section("oauth");
    URI tokenUrl = url(oauth, "token-url");
    URI issuer = url(oauth, "issuer");
    String clientId = oauth.requiredText("client-id");
    SecretReference secret = secret(oauth, "client-secret", true);
    boolean inBody =
        oauth.choice("client-auth", ClientProof.class, ClientProof.BASIC) == ClientProof.POST;
    String scope = oauth.text("scope", "");
    String resource = oauth.text("resource", "");
    oauth.finish();
    if (!SCOPE.matcher(scope).matches()) {
      oauth.problem("scope", "got other than names with spaces between (expected: such names)");
    }
    if (oauth.has("token-url") == oauth.has("issuer")) {
      oauth.problem(
          "token-url",
          "got " + (oauth.has("issuer") ? "both" : "neither") + " (expected: token-url or issuer)");
      return null;
    }
    if (secret == null || (tokenUrl == null) == (issuer == null)) {
      return null;
    }
    return new OAuthGrant(tokenUrl, issuer, clientId, secret, inBody, scope, resource);
  }

  /** A text, or a mapping that says where it is kept; null after a problem. */
  private static @Nullable SecretReference secret(
      DocumentReader section, String name, boolean keystores) {
    if (!(section.node(name).orElse(null) instanceof DocumentNode.Mapping)) {
      String text = section.requiredText(name);
      return text.isBlank() ? null : new SecretReference.Text(text);
    }
    DocumentReader place = section.section(name);
    String file = place.text("file", "");
    List<String> command = place.texts("command");
    SecretReference keystore = keystores ? keystore(place) : null;
    place.finish();
    if (Stream.of("file", "command", "keystore").filter(place::has).count() != 1) {
      String forms = keystores ? "file, command, keystore" : "file, command";
      section.problem(name, "got none or several (expected: one of " + forms + ")");
      return null;
    }
    if (place.has("keystore")) {
      return keystore;
    }
    if (place.has("command")) {
      return command.isEmpty() ? null : new SecretReference.Output(command);
    }
    Path path = path(place, "file", file);
    return path == null ? null : new SecretReference.InFile(path);
  }

  private static @Nullable SecretReference keystore(DocumentReader section) {
    if (!section.has("keystore")) {
      section.node("keystore");
      return null;
    }
    DocumentReader keystore = section.section("keystore");
    Path file = path(keystore, "file", keystore.requiredText("file"));
    String alias = keystore.requiredText("alias");
    SecretReference password = secret(keystore, "password", false);
    keystore.finish();
    return file == null || password == null
        ? null
        : new SecretReference.InKeystore(file, alias, password);
  }

  private static @Nullable Path path(DocumentReader section, String name, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      section.problem(name, "got \"" + text + "\" (expected: a file)");
      return null;
    }
  }

  /** The text is not shown: a URL may carry a password. */
  private static @Nullable URI url(DocumentReader section, String name) {
    String text = section.text(name, "");
    if (!section.has(name)) {
      return null;
    }
    Predicate<URI> usable =
        url ->
            url.getHost() != null
                && url.getUserInfo() == null
                && url.getRawFragment() == null
                && ("https".equals(url.getScheme())
                    || ("http".equals(url.getScheme())
                        && LOOPBACK.matcher(url.getHost()).matches()));
    try {
      URI url = new URI(text);
      if (usable.test(url)) {
        return url;
      }
    } catch (URISyntaxException notUrl) {
      section.problem(
          name, "got no URL (expected: https://host, or http:// on a loopback address)");
      return null;
    }
    section.problem(
        name,
        "got no usable URL (expected: https://host, or http:// on a loopback address, without user,"
            + " password and fragment)");
    return null;
  }
}
