// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The index by which steps are found: Lucene, beside the database; start at {@link
 * io.holdpoint.collector.search.StepIndex}. Only this package knows Lucene. It holds words of
 * masked payloads and keyed prints of values, never the clear view, and can be made anew from the
 * segments at any time.
 */
@NullMarked
package io.holdpoint.collector.search;

import org.jspecify.annotations.NullMarked;
