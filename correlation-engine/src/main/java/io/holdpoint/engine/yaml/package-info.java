// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** YAML with positions; start at {@link io.holdpoint.engine.yaml.YamlDocuments}. */
@NullMarked
package io.holdpoint.engine.yaml;

import org.jspecify.annotations.NullMarked;
