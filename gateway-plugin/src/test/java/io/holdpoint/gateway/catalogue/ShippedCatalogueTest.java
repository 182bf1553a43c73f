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
import org.junit.jupiter.params.provider.CsvFileSource;

class ShippedCatalogueTest {

  private static final DocumentToolCatalogue SHIPPED = Documents.shipped();

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
