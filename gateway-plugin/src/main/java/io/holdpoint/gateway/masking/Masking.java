// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import io.holdpoint.gateway.masking.MaskingSettings.Direction;
import io.holdpoint.gateway.masking.MaskingSettings.Where;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.JsonRpcReader;
import io.holdpoint.gateway.mcp.ObjectReader;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.RpcSyntaxException;
import io.holdpoint.gateway.mcp.Splice;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Masks payloads on their way: arguments before they leave, results before they are released. Bytes
 * that are not masked stay as they are. Safe for use by many threads.
 */
public final class Masking {

  /** What must come back to a server, or stand for the protocol, byte for byte. */
  private static final Set<String> OPAQUE =
      Set.of(
          "_meta",
          "requestState",
          "nextCursor",
          "cursor",
          "progressToken",
          "resultType",
          "taskId",
          "mimeType",
          "requestId",
          "elicitationId",
          "blob",
          "data");

  private static final Set<String> OPAQUE_IN_ERRORS =
      Set.of("_meta", "requestState", "progressToken", "requestId", "taskId", "elicitationId");

  /** What of a request is the caller's own. */
  private static final Set<String> ARGUMENTS = Set.of("arguments", "argument", "inputResponses");

  private static final String FORMAL = "structuredContent";
  private static final int KEY_BYTES = 32;

  private final MaskingSettings settings;
  private final FormatKeeper keeper;
  private final Vault vault = new Vault();
  private final Schemas schemas = new Schemas();
  private final JsonRpcReader reader = JsonRpcReader.lenient();
  private final ThreadLocal<JsonScan> scans = ThreadLocal.withInitial(JsonScan::new);
  private final Map<Target, Plan> plans = new ConcurrentHashMap<>();

  public Masking(MaskingSettings settings) {
    this.settings = settings;
    this.keeper = new FormatKeeper(key(settings.key()));
  }

  private static byte[] key(String configured) {
    if (!configured.isEmpty()) {
      return configured.getBytes(StandardCharsets.UTF_8);
    }
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    return random;
  }

  private record Target(Direction direction, String upstream, String tool) {}

  /** What is masked of one direction of one tool. */
  private record Plan(Map<EntityType, Way> ways, Extras extras) {

    boolean isEmpty() {
      return ways.isEmpty();
    }
  }

  /** True if anything is masked at all. */
  public boolean isActive() {
    return !settings.rules().isEmpty();
  }

  private boolean isActive(Where where) {
    return isActive() || !where.also().isEmpty();
  }

  /** Notes what the tools of an upstream say about their results. */
  public void listed(String upstream, RpcMessage toolList) {
    schemas.listed(upstream, toolList);
  }

  /** Tokens of the session are worth nothing any more. */
  public void ended(String session) {
    vault.forget(session);
  }

  /** Arguments as they are meant: with tokens turned back where that is allowed. */
  public String clear(Where where, String arguments) {
    if (!isActive() || arguments.indexOf(Vault.PREFIX) < 0) {
      return arguments;
    }
    byte[] json = Json.bytes(arguments);
    return new String(unmasked(where, json, 0, json.length).toBytes(), StandardCharsets.UTF_8);
  }

  /**
   * A request as it leaves.
   *
   * @param body the whole message
   * @param params its parameters, by reference into the body; null for none
   */
  public byte[] request(Where where, byte[] body, @Nullable RawMember params) {
    if (!isActive(where) || params == null) {
      return body;
    }
    Splice splice = unmasked(where, body, params.start(), params.end());
    Plan plan = plan(Direction.ARGUMENTS, where);
    if (!plan.isEmpty()) {
      for (RawMember member : ObjectReader.members(params).members()) {
        if (ARGUMENTS.contains(member.name())) {
          mask(where, body, member.start(), member.end(), plan, Set.of(), false, splice);
        }
      }
    }
    return splice.toBytes();
  }

