// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp.legacy;

import io.holdpoint.gateway.mcp.OfferList;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.model.offer.OfferKind;
import java.util.ArrayList;
import java.util.List;

/** What servers offer, as it stands in answers; the same in both eras. */
public final class OfferLists {

  private OfferLists() {}

  /** The lists in an answer; each of them, should the answer have one twice. */
  public static List<OfferList> lists(RpcMessage response) {
    if (response.failed()) {
      return List.of();
    }
    boolean whole = nextCursor(response).isEmpty();
    List<OfferList> lists = new ArrayList<>(1);
    for (RawMember member : response.result().members()) {
      switch (member.name()) {
        case "tools" -> lists.add(new OfferList(OfferKind.TOOL, member, "name", whole));
        case "prompts" -> lists.add(new OfferList(OfferKind.PROMPT, member, "name", whole));
        case "resources" -> lists.add(new OfferList(OfferKind.RESOURCE, member, "uri", whole));
        case "resourceTemplates" ->
            lists.add(new OfferList(OfferKind.TEMPLATE, member, "uriTemplate", whole));
        default -> {}
      }
    }
    return lists;
  }

  /** What a server tells every agent in its first answer; more than one if it says it twice. */
  public static List<RawMember> instructions(RpcMessage response) {
    return response.failed()
        ? List.of()
        : response.result().members().stream()
            .filter(member -> member.name().equals("instructions") && member.isText())
            .toList();
  }

  /** Where a list goes on, as JSON text; empty if it ends here. */
  public static String nextCursor(RpcMessage response) {
    String cursor = response.result().raw("nextCursor");
    return cursor.equals("null") ? "" : cursor;
  }

  /** True if a server says that its tools are not what they were. */
  public static boolean tellsOfOtherTools(RpcMessage message) {
    return message.method().equals("notifications/tools/list_changed");
  }
}
