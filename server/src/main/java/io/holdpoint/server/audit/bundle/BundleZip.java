// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.bundle;

import io.holdpoint.model.json.Hashes;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes entries one after the other and keeps their digests. */
final class BundleZip implements AutoCloseable {

  private final ZipOutputStream zip;
  private final Instant at;
  private final List<Manifest.Entry> written = new ArrayList<>();

  BundleZip(OutputStream out, Instant at) {
    this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    this.at = at;
  }

  /** Writes the content of an entry. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  void add(String name, byte[] content) throws IOException {
    add(name, out -> out.write(content));
  }

  void add(String name, Content content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(at.toEpochMilli());
    zip.putNextEntry(entry);
    MessageDigest sha = Hashes.sha256();
    Counted counted = new Counted(new DigestOutputStream(zip, sha));
    content.writeTo(counted);
    counted.flush();
    zip.closeEntry();
    written.add(new Manifest.Entry(name, counted.size, HexFormat.of().formatHex(sha.digest())));
  }

  /** What was written so far. */
  List<Manifest.Entry> written() {
    return List.copyOf(written);
  }

  @Override
  public void close() throws IOException {
    zip.finish();
    zip.flush();
  }

  /** Counts bytes. */
  private static final class Counted extends FilterOutputStream {
    private long size;

    Counted(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      size++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      size += length;
    }
  }
}
