// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.view;

import io.holdpoint.dashboard.view.ApprovalView.DifferenceView;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tells two masked arguments apart, member by member. */
final class Differences {

  private static final JsonMapper JSON = JsonMapper.shared();

  private Differences() {}

  /** By name; none if one of them is no JSON object. What is masked alike counts as the same. */
  static List<DifferenceView> of(String was, String is) {
    JsonNode before = object(was);
    JsonNode after = object(is);
    Set<String> names = new TreeSet<>();
    before.propertyNames().forEach(names::add);
    after.propertyNames().forEach(names::add);
    List<DifferenceView> differences = new ArrayList<>();
    for (String name : names) {
      if (!before.path(name).equals(after.path(name))) {
        differences.add(new DifferenceView(name, text(before, name), text(after, name)));
      }
    }
    return differences;
  }

  private static String text(JsonNode object, String name) {
    JsonNode value = object.path(name);
    return value.isMissingNode() ? "" : value.toString();
  }

  private static JsonNode object(String text) {
    try {
      JsonNode read = JSON.readTree(text.isEmpty() ? "{}" : text);
      return read.isObject() ? read : JSON.createObjectNode();
    } catch (JacksonException notJson) {
      return JSON.createObjectNode();
    }
  }
}
