// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.identity.oauth;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.holdpoint.gateway.outbound.OutboundClient;
import io.holdpoint.gateway.outbound.OutboundException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an issuer publishes about itself (OpenID Connect Discovery, RFC 8414). */
public final class IssuerDocuments {

  private static final Logger LOG = LoggerFactory.getLogger(IssuerDocuments.class);
  private static final String OPENID = "/.well-known/openid-configuration";
  private static final String OAUTH = "/.well-known/oauth-authorization-server";

  private final OutboundClient client;
  private final String issuer;

  IssuerDocuments(OutboundClient client, String issuer) {
    this.client = client;
    this.issuer = issuer;
  }

  /** Where its keys are. */
  URI jwksUrl() throws OutboundException, BadTokenException {
    return url("jwks_uri", "the issuer publishes no keys");
  }

  /** Where an issuer issues tokens, or null if it does not say so in a document of its own. */
  public static @Nullable URI tokenUrl(OutboundClient client, String issuer)
      throws OutboundException {
    try {
      return new IssuerDocuments(client, issuer).url("token_endpoint", "it issues no tokens");
    } catch (BadTokenException e) {
      LOG.warn("issuer {}: no token endpoint: {}", issuer, e.getMessage());
      return null;
    }
  }

  private URI url(String member, String missing) throws OutboundException, BadTokenException {
    List<URI> places = places();
    for (URI place : places.subList(0, places.size() - 1)) {
      try {
        return url(place, parse(client.get(place)), member, missing);
      } catch (OutboundException e) {
        LOG.debug("issuer {}: nothing at {}", issuer, place, e);
      }
    }
    return url(places.getLast(), parse(client.get(places.getLast())), member, missing);
  }

  /** Of several forms the first that answers counts; where there is no path all are alike. */
  List<URI> places() {
    URI url = URI.create(issuer);
    String path = url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
    URI openid = URI.create(issuer.replaceAll("/+$", "") + OPENID);
    URI oauth = url.resolve(OAUTH + path);
    return path.isEmpty()
        ? List.of(openid, oauth)
        : List.of(openid, oauth, url.resolve(OPENID + path));
  }

  private URI url(URI place, Map<String, Object> metadata, String member, String missing)
      throws BadTokenException {
    if (!issuer.equals(metadata.get("issuer"))) {
      LOG.warn("issuer {}: {} is the document of another issuer", issuer, place);
      throw new BadTokenException("the issuer's metadata names another issuer");
    }
    if (metadata.get(member) instanceof String url) {
      try {
        return new URI(url);
      } catch (java.net.URISyntaxException e) {
        LOG.warn("issuer {}: {} is no URL", issuer, member);
      }
    }
    throw new BadTokenException(missing);
  }

  static Map<String, Object> parse(byte[] json) throws BadTokenException {
    try {
      return JSONObjectUtils.parse(new String(json, StandardCharsets.UTF_8));
    } catch (ParseException e) {
      throw new BadTokenException("the issuer answered no JSON object");
    }
  }
}
