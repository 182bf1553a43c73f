// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import io.holdpoint.gateway.masking.MaskingSettings.Direction;
import io.holdpoint.gateway.masking.MaskingSettings.Where;
import io.holdpoint.gateway.mcp.JsonRpcReader;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.RpcSyntaxException;
import io.modelcontextprotocol.json.schema.jackson3.DefaultJsonSchemaValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

final class MaskingTest {

  private static final Where SEND = new Where("mail", "send_mail", "triage", "s-1");
  private static final JsonMapper JSON = JsonMapper.shared();

  @ParameterizedTest
  @EnumSource(Way.class)
  void canaries_areGone_inEveryPlaceOfAnAnswer_andJsonStaysJson(Way way) {
    Masking masking = new Masking(Rules.all(way, Direction.RESULTS));
    List<String> left = new ArrayList<>();
    Canaries.all()
        .forEach(
            (type, canary) -> {
              String text = Scans.quoted(canary.replace("|", ""));
              String value = canary.substring(canary.indexOf('|') + 1);
              for (String json : answers(text)) {
                String masked = masked(masking, json);
                JSON.readTree(masked);
                if (JSON.readTree(masked).toString().contains(inJson(value))) {
                  left.add(type + " in " + masked);
                }
              }
            });
    assertThat(left).isEmpty();
  }

