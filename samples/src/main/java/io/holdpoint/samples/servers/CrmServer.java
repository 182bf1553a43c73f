// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.servers;

import static io.holdpoint.samples.servers.SampleTool.Parameter.number;
import static io.holdpoint.samples.servers.SampleTool.Parameter.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.jdbcx.JdbcDataSource;

/** A small customer database in an H2 file. */
final class CrmServer implements AutoCloseable {

  private static final String FIND =
      "SELECT id, name, plan FROM customer WHERE LOWER(name) LIKE ? OR LOWER(plan) = ? ORDER BY id";
  private static final String GET = "SELECT id, name, email, plan FROM customer WHERE id = ?";
  private static final String NOTES = "SELECT text FROM note WHERE customer_id = ? ORDER BY id";
  private static final String ADD_NOTE = "INSERT INTO note (customer_id, text) VALUES (?, ?)";
  private static final String OPEN_TICKETS =
      "SELECT t.id, c.name, t.opened, t.subject FROM ticket t JOIN customer c ON c.id ="
          + " t.customer_id WHERE t.open AND (? = 0 OR c.id = ?) ORDER BY t.id";

  private final Connection database;
  private final ReentrantLock lock = new ReentrantLock();

  private CrmServer(Connection database) {
    this.database = database;
  }

  /** Creates the database with its customers in a new, empty folder. */
  static CrmServer create(Path folder) throws IOException {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:file:" + folder.toAbsolutePath().resolve("crm"));
    try {
      Connection database = source.getConnection();
      try (Statement statement = database.createStatement()) {
        statement.execute(script());
      }
      return new CrmServer(database);
    } catch (SQLException e) {
      throw new IOException("customer database: cannot create it in " + folder, e);
    }
  }

  private static String script() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(CrmServer.class.getResourceAsStream("crm.sql"), "crm.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  List<SampleTool> tools() {
    return List.of(
        new SampleTool(
            "find_customer",
            "Finds customers by part of the name, or by plan.",
            true,
            List.of(text("query")),
            this::find),
        new SampleTool(
            "get_customer",
            "All that is known of a customer: address, plan, notes.",
            true,
            List.of(number("id")),
            this::get),
        new SampleTool(
            "add_note",
            "Adds a note to a customer.",
            false,
            List.of(number("id"), text("text")),
            this::addNote),
        new SampleTool(
            "list_open_tickets",
            "Lists open tickets, of all customers or of one.",
            true,
            List.of(number("id").optional()),
            this::openTickets));
  }

  private String find(Arguments arguments) throws ToolFailure {
    String query = arguments.text("query").toLowerCase(Locale.ROOT);
    return lines(query(FIND, "%" + query + "%", query), "no customer");
  }

  private String get(Arguments arguments) throws ToolFailure {
    long id = arguments.number("id");
    List<String> customer = query(GET, id);
    if (customer.isEmpty()) {
      throw new ToolFailure("id: got " + id + " (expected: the id of a customer)");
    }
    List<String> all = new ArrayList<>(customer);
    query(NOTES, id).forEach(note -> all.add("note: " + note));
    return lines(all, "");
  }

  private String addNote(Arguments arguments) throws ToolFailure {
    long id = arguments.number("id");
    String text = arguments.text("text");
    if (text.isBlank() || text.length() > 2000) {
      throw new ToolFailure(
          "text: got " + text.length() + " characters (expected: 1 to 2000, not all blank)");
    }
    lock.lock();
    try (PreparedStatement insert = prepare(ADD_NOTE, id, text)) {
      insert.executeUpdate();
      return "noted";
    } catch (SQLException e) {
      throw new ToolFailure("id: got " + id + " (expected: the id of a customer)", e);
    } finally {
      lock.unlock();
    }
  }

  private String openTickets(Arguments arguments) throws ToolFailure {
    long id = arguments.optionalNumber("id").orElse(0L);
    return lines(query(OPEN_TICKETS, id, id), "no open ticket");
  }

  private static String lines(List<String> rows, String ifEmpty) {
    return rows.isEmpty() ? ifEmpty : String.join("\n", rows);
  }

  private List<String> query(String sql, Object... values) throws ToolFailure {
    lock.lock();
    try (PreparedStatement select = prepare(sql, values);
        ResultSet rows = select.executeQuery()) {
      List<String> lines = new ArrayList<>();
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<String> cells = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          cells.add(rows.getString(column));
        }
        lines.add(String.join(" | ", cells));
      }
      return lines;
    } catch (SQLException e) {
      throw new ToolFailure("the customer database cannot answer", e);
    } finally {
      lock.unlock();
    }
  }

  private PreparedStatement prepare(String sql, Object... values) throws SQLException {
    PreparedStatement statement = database.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  @Override
  public void close() throws IOException {
    try {
      database.close();
    } catch (SQLException e) {
      throw new IOException("customer database: cannot close it", e);
    }
  }
}
