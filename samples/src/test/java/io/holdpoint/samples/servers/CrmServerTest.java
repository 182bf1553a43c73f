// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrmServerTest {

  @TempDir Path folder;
  private CrmServer server;

  @BeforeEach
  void createDatabase() throws IOException {
    server = CrmServer.create(folder);
  }

  @AfterEach
  void closeDatabase() throws IOException {
    server.close();
  }

  @Test
  void find_byNameOrPlan() throws ToolFailure {
    assertThat(call("find_customer", Map.of("query", "OKAFOR")))
        .isEqualTo("4 | Dele Okafor | enterprise");
    assertThat(call("find_customer", Map.of("query", "enterprise")).lines()).hasSize(2);
    assertThat(call("find_customer", Map.of("query", "nobody"))).isEqualTo("no customer");
  }

  @Test
  void addNote_isShownWithTheCustomer() throws ToolFailure {
    call("add_note", Map.of("id", 4, "text", "Renewal'; DROP TABLE note; --"));
    assertThat(call("get_customer", Map.of("id", 4)))
        .isEqualTo(
            "4 | Dele Okafor | dele.okafor@sahel.example | enterprise\n"
                + "note: Renewal'; DROP TABLE note; --");
  }

  @Test
  void addNote_unknownCustomer_isRefused() {
    assertThatThrownBy(() -> call("add_note", Map.of("id", 99, "text", "x")))
        .hasMessage("id: got 99 (expected: the id of a customer)");
  }

  @Test
  void listOpenTickets_ofAllOrOfOne() throws ToolFailure {
    assertThat(call("list_open_tickets", Map.of()).lines()).hasSize(5);
    assertThat(call("list_open_tickets", Map.of("id", 4)).lines()).hasSize(2);
    assertThat(call("list_open_tickets", Map.of("id", 2))).isEqualTo("no open ticket");
  }

  private String call(String tool, Map<String, Object> arguments) throws ToolFailure {
    return Tools.call(server.tools(), tool, arguments);
  }
}
