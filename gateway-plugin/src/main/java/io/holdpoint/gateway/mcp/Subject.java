// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.offer.OfferKind;
import io.holdpoint.model.step.StepKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request is about. */
public sealed interface Subject {

  /**
   * Something that is judged before it leaves.
   *
   * @param kind what kind of step
   * @param tool the tool's name, or the method where it is no tool call
   * @param arguments JSON text, empty if none
   * @param item what of its server's offers it uses, or null if none
   */
  record Judged(StepKind kind, String tool, String arguments, @Nullable Item item)
      implements Subject {
    public Judged {
      requireNonNull(kind, "kind");
      requireNonNull(tool, "tool");
      requireNonNull(arguments, "arguments");
    }
  }

  /**
   * One of the things a server offers.
   *
   * @param kind what kind of thing
   * @param name its name in the protocol
   */
  record Item(OfferKind kind, String name) {
    public Item {
      requireNonNull(kind, "kind");
      requireNonNull(name, "name");
    }
  }

  /** The first word of a client; its answer may give out a session id. */
  record Opening() implements Subject {}

  /**
   * A list of what the server offers: its answer is read, and cut for its caller.
   *
   * @param further true if it asks for a later part of the list
   */
  record Listing(boolean further) implements Subject {}

  /** What the server says of itself, outside any session. */
  record Discovery() implements Subject {}

  /**
   * Any other request.
   *
   * @param safe true if sending it twice does no harm
   * @param task the server's task it asks for, empty if for none
   */
  record Relayed(boolean safe, String task) implements Subject {
    public Relayed {
      requireNonNull(task, "task");
    }

    /** One that is about no task. */
    public Relayed(boolean safe) {
      this(safe, "");
    }
  }

  /**
   * A word about a task of the gateway's own.
   *
   * @param verb what is asked
   * @param task names it
   */
  record Task(TaskVerb verb, String task) implements Subject {
    public Task {
      requireNonNull(verb, "verb");
      requireNonNull(task, "task");
    }
  }

  /** What can be asked of a task. */
  enum TaskVerb {
    GET,
    UPDATE,
    CANCEL
  }

  /** A notification: nobody waits for an answer. */
  record Notice() implements Subject {}

  /** A client's answer to what a server asked. */
  record Answer() implements Subject {}

  /** A stream of what a server has to say. */
  record Listening() implements Subject {}

  /**
   * A stream of what changes on a server, of its resources too: those are judged before it begins.
   *
   * @param uris of the resources
   */
  record Watching(List<String> uris) implements Subject {
    public Watching {
      uris = List.copyOf(uris);
    }
  }

  /** The end of a session. */
  record Ending() implements Subject {}
}
