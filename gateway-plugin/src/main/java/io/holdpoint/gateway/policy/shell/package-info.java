// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What a shell would run, read without running anything; start at {@link
 * io.holdpoint.gateway.policy.shell.ShellReading}.
 */
@NullMarked
package io.holdpoint.gateway.policy.shell;

import org.jspecify.annotations.NullMarked;
