// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import io.holdpoint.gateway.catalogue.Glob;
import io.holdpoint.gateway.credential.CredentialSettings;
import io.holdpoint.gateway.credential.OnApproval;
import io.holdpoint.gateway.credential.ReferredSecret;
import io.holdpoint.gateway.credential.SecretReference;
import io.holdpoint.gateway.credential.UpstreamSecret;
import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.DocumentReader;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the member {@code credential} of an upstream. */
final class CredentialSection {

  private static final String HEADER = "authorization";
  private static final List<String> FORMS =
      List.of("value", "file", "command", "keystore", "oauth");
  private static final List<String> GOT_LATER = FORMS.subList(1, FORMS.size());

  private CredentialSection() {}

  static Optional<CredentialSettings> read(DocumentReader upstream) {
    return upstream.has("credential")
        ? read(upstream.section("credential"), false)
        : Optional.empty();
  }

  /**
   * @param approval true for the one within another that is got by approval
   */
  private static Optional<CredentialSettings> read(DocumentReader section, boolean approval) {
    String header = section.text("header", HEADER);
    String value = approval ? "" : section.text("value", "");
    String file = section.text("file", "");
    String prefix = prefix(section, header);
    List<String> command = section.texts("command");
    SecretReference keystore = keystore(section);
    CredentialSettings grant = OAuthGrantSection.read(section);
    OnApproval onApproval = approval ? null : onApproval(section);
    section.finish();
    List<String> possible = approval ? GOT_LATER : FORMS;
    List<String> forms = possible.stream().filter(section::has).toList();
    if (forms.isEmpty() && onApproval != null) {
      return Optional.of(onApproval);
    }
    if (forms.size() != 1) {
      section.problem(
          possible.getFirst(),
          "got "
              + (forms.isEmpty() ? "no form" : String.join(" and ", forms))
              + " (expected: one of "
              + String.join(", ", possible)
              + ")");
      return Optional.empty();
    }
    Optional<CredentialSettings> usual =
        switch (forms.getFirst()) {
          case "value" -> given(section, header, value);
          case "file" ->
              approval
                  ? lookedUp(section, header, prefix, inFile(section, file))
                  : inFile(section, file, header, prefix);
          case "command" ->
              lookedUp(
                  section,
                  header,
                  prefix,
                  command.isEmpty() ? null : new SecretReference.Output(command));
          case "keystore" -> lookedUp(section, header, prefix, keystore);
          default -> Optional.ofNullable(grant);
        };
    return onApproval == null
        ? usual
        : usual.map(one -> new OnApproval(one, onApproval.approved(), onApproval.tools()));
  }

  /** The credential of approved calls, without the one of all others; null if there is none. */
  private static @Nullable OnApproval onApproval(DocumentReader credential) {
    if (!credential.has("on-approval")) {
      credential.node("on-approval");
      return null;
    }
    DocumentReader section = credential.section("on-approval");
    List<Glob> tools = new ArrayList<>();
    List<String> patterns = section.texts("tools");
    for (String pattern : patterns.isEmpty() ? List.of("**") : patterns) {
      try {
        tools.add(Glob.of(pattern));
      } catch (IllegalArgumentException e) {
        section.problem("tools", String.valueOf(e.getMessage()));
      }
    }
    CredentialSettings approved = read(section, true).orElse(null);
    return approved == null ? null : new OnApproval(null, approved, tools);
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

  private static Optional<CredentialSettings> lookedUp(
      DocumentReader section, String header, String prefix, @Nullable SecretReference secret) {
    if (secret == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ReferredSecret(header, prefix, secret));
    } catch (IllegalArgumentException e) {
      section.problem("header", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** A text, or a mapping that says where it is kept; null after a problem. */
  static @Nullable SecretReference secret(DocumentReader section, String name, boolean keystores) {
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
    return inFile(place, file);
  }

  private static @Nullable SecretReference inFile(DocumentReader section, String name) {
    Path path = path(section, "file", name);
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
}
