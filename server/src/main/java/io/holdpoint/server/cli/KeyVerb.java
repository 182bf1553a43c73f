// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.json.Hashes;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import picocli.CommandLine.Command;

/** Makes a key for a service account. */
@Command(
    name = "key",
    description = {
      "Make a key for a service account of the gateway: the key goes to the standard output, for",
      "its holder; its hash, for gateway.credentials[].keys[].sha256, to the other one."
    },
    footerHeading = "%nExample:%n",
    footer = "  holdpoint key > support.key")
final class KeyVerb implements CliVerb {

  private static final int BYTES = 32;

  private final Terminal terminal;

  KeyVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  @Override
  public Integer call() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    String key = "hpk_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    terminal.err().println("sha256: " + hash(key));
    terminal.err().flush();
    terminal.out().println(key);
    return ExitCode.OK.code();
  }

  private static String hash(String key) {
    return HexFormat.of().formatHex(Hashes.sha256().digest(key.getBytes(StandardCharsets.UTF_8)));
  }
}