  /** A client's answer to what a server asked, as it leaves. */
  public byte[] reply(Where where, byte[] body, RpcMessage message) {
    if (!isActive(where)) {
      return body;
    }
    Plan plan = plan(Direction.ARGUMENTS, where);
    Splice splice = unmasked(where, body, 0, body.length);
    for (RawMember member : message.root().members()) {
      if (!plan.isEmpty() && (member.name().equals("result") || member.name().equals("error"))) {
        mask(where, body, member.start(), member.end(), plan, OPAQUE, false, splice);
      }
    }
    return splice.toBytes();
  }

  /** A header's value as it leaves, where it repeats an argument. */
  public String repeated(Where where, String value) {
    byte[] quoted = Json.bytes(Json.quote(clear(where, value)));
    Plan plan = plan(Direction.ARGUMENTS, where);
    if (!isActive(where) || plan.isEmpty()) {
      return clear(where, value);
    }
    Splice splice = new Splice(quoted);
    mask(where, quoted, 0, quoted.length, plan, Set.of(), false, splice);
    byte[] masked = splice.toBytes();
    return new RawMember("", masked, 0, masked.length).text();
  }

  /** A message of an upstream as the client reads it; the same bytes if nothing is masked. */
  public byte[] message(Where where, byte[] json) {
    Plan plan = isActive(where) ? plan(Direction.RESULTS, where) : null;
    if (plan == null || plan.isEmpty()) {
      return json;
    }
    RpcMessage message;
    try {
      message = reader.read(json);
    } catch (RpcSyntaxException noMessage) {
      return text(where, json, plan);
    }
    Splice splice = new Splice(json);
    for (RawMember member : message.root().members()) {
      switch (member.name()) {
        case "result" -> result(where, message, plan, splice);
        case "params" ->
            mask(where, json, member.start(), member.end(), plan, OPAQUE_IN_ERRORS, false, splice);
        case "error" ->
            mask(where, json, member.start(), member.end(), plan, OPAQUE_IN_ERRORS, false, splice);
        default -> {}
      }
    }
    return splice.toBytes();
  }

  /** What is no message of the protocol, such as the page of an error. */
  private byte[] text(Where where, byte[] bytes, Plan plan) {
    List<Finding> findings = new ArrayList<>();
    scans.get().scanText(bytes, false, findings);
    Splice splice = new Splice(bytes);
    replace(where, bytes, findings, plan, splice);
    return splice.toBytes();
  }

  private void result(Where where, RpcMessage message, Plan plan, Splice splice) {
    for (RawMember member : message.result().members()) {
      if (member.name().equals(FORMAL)) {
        boolean formal = schemas.has(where.upstream(), where.tool());
        mask(where, member.source(), member.start(), member.end(), plan, Set.of(), formal, splice);
      } else if (!OPAQUE.contains(member.name())) {
        mask(where, member.source(), member.start(), member.end(), plan, OPAQUE, false, splice);
      }
    }
  }

  private void mask(
      Where where,
      byte[] json,
      int from,
      int to,
      Plan plan,
      Set<String> opaque,
      boolean formal,
      Splice splice) {
    List<Finding> findings = new ArrayList<>();
    Extras extras = plan.extras().withOpaque(opaque);
    scans.get().scan(json, from, to, extras, formal, findings);
    replace(where, json, findings, plan, splice);
    for (Vault.Value known : vault.literals(owner(where))) {
      literal(json, from, to, Json.bytes(known.raw()), known.token(), splice);
    }
  }

  private void replace(Where where, byte[] json, List<Finding> findings, Plan plan, Splice splice) {
    for (Finding finding : findings) {
      Way way = plan.ways().get(finding.type());
      boolean schemaSaysSo =
          finding.formal() && schemas.names(where.upstream(), where.tool(), finding.text());
      if (way != null && !schemaSaysSo) {
        String raw =
            new String(
                json, finding.start(), finding.end() - finding.start(), StandardCharsets.UTF_8);
        byte[] shown = Json.bytes(shown(where, way, finding, raw));
        splice.replace(finding.start(), finding.end(), shown);
      }
    }
  }

