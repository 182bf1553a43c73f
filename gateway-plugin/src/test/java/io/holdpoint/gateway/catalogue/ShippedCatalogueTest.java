// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.ToolRef;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShippedCatalogueTest {

  private static final DocumentToolCatalogue SHIPPED = Documents.shipped();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "files   | read_file             | {\"path\":\"public/handbook.md\"}    | read             "
            + " |",
        "files   | read_file             | {\"path\":\"secrets/prod.env\"}      | read             "
            + " | secret",
        "files   | read_multiple_files   | {\"paths\":[\"a\",\"b/id_rsa\"]}     | read             "
            + " | secret",
        "files   | list_directory        | {\"path\":\".\"}                     | discover         "
            + " |",
        "files   | search_files          | {\"path\":\".\",\"query\":\"x\"}     | read             "
            + " |",
        "files   | write_file            | {\"path\":\"reports/x.md\"}          | write            "
            + " |",
        "crm     | find_customer         | {\"query\":\"x\"}                    | read             "
            + " | private",
        "crm     | get_customer          | {\"id\":4}                           | read             "
            + " | private",
        "crm     | list_open_tickets     | {}                                   | read             "
            + " | private",
        "crm     | add_note              | {\"id\":4}                           | write            "
            + " |",
        "outbox  | send_email            | {\"to\":\"x@example.com\"}           | write egress     "
            + " |",
        "outbox  | list_outbox           | {}                                   | read             "
            + " | private",
        "gmail   | search_emails         | {}                                   | read             "
            + " | private untrusted",
        "web     | fetch                 | {\"url\":\"https://example.com\"}    | read egress      "
            + " | untrusted",
        "memory  | create_entities       | {}                                   | memory-write     "
            + " |",
        "memory  | read_graph            | {}                                   | memory-read      "
            + " |",
        "git     | git_log               | {}                                   | read             "
            + " |",
        "git     | git_push              | {}                                   | write egress     "
            + " |",
        "github  | create_issue          | {}                                   | write egress     "
            + " |",
        "github  | get_issue             | {}                                   | read             "
            + " | untrusted",
        "slack   | slack_post_message    | {}                                   | write egress     "
            + " |",
        "db      | execute_sql           | {}                                   | read write"
            + " destroy| private",
        "pg      | list_tables           | {}                                   | discover         "
            + " |",
        "postgres| query                 | {}                                   | read write       "
            + " | private",
        "shell   | execute_command       | {\"command\":\"ls\"}                 | exec write egress"
            + " | untrusted",
        "shell   | bash                  | {\"command\":\"cat ~/.aws/config\"}  | exec write egress"
            + " | untrusted secret",
        "web     | browser_navigate      | {}                                   | read write egress"
            + " | untrusted",
        "bank    | send_money            | {}                                   | pay egress       "
            + " |",
        "bank    | get_payment_status    | {}                                   | read             "
            + " | private",
        "team    | transfer_to_billing   | {}                                   | delegate         "
            + " | untrusted",
        "all     | echo                  | {}                                   | read             "
            + " |",
        "all     | printEnv              | {}                                   | read             "
            + " | secret",
        "any     | send_fax              | {}                                   | write egress     "
            + " |",
        "any     | delete_everything     | {}                                   | destroy write    "
            + " |",
        "any     | get_weather           | {\"city\":\"Bern\"}                  | read             "
            + " | untrusted",
        "any     | get_document          | {\"file\":\"x/.env\"}                | read             "
            + " | untrusted secret",
      })
  void knows_what_well_known_tools_can_do(
      String upstream, String tool, String arguments, String effects, @Nullable String labels) {
    ToolRef ref = SHIPPED.resolve(upstream, tool, arguments, null);
    assertThat(ref.known()).isTrue();
    assertThat(ref.effects().stream().map(Effect::word)).containsExactlyInAnyOrder(words(effects));
    assertThat(ref.labels().stream().map(DataLabel::word)).containsExactlyInAnyOrder(words(labels));
  }

  private static String[] words(@Nullable String text) {
    return text == null
        ? new String[0]
        : Arrays.stream(text.split(" ")).filter(w -> !w.isBlank()).toArray(String[]::new);
  }

  @Test
  void shows_where_a_mail_goes_and_hides_what_it_says() {
    ToolRef send = SHIPPED.resolve("outbox", "send_email", "{}", null);
    assertThat(
            SHIPPED
                .arguments(send, "{\"to\":\"x@example.com\",\"subject\":\"Hi\",\"body\":\"Psst\"}")
                .masked())
        .isEqualTo("{\"to\":\"x@example.com\",\"subject\":\"▒ 2 chars\",\"body\":\"▒ 4 chars\"}");
  }

  @Test
  void lets_no_sending_tool_pass_for_reading() {
    Set<String> senders = Set.of("send_x", "post_x", "upload_x", "share_x", "publish_x", "x_send");
    assertThat(
            senders.stream()
                .filter(s -> !effects(s).contains(Effect.EGRESS))
                .collect(Collectors.toSet()))
        .isEmpty();
  }

  private static Set<Effect> effects(String tool) {
    return SHIPPED.resolve("any", tool, "{}", null).effects();
  }
}
