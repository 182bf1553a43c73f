// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Certificates and keys of the listeners; start at {@link io.holdpoint.collector.tls.TlsMaterial}.
 */
@NullMarked
package io.holdpoint.collector.tls;

import org.jspecify.annotations.NullMarked;
