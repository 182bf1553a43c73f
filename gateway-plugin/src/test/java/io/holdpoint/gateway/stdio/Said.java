// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a child said. */
final class Said implements ChildProcess.Listener {

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();

  List<String> lines() {
    return lines;
  }

  List<String> errors() {
    return errors;
  }

  @Override
  public void line(byte[] bytes) {
    lines.add(new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public void tooLong() {
    lines.add("TOO LONG");
  }

  @Override
  public void errorLine(byte[] bytes) {
    errors.add(new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public void exited(int code) {
    lines.add("exit " + code);
  }
}
