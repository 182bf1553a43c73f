// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * What texts ask for: words, acts, sentences that tell somebody to do something; start at {@link
 * io.holdpoint.engine.intent.Lexicon}.
 */
@NullMarked
package io.holdpoint.engine.intent;

import org.jspecify.annotations.NullMarked;
