// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.tls;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS of one listener. Its files may be replaced while it runs: they are looked at now and then on
 * a thread of their own, and new ones that cannot be used leave the last good ones in force. Safe
 * for use by many threads; nothing here blocks.
 */
public final class ListenerTls {

  private static final Logger LOG = LoggerFactory.getLogger(ListenerTls.class);
  private static final long TELL_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

  private final TlsSettings settings;
  private final LongSupplier nanoTime;
  private final AtomicBoolean reading = new AtomicBoolean();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong toldAt;
  private volatile TlsMaterial material;
  private volatile List<String> seen;
  private volatile long lookedAt;
  private volatile String fault = "";

  private ListenerTls(TlsSettings settings, LongSupplier nanoTime) throws TlsFileException {
    this.settings = requireNonNull(settings, "settings");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime");
    this.seen = stamps(settings);
    this.material = TlsMaterial.load(settings, 0);
    this.lookedAt = nanoTime.getAsLong();
    this.toldAt = new AtomicLong(nanoTime.getAsLong() - TELL_EVERY_NANOS);
  }

  /**
   * Reads the files.
   *
   * @param settings of a listener that speaks TLS
   * @throws TlsFileException if one cannot be used
   */
  public static ListenerTls open(TlsSettings settings) throws TlsFileException {
    return new ListenerTls(settings, System::nanoTime);
  }

  /** The server's end of a new connection, with its caller. */
  public TlsPeer accept() {
    TlsMaterial now = current();
    return new TlsPeer(this, now.engine(), now.generation());
  }

  /** What the files said last. */
  TlsMaterial current() {
    if (nanoTime.getAsLong() - lookedAt > settings.reload().toNanos()
        && reading.compareAndSet(false, true)) {
      Thread.ofVirtual().name("gateway-tls-files").start(this::look);
    }
    return material;
  }

  /** A connection did not come about; told now and then, for whoever wonders why. */
  public void failed(String caller, Throwable why) {
    long count = failures.incrementAndGet();
    long now = nanoTime.getAsLong();
    long before = toldAt.get();
    if (now - before >= TELL_EVERY_NANOS && toldAt.compareAndSet(before, now)) {
      LOG.warn("TLS: {} handshakes failed so far, the last of {}: {}", count, caller, line(why));
    }
  }

  /** One line, without what the far end could put there to look like another. */
  private static String line(Throwable why) {
    return String.valueOf(why.getMessage()).replaceAll("[^\\x20-\\x7E]", "?");
  }

  private void look() {
    try {
      List<String> stamps = stamps(settings);
      if (!stamps.equals(seen)) {
        material = TlsMaterial.load(settings, material.generation() + 1);
        seen = stamps;
        fault = "";
        LOG.info("TLS: the listener's files were read again");
      }
    } catch (TlsFileException | RuntimeException e) {
      told(e);
    } finally {
      lookedAt = nanoTime.getAsLong();
      reading.set(false);
    }
  }

  /** Of files that stay wrong once; half of a pair that is just being replaced is wrong too. */
  private void told(Exception e) {
    if (!String.valueOf(e.getMessage()).equals(fault)) {
      fault = String.valueOf(e.getMessage());
      LOG.error("TLS: new files cannot be used, the last good ones stay: {}", fault);
    }
  }

  /** Tells a file from what was there before; one that is gone for a moment is another too. */
  private static List<String> stamps(TlsSettings settings) {
    List<String> stamps = new ArrayList<>();
    for (Path file : settings.files()) {
      try {
        BasicFileAttributes now =
            Files.readAttributes(file, BasicFileAttributes.class, new LinkOption[0]);
        stamps.add(now.lastModifiedTime() + " " + now.size() + " " + now.fileKey());
      } catch (IOException e) {
        stamps.add("none");
      }
    }
    return List.copyOf(stamps);
  }
}
