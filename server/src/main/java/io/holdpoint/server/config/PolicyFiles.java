// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.config;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.yaml.YamlDocuments;
import io.holdpoint.gateway.policy.PolicySettings;
import io.holdpoint.gateway.policy.PolicySource;
import io.holdpoint.gateway.policy.PolicyText;
import io.holdpoint.model.document.DocumentException;
import io.holdpoint.model.document.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Policy files on disk, and the shipped one. */
public final class PolicyFiles implements PolicySource {

  private static final String SHIPPED = "default-policy.yaml";

  private final PolicySettings settings;

  public PolicyFiles(PolicySettings settings) {
    this.settings = requireNonNull(settings, "settings");
  }

  @Override
  public List<PolicyText> read() {
    List<PolicyText> files = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    if (settings.shipped()) {
      files.add(parsed(SHIPPED, shippedText()));
    }
    for (Path file : settings.files()) {
      try {
        files.add(read(file));
      } catch (DocumentException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new DocumentException(problems);
    }
    return files;
  }

  /**
   * One file.
   *
   * @throws DocumentException if it cannot be read or is no document
   */
  public static PolicyText read(Path file) {
    return parsed(file.toString(), ConfigFile.text(file));
  }

  private static PolicyText parsed(String name, String text) {
    return new PolicyText(name, text, YamlDocuments.parse(name, text));
  }

  private static String shippedText() {
    try (InputStream in = PolicySource.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new IllegalStateException("shipped policy: got nothing (expected: " + SHIPPED + ")");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("shipped policy: cannot be read", e);
    }
  }
}
