// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * Puts wrappers into the configurations of MCP hosts and takes them out again; start at {@link
 * io.holdpoint.server.install.HostConfigs}.
 */
@NullMarked
package io.holdpoint.server.install;

import org.jspecify.annotations.NullMarked;
