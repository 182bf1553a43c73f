// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.masking.Canaries;
import io.holdpoint.gateway.masking.EntityType;
import io.holdpoint.gateway.mcp.Json;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What spans, journal and page are given must not sing, whatever is sung to the gateway. */
class CanaryTest {

  @Test
  void no_canary_is_in_the_masked_view_in_any_position_or_encoding() {
    List<String> leaked = new ArrayList<>();
    Canaries.all()
        .forEach(
            (type, canary) -> {
              String text = canary.replace("|", "");
              String value = canary.substring(canary.indexOf('|') + 1);
              for (String encoded : encodings(text)) {
                for (String json : positions(encoded)) {
                  byte[] bytes = json.getBytes(UTF_8);
                  String hidden = MaskedView.ofArguments(json, bytes, name -> false);
                  String result = MaskedView.ofResult(json, bytes);
                  String shown =
                      isHiddenWhereShown(type)
                          ? MaskedView.ofArguments(json, bytes, n -> true)
                          : "";
                  for (String view : List.of(hidden, result, shown)) {
                    if (sings(view, value, encoded)) {
                      leaked.add(type + ": " + json + " -> " + view);
                    }
                  }
                }
              }
            });
    assertThat(leaked).isEmpty();
  }

  /** Where an operator shows an argument, addresses of people and machines are what it is for. */
  private static boolean isHiddenWhereShown(EntityType type) {
    return switch (type.family()) {
      case SECRET, FINANCE, IDENTITY -> true;
      case CONTACT, NETWORK, ENCODED, CONFIGURED -> false;
    };
  }

  private static boolean sings(String view, String value, String encoded) {
    String quoted = Json.quote(value);
    return view.contains(value)
        || view.contains(quoted.substring(1, quoted.length() - 1))
        || (encoded.length() >= 24 && view.contains(encoded));
  }

  private static List<String> encodings(String text) {
    return List.of(
        text,
        Base64.getEncoder().encodeToString(("it is " + text + ", he said").getBytes(UTF_8)),
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(("it is " + text + ", he said").getBytes(UTF_8)),
        URLEncoder.encode(text, UTF_8).replace("+", "%20"));
  }

  private static List<String> positions(String text) {
    String quoted = Json.quote(text);
    String unicode =
        text.chars()
            .mapToObj(c -> String.format("\\u%04x", c))
            .collect(Collectors.joining("", "\"", "\""));
    return List.of(
        "{\"a\":" + quoted + "}",
        "{\"a\":{\"b\":[1,{\"c\":" + quoted + "}]}}",
        "{\"a\":" + unicode + "}",
        "{\"a\":" + Json.quote("{\"b\":" + quoted + "}") + "}",
        "{" + quoted + ":1}",
        quoted);
  }
}
