// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

/** How far a message of a client goes, where one endpoint stands for several servers. */
public sealed interface Reach {

  /**
   * To the one server that has what it names.
   *
   * @param value the string that names it
   */
  record Named(RawMember value) implements Reach {}

  /**
   * To the one server that has the resource.
   *
   * @param uri the string that names it
   */
  record Located(RawMember uri) implements Reach {}

  /**
   * To every server that has such lists.
   *
   * @param members the member of the result that holds the items
   * @param key the member of an item that names it
   * @param located true if that is a URI
   * @param capability what a server declares if it has such lists
   */
  record Listing(String members, String key, boolean located, String capability) implements Reach {}

  /** To every server, as it is; the first good answer is the answer. */
  record Everywhere() implements Reach {}

  /** To every server that was asked the request it names. */
  record Cancelling() implements Reach {}

  /** The first word of a client. */
  record Opening() implements Reach {}

  /** The client is ready. */
  record Opened() implements Reach {}

  /** A client asks who is there, without a session. */
  record Discovery() implements Reach {}

  /** A client wants to be told of changes, without a session. */
  record Subscribing() implements Reach {}

  /** Is answered on the spot. */
  record Here() implements Reach {}

  /** A client's answer to what a server asked. */
  record Answering() implements Reach {}

  /** Nobody knows where to. */
  record Nowhere() implements Reach {}
}
