// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Canonical JSON and keyed digests; start at {@link io.holdpoint.model.json.PayloadDigester}. */
@NullMarked
package io.holdpoint.model.json;

import org.jspecify.annotations.NullMarked;
