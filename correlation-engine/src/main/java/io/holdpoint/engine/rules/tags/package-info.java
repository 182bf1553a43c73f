// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * Ids of the taxonomies that rules are tagged with, bundled; start at {@link
 * io.holdpoint.engine.rules.tags.Taxonomy}.
 */
@NullMarked
package io.holdpoint.engine.rules.tags;

import org.jspecify.annotations.NullMarked;
