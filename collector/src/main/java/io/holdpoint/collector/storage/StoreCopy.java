// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a store as one stream, the same for both kinds of database: a head, then each row as
 * a byte for its table and its columns, then the number of rows. Numbers are written with all their
 * bytes; texts and bytes with their length before them, -1 for none. The index of steps is not in
 * it: it is made anew.
 */
final class StoreCopy {

  private static final String HEAD = "holdpoint store 1";
  private static final int END = 0;
  private static final int LARGEST = 64 << 20;

  /** What a column holds. */
  private enum Type {
    NUMBER,
    TEXT,
    BYTES
  }

  /** A column. */
  private record Column(String name, Type type) {}

  /** A table, and the byte that stands for it. */
  private record Table(int mark, String name, List<Column> columns) {

    String select() {
      return "SELECT " + names() + " FROM " + name;
    }

    String insert() {
      return "INSERT INTO "
          + name
          + " ("
          + names()
          + ") VALUES ("
          + String.join(", ", columns.stream().map(column -> "?").toList())
          + ")";
    }

    private String names() {
      return String.join(", ", columns.stream().map(Column::name).toList());
    }
  }

  private static final List<Column> SESSION =
      List.of(
          number("no"),
          text("tenant"),
          text("environment"),
          text("id"),
          bytes("facts"),
          number("facts_at"),
          number("steps"),
          number("denied"),
          number("max_risk"),
          text("effects"),
          text("labels"),
          text("last_step"),
          number("last_step_at"),
          number("segments"),
          bytes("tail"));

  private static final List<Column> USAGE =
      List.of(
          number("input_tokens"),
          number("output_tokens"),
          number("cost_micros"),
          text("risk_trend"));

  /** Sessions in copies made before their usage was known: read, not written. */
  private static final Table EARLIER = new Table(1, "session", SESSION);

  private static final List<Table> TABLES =
      List.of(
          new Table(7, "session", Stream.concat(SESSION.stream(), USAGE.stream()).toList()),
          new Table(
              2,
              "segment",
              List.of(
                  number("id"),
                  number("first_at"),
                  number("last_at"),
                  number("listed"),
                  number("bytes"))),
          new Table(3, "segment_body", List.of(number("id"), bytes("body"))),
          new Table(
              4,
              "detection",
              List.of(text("tenant"), text("id"), text("session"), number("at"), bytes("detail"))),
          new Table(
              5,
              "payload_view",
              List.of(number("no"), bytes("digest"), number("bytes"), bytes("body"))),
          new Table(6, "view_use", List.of(number("segment"), number("view_no"))));

  private final Connection connection;
  private final Database database;

  /**
   * @param connection in a transaction that sees one state throughout
   */
  StoreCopy(Connection connection, Database database) {
    this.connection = connection;
    this.database = database;
  }

  /** Writes all rows and returns how many. */
  long write(DataOutputStream out) throws IOException, SQLException {
    bytes(out, HEAD.getBytes(StandardCharsets.US_ASCII));
    long count = 0;
    for (Table table : TABLES) {
      try (PreparedStatement select = connection.prepareStatement(table.select())) {
        select.setFetchSize(500);
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            out.writeByte(table.mark());
            row(out, table, rows);
            count++;
          }
        }
      }
    }
    out.writeByte(END);
    out.writeLong(count);
    return count;
  }

  private void row(DataOutputStream out, Table table, ResultSet rows)
      throws IOException, SQLException {
    for (int i = 0; i < table.columns().size(); i++) {
      switch (table.columns().get(i).type()) {
        case NUMBER -> out.writeLong(rows.getLong(i + 1));
        case TEXT ->
            bytes(out, database.read(rows.getString(i + 1)).getBytes(StandardCharsets.UTF_8));
        case BYTES -> bytes(out, rows.getBytes(i + 1));
      }
    }
  }

  /**
   * Inserts all rows and returns how many.
   *
   * @throws IOException if it is no such stream, or not all of one; nothing may be committed then
   */
  long read(DataInputStream in) throws IOException, SQLException {
    byte[] head = bytes(in);
    if (head == null || !new String(head, StandardCharsets.US_ASCII).equals(HEAD)) {
      throw new IOException("backup: got another file (expected: a backup of a session store)");
    }
    long count = 0;
    int mark = in.readUnsignedByte();
    while (mark != END) {
      Table table = table(mark);
      try (PreparedStatement insert = connection.prepareStatement(table.insert())) {
        int waiting = 0;
        while (mark == table.mark()) {
          bind(in, table, insert);
          insert.addBatch();
          count++;
          if (++waiting % 200 == 0) {
            insert.executeBatch();
          }
          mark = in.readUnsignedByte();
        }
        insert.executeBatch();
      }
    }
    long written = in.readLong();
    if (written != count) {
      throw new IOException("backup: got " + count + " rows (expected: " + written + ")");
    }
    if (in.read() >= 0) { // the check sum is read here, too
      throw new IOException("backup: got more bytes (expected: its end)");
    }
    return count;
  }

  private void bind(DataInputStream in, Table table, PreparedStatement insert)
      throws IOException, SQLException {
    for (int i = 0; i < table.columns().size(); i++) {
      switch (table.columns().get(i).type()) {
        case NUMBER -> insert.setLong(i + 1, in.readLong());
        case TEXT -> {
          byte[] text = bytes(in);
          insert.setString(
              i + 1,
              text == null ? null : database.stored(new String(text, StandardCharsets.UTF_8)));
        }
        case BYTES -> insert.setBytes(i + 1, bytes(in));
      }
    }
  }

  private static Table table(int mark) throws IOException {
    return Stream.concat(Stream.of(EARLIER), TABLES.stream())
        .filter(table -> table.mark() == mark)
        .findFirst()
        .orElseThrow(
            () -> new IOException("backup: got table " + mark + " (expected: one that is known)"));
  }

  private static void bytes(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
    out.writeInt(bytes == null ? -1 : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  private static byte @Nullable [] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length == -1) {
      return null;
    }
    if (length < 0 || length > LARGEST) {
      throw new IOException("backup: got " + length + " bytes (expected: 0 to " + LARGEST + ")");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new IOException("backup: got its end (expected: " + length + " bytes)");
    }
    return bytes;
  }

  private static Column number(String name) {
    return new Column(name, Type.NUMBER);
  }

  private static Column text(String name) {
    return new Column(name, Type.TEXT);
  }

  private static Column bytes(String name) {
    return new Column(name, Type.BYTES);
  }
}
