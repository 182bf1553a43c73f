// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What the statements of a text do to a database; start at {@link
 * io.holdpoint.gateway.policy.sql.SqlReading}.
 */
@NullMarked
package io.holdpoint.gateway.policy.sql;

import org.jspecify.annotations.NullMarked;
