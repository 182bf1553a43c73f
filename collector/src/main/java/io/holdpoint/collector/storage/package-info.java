// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The projection in a database, H2 or PostgreSQL; start at {@link
 * io.holdpoint.collector.storage.SqlSessionStore}. The only package of this module that knows JDBC.
 *
 * <h2>Segments</h2>
 *
 * Steps of a session are stored many at a time. A segment is a byte for the version (1), a byte for
 * the form (0 plain, 1 compressed), if compressed the length before as a number, and then the
 * steps, compressed in the LZ4 block format or not. Numbers are variable: seven bits in a byte,
 * lowest first, the highest bit set if more follow; signed ones are folded ({@code 0, -1, 1, -2}
 * ...). A text is a number: 0 for a new one, followed by its length and its UTF-8 bytes, which from
 * then on has the next free number; 1 is the empty text. Payload views are numbered apart from all
 * other texts, so that the numbers of those stay short. A text that often is hexadecimal is a byte
 * and then: 0 a text, 1 eight bytes, 2 sixteen bytes. An id is the source as text, sixteen bytes of
 * trace id, eight of span id.
 *
 * <p>A step is, in this order: a byte of flags (1 session facts as in the step before, 2 session
 * ended, 4 a detail follows, 8 prints follow, 16 a view is kept apart, 32 claims follow); unless
 * flag 1 is set the facts: id, root, tenant, environment, floor, principal kind, principal, agent,
 * agent version, task and key source as texts, start as signed nanoseconds; risk; id; parent
 * (hexadecimal); kind, upstream, name; start as signed nanoseconds after the step before; signed
 * nanoseconds of duration; verdict, outcome, effects, labels (with commas between); the number of
 * reasons, and of each the code, a byte that is 1 if a rule and its signed version follow, the
 * text, the number of ids that are evidence, and those; arguments and result: digest (hexadecimal),
 * size, view (if flag 16 is set behind a byte: 1 if instead of the text the eight bytes of its
 * number in {@code payload_view} follow, 0 if not); grade; if flag 4 is set the detail: dialect,
 * call id, model, provider and counterpart as texts, tokens in, out, cached and of reasoning,
 * messages and cost in millionths of a dollar as signed numbers; if flag 8 is set, for arguments
 * and then result the number of prints of values, and of each six bytes; if flag 32 is set the
 * number of claims, and of each: id, session, way and name, start as signed nanoseconds after the
 * step's own, signed nanoseconds of duration, outcome, arguments and result as above, grade, detail
 * as above, differences (with commas between).
 */
@NullMarked
package io.holdpoint.collector.storage;

import org.jspecify.annotations.NullMarked;
