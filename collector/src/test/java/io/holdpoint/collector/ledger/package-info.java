// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.holdpoint.collector.ledger;

import org.jspecify.annotations.NullMarked;
