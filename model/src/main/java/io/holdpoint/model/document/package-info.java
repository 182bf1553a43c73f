// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * A configuration document with positions, whatever syntax it was written in; start at {@link
 * io.holdpoint.model.document.DocumentReader}.
 */
@NullMarked
package io.holdpoint.model.document;

import org.jspecify.annotations.NullMarked;
