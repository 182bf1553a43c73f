// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What lies in the sample folder. Nothing in it is a secret of anybody. */
final class SampleFiles {

  private static final String HANDBOOK =
      """
      # Support handbook

      Answer within one working day. Refunds up to 100 EUR need no approval.
      Escalate anything that names a regulator. Never promise a release date.
      """;
  private static final String PRICING =
      """
      # Plans

      starter     9 EUR per seat and month
      business   19 EUR per seat and month
      enterprise on request, with single sign-on and audit reports
      """;
  private static final String PRODUCTION =
      """
      # Production. Made up for the sample: opens nothing.
      DATABASE_URL=jdbc:postgresql://db.internal.example/crm
      DATABASE_PASSWORD=made-up-7Jq2-harbour-lantern-41
      PAYMENT_API_KEY=made-up-pk-5f0c2f9a8e1b4d63
      """;

  private SampleFiles() {}

  static void writeTo(Path root) throws IOException {
    write(root.resolve("public/handbook.md"), HANDBOOK);
    write(root.resolve("public/pricing.md"), PRICING);
    write(root.resolve("secrets/prod.env"), PRODUCTION);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }
}
