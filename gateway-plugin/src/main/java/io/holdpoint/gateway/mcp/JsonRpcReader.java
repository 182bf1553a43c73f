// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

import io.holdpoint.model.json.JsonCursor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Reads JSON-RPC messages from bytes in one pass, without building values. The strict reader is for
 * callers: two readings of one text must not be possible, so names given twice, invalid UTF-8, lone
 * surrogates and nesting beyond {@value #DEPTH} are refused. The other one is for answers, whose
 * bytes are relayed as they are. Safe for use by many threads.
 */
public final class JsonRpcReader {

  /** Not JSON at all. */
  public static final int PARSE_ERROR = -32700;

  /** JSON, but no JSON-RPC request. */
  public static final int INVALID_REQUEST = -32600;

  static final int DEPTH = 128;

  private static final Set<String> INDEXED = Set.of("params", "result", "error");
  private static final Set<String> DECISIVE = Set.of("id", "method", "params", "result", "error");
  private static final String META = "_meta";

  private final JsonFactory json;
  private final boolean strict;

  private JsonRpcReader(boolean strict) {
    this.strict = strict;
    this.json =
        JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strict)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(strict ? DEPTH : 1000)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();
  }

  /** A reader for what callers send. */
  public static JsonRpcReader strict() {
    return new JsonRpcReader(true);
  }

  /** A reader for what upstreams answer. */
  public static JsonRpcReader lenient() {
    return new JsonRpcReader(false);
  }

  /** Reads one message. */
  public RpcMessage read(byte[] bytes) throws RpcSyntaxException {
    Parts parts = new Parts();
    RawObject root = plain(bytes, parts);
    if (root == null) {
      parts = new Parts();
      root = general(bytes, parts);
    }
    if (!strict) {
      requireOnce(root);
    }
    return message(root, parts);
  }

  /** Reads any JSON object by the same rules; its members are not parsed. */
  public RawObject object(byte[] bytes) throws RpcSyntaxException {
    return general(bytes, new Parts());
  }

  /** Reads what is plain, as nearly all is; null if the general parser is to say what it is. */
  private @Nullable RawObject plain(byte[] bytes, Parts parts) {
    JsonCursor cursor = strict ? JsonCursor.unique(bytes) : JsonCursor.over(bytes);
    try {
      if (cursor.next() != JsonToken.START_OBJECT) {
        return null;
      }
      RawObject root = members(cursor, 0, parts);
      boolean whole =
          cursor.next() == null
              && !(strict && cursor.sawUnicodeEscape())
              && (!cursor.sawBeyondAscii() || TextCheck.isUtf8(bytes));
      return whole ? root : null;
    } catch (JsonCursor.NotPlain notPlain) {
      return null;
    }
  }

  private static RawObject members(JsonCursor cursor, int level, Parts parts) {
    List<RawMember> members = new ArrayList<>(8);
    while (cursor.next() == JsonToken.PROPERTY_NAME) {
      String name = cursor.name();
      JsonToken token = cursor.next();
      int start = cursor.start();
      if (token == JsonToken.START_OBJECT && isIndexed(name, level)) {
        parts.put(name, members(cursor, level + 1, parts));
      } else {
        cursor.skipChildren();
      }
      members.add(new RawMember(name, cursor.bytes(), start, cursor.position()));
    }
    return new RawObject(members);
  }

  private RawObject general(byte[] bytes, Parts parts) throws RpcSyntaxException {
    if (strict) {
      String fault = TextCheck.fault(bytes);
      if (fault != null) {
        throw new RpcSyntaxException(PARSE_ERROR, "null", "body: got " + fault);
      }
    }
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), bytes)) {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_OBJECT) {
        String got =
            first == null ? "nothing" : first == JsonToken.START_ARRAY ? "a batch" : "a value";
        throw invalid("null", "body: got " + got + " (expected: one JSON-RPC message)");
      }
      RawObject root = members(parser, bytes, 0, parts);
      if (parser.nextToken() != null) {
        throw invalid(idOf(root), "body: got more than one value (expected: one message)");
      }
      return root;
    } catch (JacksonException e) {
      throw new RpcSyntaxException(PARSE_ERROR, "null", fault(e));
    }
  }

  private RawObject members(JsonParser parser, byte[] bytes, int level, Parts parts) {
    List<RawMember> members = new ArrayList<>(8);
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      int start = (int) parser.currentTokenLocation().getByteOffset();
      int end;
      if (token == JsonToken.START_OBJECT && isIndexed(name, level)) {
        parts.put(name, members(parser, bytes, level + 1, parts));
        end = (int) parser.currentLocation().getByteOffset();
      } else if (token == JsonToken.VALUE_STRING) {
        end = endOfString(bytes, start);
      } else {
        parser.skipChildren();
        end = (int) parser.currentLocation().getByteOffset();
      }
      members.add(new RawMember(name, bytes, start, end));
    }
    return new RawObject(members);
  }

  private static boolean isIndexed(String name, int level) {
    return level == 0 ? INDEXED.contains(name) : level == 1 && name.equals(META);
  }

  private static int endOfString(byte[] bytes, int start) {
    int i = start + 1;
    while (i < bytes.length && bytes[i] != '"') {
      i += bytes[i] == '\\' ? 2 : 1;
    }
    return Math.min(i + 1, bytes.length);
  }

  private static RpcMessage message(RawObject root, Parts parts) throws RpcSyntaxException {
    String id = root.raw("id");
    RawMember method = root.get("method");
    boolean answers = root.get("result") != null || root.get("error") != null;
    if (!root.text("jsonrpc").equals("2.0")) {
      throw invalid(idOf(root), "jsonrpc: got another value or none (expected: \"2.0\")");
    }
    if (!id.isEmpty() && "{[tf".indexOf(id.charAt(0)) >= 0) {
      throw invalid("null", "id: got no id (expected: a string or a number)");
    }
    if (method == null ? !answers || id.isEmpty() : !method.isText() || answers) {
      throw invalid(
          idOf(root),
          "message: got neither request nor response (expected: a method, or"
              + " an id with a result or an error)");
    }
    RpcMessage.Form form =
        method == null
            ? RpcMessage.Form.RESPONSE
            : id.isEmpty() ? RpcMessage.Form.NOTIFICATION : RpcMessage.Form.REQUEST;
    if (form == RpcMessage.Form.REQUEST && id.equals("null")) {
      throw invalid("null", "id: got null (expected: a string or a number)");
    }
    boolean failed = root.get("error") != null;
    return new RpcMessage(
        form,
        id,
        method == null ? "" : method.text(),
        parts.params,
        failed ? parts.error : parts.result,
        failed,
        parts.meta,
        root);
  }

  /** Whoever reads leniently would miss what a client reads in the other one. */
  private static void requireOnce(RawObject root) throws RpcSyntaxException {
    Set<String> seen = new HashSet<>();
    for (RawMember member : root.members()) {
      if (DECISIVE.contains(member.name()) && !seen.add(member.name())) {
        throw invalid("null", member.name() + ": got it twice (expected: once)");
      }
    }
  }

  private static String idOf(RawObject root) {
    String id = root.raw("id");
    return id.isEmpty() || "{[tf".indexOf(id.charAt(0)) >= 0 ? "null" : id;
  }

  private static RpcSyntaxException invalid(String id, String message) {
    return new RpcSyntaxException(INVALID_REQUEST, id, message);
  }

  private static String fault(JacksonException e) {
    String original = e.getOriginalMessage();
    String what =
        original != null && original.startsWith("Duplicate")
            ? "a name given twice in one object (expected: each name once)"
            : original != null && original.contains("nesting depth")
                ? "too many levels (expected: at most " + DEPTH + ")"
                : "no JSON (expected: one JSON-RPC message)";
    long at = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
    return "body: got " + what + (at >= 0 ? ", at byte " + at : "");
  }

  /** The indexed objects below the root. */
  private static final class Parts {
    private RawObject params = RawObject.NONE;
    private RawObject result = RawObject.NONE;
    private RawObject error = RawObject.NONE;
    private RawObject meta = RawObject.NONE;

    void put(String name, @Nullable RawObject members) {
      RawObject object = members == null ? RawObject.NONE : members;
      switch (name) {
        case "params" -> params = object;
        case "result" -> result = object;
        case "error" -> error = object;
        default -> meta = object;
      }
    }
  }
}
