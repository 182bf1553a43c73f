// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * Tests of what is public about events and files; start at {@link
 * io.holdpoint.engine.rules.schema.RuleKeysTest}.
 */
@NullMarked
package io.holdpoint.engine.rules.schema;

import org.jspecify.annotations.NullMarked;
