// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.mcp.ObjectReader;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.offer.RealLists;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.view.OfferRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ShippedCatalogueTest {

  private static final DocumentToolCatalogue SHIPPED = Documents.shipped();

  /** Each looked at: they start an analysis, reconnect, or only move the browser's own window. */
  private static final String[] LIGHTER_THAN_THEIR_SERVERS_SAY = {
    "everything/simulate-research-query",
    "kubernetes/kubectl_reconnect",
    "sentry/analyze_issue_with_seer"
  };

  @ParameterizedTest
  @CsvFileSource(
      resources = "well-known-tools.csv",
      delimiter = '|',
      quoteCharacter = '\'',
      numLinesToSkip = 1)
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
  void has_an_entry_for_every_tool_of_the_lists_that_were_run() throws IOException {
    List<String> without = new ArrayList<>();
    int tools = 0;
    for (RealLists.Server server : RealLists.all()) {
      for (String tool : server.toolNames()) {
        tools++;
        if (SHIPPED.source(server.name(), tool) != OfferRow.Source.CATALOGUE) {
          without.add(server.name() + "/" + tool);
        }
      }
    }
    assertThat(tools).isGreaterThan(180);
    assertThat(without).isEmpty();
  }

  /** Servers say themselves what only reads; where an entry says less than they, it is wrong. */
  @Test
  void takes_no_tool_for_less_than_its_server_does() throws IOException {
    Set<Effect> light = Set.of(Effect.READ, Effect.DISCOVER, Effect.MEMORY_READ);
    List<String> tooLight = new ArrayList<>();
    for (RealLists.Server server : RealLists.all()) {
      for (RawMember tool : server.tools()) {
        String name = ObjectReader.members(tool).text("name");
        Set<Effect> effects = SHIPPED.resolve(server.name(), name, "{}", null).effects();
        if (tool.raw().contains("\"readOnlyHint\":false") && light.containsAll(effects)) {
          tooLight.add(server.name() + "/" + name);
        }
      }
    }
    assertThat(tooLight).containsExactlyInAnyOrder(LIGHTER_THAN_THEIR_SERVERS_SAY);
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
