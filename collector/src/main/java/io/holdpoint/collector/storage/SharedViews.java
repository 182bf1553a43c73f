// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.holdpoint.model.step.Payload;
import io.holdpoint.model.view.StepRow;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Which payload views are kept apart from the segments, so that segments can share them: large ones
 * that come a second time. The first time a view stays in its segment, where most that are never
 * seen again take least. Views of different tenants are never shared. Guarded by the writer's lock.
 */
final class SharedViews {

  /** Shorter views stay in their segments, in characters. */
  static final int LARGE = 1024;

  /** Longer ones would not fit into a row. */
  private static final int LARGEST = 300_000;

  private static final int SEEN = 1 << 15;
  private static final int KNOWN = 4096;
  private static final int DIGEST_BYTES = 16;

  private record View(String tenant, String text) {}

  /** Marks of views that came once: the one seen last of those that share a place. */
  private final long[] seen = new long[SEEN];

  /** Numbers by digest, the last few. */
  private final Map<String, Long> known = new Known();

  /** Numbers of views of the batch in hand; 0 for one that came first. */
  private final Map<View, Long> batch = new HashMap<>();

  private final Lz4 lz4 = new Lz4();
  private final Mac mac;
  private long nextNo;

  /** Reads the key of the digests, or makes it. */
  SharedViews(Connection connection, Database database) throws SQLException {
    byte[] key = key(connection);
    if (key == null) {
      key = new byte[32];
      new SecureRandom().nextBytes(key);
      database.beginWriting(connection);
      try (PreparedStatement update =
          connection.prepareStatement("UPDATE store SET view_key = ?")) {
        update.setBytes(1, key);
        update.executeUpdate();
      }
    }
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256: got none (expected: one in each JDK)", e);
    }
    try (PreparedStatement select =
            connection.prepareStatement("SELECT COALESCE(MAX(no), 0) + 1 FROM payload_view");
        ResultSet rows = select.executeQuery()) {
      rows.next();
      nextNo = rows.getLong(1);
    }
  }

  private static byte @Nullable [] key(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT view_key FROM store");
        ResultSet rows = select.executeQuery()) {
      rows.next();
      return rows.getBytes(1);
    }
  }

  /** True if a view is long enough to be shared. */
  static boolean isLarge(Payload payload) {
    return payload.masked().length() >= LARGE;
  }

  /** Begins a batch: looks its large views up, and stores those that came before. */
  void begin(ViewTable table, @Nullable StepRow[] rows) throws SQLException {
    batch.clear();
    for (StepRow row : rows) {
      if (row != null) {
        look(table, row, row.arguments());
        look(table, row, row.result());
      }
    }
  }

  /** Numbers of a tenant's views in this batch, 0 for those that stay in their segment. */
  ToLongFunction<String> of(String tenant) {
    return text -> batch.isEmpty() ? 0 : batch.getOrDefault(new View(tenant, text), 0L);
  }

  /** Forgets what a transaction that failed, or one that deleted views, may have changed. */
  void forget() {
    known.clear();
    batch.clear();
  }

  private void look(ViewTable table, StepRow row, Payload payload) throws SQLException {
    if (!isLarge(payload) || payload.masked().length() > LARGEST) {
      return;
    }
    View view = new View(row.session().tenant(), payload.masked());
    Long number = batch.get(view);
    if (number == null || number == 0) {
      batch.put(view, isSeen(view) ? number(table, view) : 0L);
    }
  }

  private boolean isSeen(View view) {
    long mark = 31L * view.tenant().hashCode() + view.text().hashCode();
    mark = ((mark << 20) ^ view.text().length()) | 1;
    int place = (int) ((mark * 0x9E3779B97F4A7C15L) >>> 49);
    boolean before = seen[place] == mark;
    seen[place] = mark;
    return before;
  }

  private long number(ViewTable table, View view) throws SQLException {
    byte[] utf8 = view.text().getBytes(StandardCharsets.UTF_8);
    byte[] digest = digest(view.tenant(), utf8);
    String key = HexFormat.of().formatHex(digest);
    Long number = known.get(key);
    if (number == null) {
      number = table.find(digest);
      if (number == 0) {
        number = nextNo++;
        table.insert(number, digest, body(utf8));
      }
      known.put(key, number);
    }
    return number;
  }

  private byte[] digest(String tenant, byte[] utf8) {
    mac.update(tenant.getBytes(StandardCharsets.UTF_8));
    mac.update((byte) 0);
    return Arrays.copyOf(mac.doFinal(utf8), DIGEST_BYTES);
  }

  private byte[] body(byte[] utf8) {
    ByteSink out = new ByteSink(utf8.length / 2);
    out.number(utf8.length);
    lz4.compress(utf8, utf8.length, out);
    return out.toBytes();
  }

  private static final class Known extends LinkedHashMap<String, Long> {

    private static final long serialVersionUID = 1L;

    Known() {
      super(64, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
      return size() > KNOWN;
    }
  }
}
