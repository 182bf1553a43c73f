// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.source;

import io.holdpoint.model.json.Hashes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the sender behind a credential. Safe for use by many threads. */
public final class SourceRegistry {

  private static final String SCHEME = "bearer ";

  @SuppressWarnings("ArrayRecordComponent") // compared by MessageDigest.isEqual only
  private record Entry(byte[] tokenHash, Source source) {}

  private final List<Entry> entries;

  /** A registry of these sources; tokens are kept as hashes only. */
  public SourceRegistry(List<RegisteredSource> sources) {
    this.entries = sources.stream().map(s -> new Entry(hash(s.token()), s.source())).toList();
  }

  /**
   * The sender of a request.
   *
   * @param authorization the header's value, or null if there was none
   * @return anonymous without a header, empty for a credential that is not known
   */
  public Optional<Source> find(@Nullable String authorization) {
    if (authorization == null) {
      return Optional.of(Source.ANONYMOUS);
    }
    if (!authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      return Optional.empty();
    }
    byte[] presented = hash(authorization.substring(SCHEME.length()).trim());
    Source found = null;
    for (Entry entry : entries) { // all of them, so that the time taken tells nothing
      if (MessageDigest.isEqual(entry.tokenHash(), presented)) {
        found = entry.source();
      }
    }
    return Optional.ofNullable(found);
  }

  private static byte[] hash(String token) {
    return Hashes.sha256().digest(token.getBytes(StandardCharsets.UTF_8));
  }
}
