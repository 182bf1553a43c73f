// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** The command line; start at {@link io.holdpoint.server.cli.CommandLineRunner}. */
@NullMarked
package io.holdpoint.server.cli;

import org.jspecify.annotations.NullMarked;
