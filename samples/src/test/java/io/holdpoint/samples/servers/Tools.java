// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.servers;

import java.util.List;
import java.util.Map;

/** Calls a tool of a list by its name. */
final class Tools {

  private Tools() {}

  static String call(List<SampleTool> tools, String name, Map<String, Object> arguments)
      throws ToolFailure {
    SampleTool tool = tools.stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
    return tool.body().call(new Arguments(arguments));
  }
}
