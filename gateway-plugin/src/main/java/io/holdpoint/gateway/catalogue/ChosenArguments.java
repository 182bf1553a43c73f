// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.ObjectReader;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.ArgumentRole;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.ToolRef;
import java.util.function.Predicate;

/**
 * Keyed digests over some of the arguments of a call: they tell values apart and give none away.
 */
public final class ChosenArguments {

  private final ToolCatalogue catalogue;

  public ChosenArguments(ToolCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Over the arguments whose names fit. */
  public Digest digest(ToolRef tool, ClearView arguments, Predicate<String> which) {
    byte[] text = Json.bytes(arguments.text());
    StringBuilder chosen = new StringBuilder("{");
    if (text.length > 0) {
      for (RawMember member :
          ObjectReader.members(new RawMember("arguments", text, 0, text.length)).members()) {
        if (which.test(member.name())) {
          chosen.append(chosen.length() > 1 ? "," : "").append(Json.quote(member.name()));
          chosen.append(':').append(member.raw());
        }
      }
    }
    return catalogue.arguments(tool, chosen.append('}').toString()).digest();
  }

  /**
   * Over the arguments that say where to; where none is known to, another value is elsewhere.
   *
   * @param all the digest over all arguments
   */
  public Digest destination(ToolRef tool, ClearView arguments, Digest all) {
    boolean known = tool.roles().containsValue(ArgumentRole.DESTINATION);
    return known
        ? digest(tool, arguments, name -> tool.roles().get(name) == ArgumentRole.DESTINATION)
        : all;
  }

  /** Over a text. */
  public Digest text(ToolRef tool, String text) {
    return catalogue.arguments(tool, Json.quote(text)).digest();
  }
}