  private static void literal(
      byte[] json, int from, int to, byte[] value, String token, Splice splice) {
    for (int i = from; i + value.length <= to; i++) {
      if (json[i] == value[0]
          && java.util.Arrays.equals(json, i, i + value.length, value, 0, value.length)) {
        splice.replace(i, i + value.length, Json.bytes(token));
        i += value.length - 1;
      }
    }
  }

  /** Numbers stay numbers, and what a schema describes keeps its form. */
  private String shown(Where where, Way way, Finding finding, String raw) {
    if (finding.place() == Finding.Place.NUMBER) {
      boolean removed = !finding.formal() && (way == Way.REDACT || way == Way.PARTIAL);
      return removed ? "0" : keeper.sameForm(finding);
    }
    Way fitting = finding.formal() ? Way.FORMAT : way;
    return switch (fitting) {
      case REDACT -> "[" + finding.label() + "]";
      case PARTIAL -> partial(finding.text());
      case HASH -> "[" + finding.label() + ":" + keeper.digest(finding) + "]";
      case FORMAT -> keeper.sameForm(finding);
      case TOKEN -> {
        String token = vault.token(owner(where), finding, raw);
        yield token == null ? "[" + finding.label() + "]" : token;
      }
    };
  }

  private static String partial(String text) {
    int shown = text.length() >= 12 ? 4 : text.length() >= 8 ? 2 : 0;
    StringBuilder out = new StringBuilder("*".repeat(Math.min(12, text.length() - shown)));
    for (int i = text.length() - shown; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(Chars.isWord((byte) c) && c < 0x80 ? c : '*');
    }
    return out.toString();
  }

  private Splice unmasked(Where where, byte[] json, int from, int to) {
    Splice splice = new Splice(json);
    byte[] prefix = Json.bytes(Vault.PREFIX);
    for (int i = from; i + Vault.TOKEN_LENGTH <= to; i++) {
      if (json[i] == prefix[0]
          && java.util.Arrays.equals(json, i, i + prefix.length, prefix, 0, prefix.length)) {
        String token = new String(json, i, Vault.TOKEN_LENGTH, StandardCharsets.ISO_8859_1);
        Vault.Value value = vault.value(owner(where), token);
        if (value != null && isAllowed(where, value.type())) {
          splice.replace(i, i + Vault.TOKEN_LENGTH, Json.bytes(value.raw()));
          i += Vault.TOKEN_LENGTH - 1;
        }
      }
    }
    return splice;
  }

  private boolean isAllowed(Where where, EntityType type) {
    return settings.unmask().stream().anyMatch(unmask -> unmask.fits(where, type));
  }

  private static Vault.Owner owner(Where where) {
    return new Vault.Owner(where.session(), where.principal());
  }

  private Plan plan(Direction direction, Where where) {
    Target target = new Target(direction, where.upstream(), where.tool());
    Plan known = where.also().isEmpty() ? plans.get(target) : null;
    if (known != null) {
      return known;
    }
    Map<EntityType, Way> ways = new EnumMap<>(EntityType.class);
    List<Extras> extras = new ArrayList<>();
    List<MaskingSettings.Rule> rules = new ArrayList<>(where.also());
    rules.addAll(settings.rules());
    for (MaskingSettings.Rule rule : rules) {
      if (rule.fits(direction, where)) {
        rule.types().forEach(type -> ways.putIfAbsent(type, rule.way()));
        extras.add(rule.extras());
      }
    }
    Plan plan = new Plan(ways, Extras.of(extras));
    if (where.also().isEmpty() && plans.size() < 4096) {
      plans.put(target, plan);
    }
    return plan;
  }
}
