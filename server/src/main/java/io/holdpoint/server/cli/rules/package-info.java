// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * The verbs for authors of rules, which need no server; start at {@link
 * io.holdpoint.server.cli.rules.RulesVerb}.
 */
@NullMarked
package io.holdpoint.server.cli.rules;

import org.jspecify.annotations.NullMarked;