  private static List<String> answers(String text) {
    return List.of(
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[{\"type\":\"text\",\"text\":"
            + text
            + "},{\"type\":\"resource\",\"resource\":{\"uri\":\"x://1\",\"text\":"
            + text
            + "}},{\"type\":\"resource_link\",\"uri\":\"x://2\",\"description\":"
            + text
            + "}],\"structuredContent\":{\"a\":[{\"b\":"
            + text
            + "}]},\"contents\":[{\"text\":"
            + text
            + "}],\"messages\":[{\"role\":\"user\",\"content\":{\"type\":\"text\",\"text\":"
            + text
            + "}}],\"inputRequests\":{\"q\":{\"method\":\"elicitation/create\",\"params\":"
            + "{\"message\":"
            + text
            + "}}}}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-1,\"message\":"
            + text
            + ",\"data\":{\"deep\":["
            + text
            + "]}}}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":"
            + "{\"progressToken\":7,\"message\":"
            + text
            + "}}",
        "{\"page\":" + text + "}");
  }

  private static String inJson(String value) {
    String quoted = Scans.quoted(value);
    return quoted.substring(1, quoted.length() - 1);
  }

  @Test
  void bytes_stayAsTheyAre_whereNothingIsMasked() {
    Masking masking = new Masking(Rules.all(Way.REDACT, Direction.RESULTS));
    String plain =
        "{\"jsonrpc\" : \"2.0\", \"id\":1.0,\"result\":{\"big\":12345678901234567890.10,"
            + "\"requestState\":\"jane@example.com\",\"nextCursor\":\"a@example.com\","
            + "\"_meta\":{\"k\":\"b@example.com\"},\"e\":\"\\u0041\\n\"}}";
    byte[] bytes = plain.getBytes(UTF_8);
    assertThat(masking.message(Rules.CRM, bytes)).isSameAs(bytes);
    assertThat(new Masking(MaskingSettings.NONE).message(Rules.CRM, bytes)).isSameAs(bytes);

    String one = plain.replace("\\u0041", "x jane@example.com y");
    assertThat(masked(masking, one)).isEqualTo(one.replace("x jane@example.com", "x [email]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "REDACT  | card 4111 1111 1111 1111. | card [card].",
        "PARTIAL | card 4111 1111 1111 1111. | card ************1111.",
        "HASH    | card 4111 1111 1111 1111. | card \\[card:[0-9a-f]{24}].",
        "FORMAT  | card 4111 1111 1111 1111. | card [0-9]{4} [0-9]{4} [0-9]{4} [0-9]{4}.",
        "FORMAT  | jane.roe@example.com      | [a-z]{4}.[a-z]{3}@[a-z]{7}.com",
        "FORMAT  | from 203.0.113.77         | from 1[0-9]{2}.[0-9].1[0-9]{2}.[1-9][0-9]",
        "TOKEN   | card 4111 1111 1111 1111. | card hpt_[A-Za-z0-9_-]{22}.",
      })
  void way_decidesWhatStandsThere(Way way, String text, String expected) {
    Masking masking = new Masking(Rules.all(way, Direction.RESULTS));
    String masked = masked(masking, result("\"t\":" + Scans.quoted(text)));
    String shown = masked.substring(masked.indexOf("\"t\":\"") + 5, masked.length() - 3);
    if (way == Way.REDACT || way == Way.PARTIAL) {
      assertThat(shown).isEqualTo(expected);
    } else {
      assertThat(shown).matches(expected.replace(".", "\\."));
    }
    assertThat(shown).isNotEqualTo(text);
    assertThat(masked(masking, result("\"t\":" + Scans.quoted(text)))).isEqualTo(masked);
  }

  @Test
  void token_comesBack_forItsSessionAndPrincipalAndAllowedToolsOnly() {
    Masking masking = new Masking(Rules.all(Way.TOKEN, Direction.RESULTS));
    String masked = masked(masking, result("\"t\":\"to jane@example.com\""));
    String token = masked.substring(masked.indexOf("hpt_"), masked.indexOf("hpt_") + 26);
    String arguments = "{\"to\":\"" + token + "\"}";

    assertThat(masking.clear(SEND, arguments)).isEqualTo("{\"to\":\"jane@example.com\"}");
    assertThat(masking.clear(Rules.CRM, arguments)).isEqualTo(arguments);
    assertThat(masking.clear(new Where("mail", "send_mail", "other", "s-1"), arguments))
        .isEqualTo(arguments);
    assertThat(masking.clear(new Where("mail", "send_mail", "triage", "s-2"), arguments))
        .isEqualTo(arguments);
    assertThat(request(masking, SEND, arguments)).contains("\"to\":\"jane@example.com\"");
    assertThat(request(masking, Rules.CRM, arguments)).contains(token);
    assertThat(masked(masking, result("\"echo\":\"sent to jane@example.com\"")))
        .contains("sent to " + token);
    masking.ended("s-1");
    assertThat(masking.clear(SEND, arguments)).isEqualTo(arguments);
  }

  @Test
  void namedFieldsWordsAndPatterns_areMasked_alsoWhereTheyAreEchoed() {
    Extras extras =
        new Extras(
            Set.of(),
            List.of(FieldPath.of("$.people[*].name"), FieldPath.of("$..note")),
            List.of(new Extras.Words("project", List.of("Bluebird"))),
            List.of(new Extras.Named("order", Pattern.compile("ORD-[0-9]{4}"))));
    Masking redacting = new Masking(Rules.extras(Way.REDACT, extras));
    assertThat(
            masked(
                redacting,
                result(
                    "\"structuredContent\":{\"people\":[{\"name\":\"Jane Roe\",\"age\":7}],"
                        + "\"x\":{\"y\":{\"note\":12345}},\"title\":\"the bluebird ORD-1234\"}")))
        .contains(
            "{\"people\":[{\"name\":\"[field]\",\"age\":7}],\"x\":{\"y\":{\"note\":0}},"
                + "\"title\":\"the [project] [order]\"}");

    Masking reversible = new Masking(Rules.extras(Way.TOKEN, extras));
    String first =
        masked(reversible, result("\"structuredContent\":{\"people\":[{\"name\":\"Jane Roe\"}]}"));
    String token = first.substring(first.indexOf("hpt_"), first.indexOf("hpt_") + 26);
    assertThat(masked(reversible, result("\"t\":\"Dear Jane Roe,\"")))
        .contains("Dear " + token + ",");
  }

  @Test
  void structuredContent_staysValid_underItsSchema() throws RpcSyntaxException {
    String schema =
        "{\"type\":\"object\",\"properties\":{\"mail\":{\"type\":\"string\",\"pattern\":"
            + "\"^[a-z.]+@[a-z]+[.]com$\",\"maxLength\":20},\"card\":{\"type\":\"integer\","
            + "\"minimum\":1000000000000000},\"ip\":{\"type\":\"string\",\"format\":\"ipv4\"},"
            + "\"born\":{\"type\":\"string\",\"pattern\":\"^[0-9]{4}-[01][0-9]-[0-3][0-9]$\"},"
            + "\"desk\":{\"enum\":[\"desk@example.com\"]},\"ssn\":{\"type\":\"string\","
            + "\"minLength\":11,\"maxLength\":11}},\"required\":[\"mail\",\"card\",\"desk\"]}";
    Masking masking = new Masking(Rules.all(Way.REDACT, Direction.RESULTS));
    masking.listed(
        "crm",
        message(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[{\"name\":\"find\","
                + "\"outputSchema\":"
                + schema
                + "}]}}"));
    String content =
        "{\"mail\":\"jane.roe@example.com\",\"card\":4111111111111111,\"ip\":\"203.0.113.77\","
            + "\"born\":\"1984-03-12\",\"desk\":\"desk@example.com\",\"ssn\":\"078-05-1121\"}";
    String masked = masked(masking, result("\"structuredContent\":" + content));

    assertThat(masked)
        .contains("desk@example.com")
        .doesNotContain(
            "jane.roe", "4111111111111111", "203.0.113.77", "1984-03-12", "078-05-1121");
    Object value =
        JSON.treeToValue(JSON.readTree(masked).at("/result/structuredContent"), Map.class);
    @SuppressWarnings("unchecked") // It is an object.
    Map<String, Object> rules = JSON.readValue(schema, Map.class);
    assertThat(new DefaultJsonSchemaValidator().validate(rules, value).valid()).as(masked).isTrue();
    Object redacted = JSON.readValue(content.replace("jane.roe@example.com", "[email]"), Map.class);
    assertThat(new DefaultJsonSchemaValidator().validate(rules, redacted).valid()).isFalse();
  }

  @Test
  void arguments_areMasked_andNamesOfToolsAreNot() {
    Masking masking = new Masking(Rules.all(Way.REDACT, Direction.ARGUMENTS));
    assertThat(request(masking, Rules.CRM, "{\"to\":\"jane@example.com\",\"k\":[1]}"))
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":{\"name\":"
                + "\"a@example.com\",\"arguments\":{\"to\":\"[email]\",\"k\":[1]}}}");
    assertThat(masked(masking, result("\"t\":\"jane@example.com\""))).contains("jane@");
    assertThat(masking.repeated(Rules.CRM, "jane@example.com")).isEqualTo("[email]");
  }

  private static String request(Masking masking, Where where, String arguments) {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":{\"name\":"
            + "\"a@example.com\",\"arguments\":"
            + arguments
            + "}}";
    try {
      RpcMessage message = message(body);
      return new String(
          masking.request(where, body.getBytes(UTF_8), message.root().get("params")), UTF_8);
    } catch (RpcSyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static RpcMessage message(String json) throws RpcSyntaxException {
    return JsonRpcReader.strict().read(json.getBytes(UTF_8));
  }

  private static String result(String members) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{" + members + "}}";
  }

  private static String masked(Masking masking, String json) {
    return new String(masking.message(Rules.CRM, json.getBytes(UTF_8)), UTF_8);
  }
}
