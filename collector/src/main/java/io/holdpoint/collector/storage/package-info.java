// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The projection in H2; start at {@link io.holdpoint.collector.storage.H2SessionStore}. The only
 * package of this module that knows JDBC.
 */
@NullMarked
package io.holdpoint.collector.storage;

import org.jspecify.annotations.NullMarked;
