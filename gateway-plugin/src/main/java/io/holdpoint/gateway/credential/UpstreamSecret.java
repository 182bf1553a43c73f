// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A header field that opens an upstream: given once, or kept in a file that may be replaced while
 * the gateway runs. Never appears in a message, a log or {@link #toString}. Safe for use by many
 * threads.
 */
public final class UpstreamSecret implements CredentialSettings, UpstreamCredential {

  /** How long a file is not looked at again. */
  static final Duration FRESH = Duration.ofSeconds(5);

  private static final int LONGEST = 8 * 1024;
  private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_|~-]{1,64}");
  private static final Pattern VALUE =
      Pattern.compile("[\\x21-\\x7E]([\\x20-\\x7E]*[\\x21-\\x7E])?");
  private static final Set<String> NOT_OURS =
      Set.of("host", "connection", "content-length", "content-type", "transfer-encoding", "accept");
  private static final Logger LOG = LoggerFactory.getLogger(UpstreamSecret.class);

  private final String header;
  private final String prefix;
  private final @Nullable Path file;
  private final LongSupplier nanoTime;
  private final AtomicBoolean reading = new AtomicBoolean();
  private volatile String value;
  private volatile long lookedAt;

  private UpstreamSecret(
      String header, String prefix, @Nullable Path file, String value, LongSupplier nanoTime) {
    this.header = header;
    this.prefix = prefix;
    this.file = file;
    this.value = value;
    this.nanoTime = nanoTime;
    this.lookedAt = nanoTime.getAsLong();
  }

  /**
   * A value given once.
   *
   * @throws IllegalArgumentException if it cannot be sent; the message does not show it
   */
  public static UpstreamSecret given(String header, String value) {
    return new UpstreamSecret(checkedHeader(header), "", null, checked(value), System::nanoTime);
  }

  /**
   * A value in a file, without the white space around it.
   *
   * @param prefix stands before it, for example {@code "Bearer "}
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if its content cannot be sent; the message does not show it
   */
  public static UpstreamSecret in(Path file, String header, String prefix) throws IOException {
    return in(file, header, prefix, System::nanoTime);
  }

  static UpstreamSecret in(Path file, String header, String prefix, LongSupplier nanoTime)
      throws IOException {
    String value = read(file, prefix);
    return new UpstreamSecret(checkedHeader(header), prefix, requireNonNull(file), value, nanoTime);
  }

  @Override
  public String header() {
    return header;
  }

  /** Its value now. Never blocks: a file is looked at again on a thread of its own. */
  String value() {
    Path source = file;
    if (source != null
        && nanoTime.getAsLong() - lookedAt > FRESH.toNanos()
        && reading.compareAndSet(false, true)) {
      Thread.ofVirtual().name("gateway-secret").start(() -> readAgain(source));
    }
    return value;
  }

  @Override
  public String ready() {
    return value();
  }

  @Override
  public CompletionStage<String> obtain() {
    return CompletableFuture.completedStage(value());
  }

  /** A replaced file is found in any case. */
  @Override
  public boolean refused(String shown) {
    return false;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "secret in " + header;
  }

  private void readAgain(Path source) {
    try {
      value = read(source, prefix);
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("upstream credential {}: not read again, the last one serves", source, e);
    } finally {
      lookedAt = nanoTime.getAsLong();
      reading.set(false);
    }
  }

  private static String read(Path file, String prefix) throws IOException {
    if (Files.size(file) > LONGEST) {
      throw new IllegalArgumentException("secret: got more than " + LONGEST + " bytes");
    }
    return checked(prefix + Files.readString(file, StandardCharsets.ISO_8859_1).strip());
  }

  /** A text as it may be sent. */
  static String sendable(String value) throws CredentialException {
    try {
      return checked(value);
    } catch (IllegalArgumentException e) {
      throw new CredentialException(String.valueOf(e.getMessage()), e);
    }
  }

  static String checkedHeader(String header) {
    String name = header.toLowerCase(java.util.Locale.ROOT);
    if (!FIELD.matcher(header).matches() || NOT_OURS.contains(name) || name.startsWith("mcp-")) {
      throw new IllegalArgumentException(
          "header: got \"" + header + "\" (expected: a field for credentials)");
    }
    return name;
  }

  private static String checked(String value) {
    if (value.length() > LONGEST || !VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "secret: got a text that cannot be sent (expected: printable ASCII on one line)");
    }
    return value;
  }
}
