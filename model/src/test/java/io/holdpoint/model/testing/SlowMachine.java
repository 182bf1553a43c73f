// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets every test of the build wait longer for what must come than Awaitility's ten seconds: on a
 * machine with other work a process alone may take that to start. Found by JUnit itself
 * (META-INF/services); nothing is slower for it unless it fails.
 */
public final class SlowMachine implements BeforeAllCallback {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(PATIENCE);
  }
}
