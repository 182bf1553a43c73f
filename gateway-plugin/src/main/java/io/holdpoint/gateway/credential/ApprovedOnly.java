// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.http.Requester;
import io.holdpoint.gateway.http.UpstreamFailure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Calls that need a person's approval get a credential each, and none without it. */
final class ApprovedOnly implements CredentialSource {

  private final String upstream;
  private final CredentialSource usual;
  private final Issuance issuance;
  private final Predicate<String> covers;

  /**
   * @param upstream its name, for logs
   * @param usual for all other requests
   * @param covers says which tools' calls need approval
   */
  ApprovedOnly(
      String upstream, CredentialSource usual, Issuance issuance, Predicate<String> covers) {
    this.upstream = requireNonNull(upstream, "upstream");
    this.usual = requireNonNull(usual, "usual");
    this.issuance = requireNonNull(issuance, "issuance");
    this.covers = requireNonNull(covers, "covers");
  }

  @Override
  public Choice of(Requester requester) {
    if (!covers.test(requester.tool())) {
      return usual.of(requester);
    }
    if (!requester.approved()) {
      return new Choice.Refuse(UpstreamFailure.CREDENTIAL_NEEDS_APPROVAL);
    }
    UpstreamFailure objection = issuance.objection(requester);
    return objection == null
        ? new Choice.Show(new Once(issuance.origin(requester)))
        : new Choice.Refuse(objection);
  }

  @Override
  public Choice farewell(String owner) {
    return usual.farewell(owner);
  }

  @Override
  public void close() {
    usual.close();
    issuance.close();
  }

  /** Got for one call, and known to nobody else. */
  private final class Once implements UpstreamCredential {

    private final Renewed.Origin origin;

    Once(Renewed.Origin origin) {
      this.origin = origin;
    }

    @Override
    public String header() {
      return issuance.header();
    }

    @Override
    public @Nullable String ready() {
      return null;
    }

    @Override
    public CompletionStage<String> obtain() {
      CompletableFuture<String> begun = new CompletableFuture<>();
      Thread.ofVirtual()
          .name("gateway-credential")
          .start(
              () -> {
                try {
                  begun.complete(Renewed.Fetched.by(origin, upstream).value());
                } catch (CredentialException e) {
                  begun.completeExceptionally(e);
                }
              });
      return begun;
    }

    /** It was got for this very call: another one would fare no better. */
    @Override
    public boolean refused(String value) {
      return false;
    }
  }
}
