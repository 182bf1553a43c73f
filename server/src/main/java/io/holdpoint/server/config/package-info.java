// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** The configuration file; start at {@link io.holdpoint.server.config.ServerConfig}. */
@NullMarked
package io.holdpoint.server.config;

import org.jspecify.annotations.NullMarked;
