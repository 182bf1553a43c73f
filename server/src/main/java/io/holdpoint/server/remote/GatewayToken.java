// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdpoint.server.data.DataFolder;
import io.holdpoint.server.data.DataFolderException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What remote gateways show to the process with the engine. It opens the enforcement routes and
 * nothing else.
 */
public final class GatewayToken {

  /** The file in the data folder; to be copied to the machine of the gateway. */
  public static final String FILE = "gateway.token";

  private static final int BYTES = 32;

  private GatewayToken() {}

  /**
   * The hash of a data folder's token, which is made if there is none.
   *
   * @throws DataFolderException if it cannot be read or written
   */
  public static String sha256(DataFolder folder) {
    return sha256(value(folder));
  }

  /**
   * A data folder's token, which is made if there is none.
   *
   * @throws DataFolderException if it cannot be read or written
   */
  public static String value(DataFolder folder) {
    return HexFormat.of().formatHex(folder.secret(FILE, BYTES));
  }

  /** The hash of a token in lower-case hexadecimal. */
  static String sha256(String token) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: not offered by this Java runtime", e);
    }
  }
}
