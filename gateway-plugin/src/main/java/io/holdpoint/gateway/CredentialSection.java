// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import io.holdpoint.gateway.credential.UpstreamSecret;
import io.holdpoint.model.document.DocumentReader;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the member {@code credential} of an upstream. */
final class CredentialSection {

  private static final String HEADER = "authorization";

  private CredentialSection() {}

  static Optional<UpstreamSecret> read(DocumentReader upstream) {
    if (!upstream.has("credential")) {
      return Optional.empty();
    }
    DocumentReader section = upstream.section("credential");
    String header = section.text("header", HEADER);
    String value = section.text("value", "");
    String file = section.text("file", "");
    String prefix = prefix(section, header);
    section.finish();
    if (value.isEmpty() == file.isEmpty()) {
      section.problem(
          "value", "got " + (value.isEmpty() ? "neither" : "both") + " (expected: value or file)");
      return Optional.empty();
    }
    return value.isEmpty() ? inFile(section, file, header, prefix) : given(section, header, value);
  }

  /** The text as written: white space at its end counts. */
  private static String prefix(DocumentReader section, String header) {
    String usual = header.equalsIgnoreCase(HEADER) ? "Bearer " : "";
    return section.has("prefix") ? section.text("prefix", usual) : usual;
  }

  private static Optional<UpstreamSecret> given(
      DocumentReader section, String header, String value) {
    try {
      return Optional.of(UpstreamSecret.given(header, value));
    } catch (IllegalArgumentException e) {
      section.problem("value", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static Optional<UpstreamSecret> inFile(
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
}
