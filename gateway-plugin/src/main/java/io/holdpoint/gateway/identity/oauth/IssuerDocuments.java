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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an issuer publishes about itself (OpenID Connect Discovery, RFC 8414). */
final class IssuerDocuments {

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
    List<URI> places = places();
    for (URI place : places.subList(0, places.size() - 1)) {
      try {
        return jwksUrl(place, parse(client.get(place)));
      } catch (OutboundException e) {
        LOG.debug("issuer {}: nothing at {}", issuer, place, e);
      }
    }
    return jwksUrl(places.getLast(), parse(client.get(places.getLast())));
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

  private URI jwksUrl(URI place, Map<String, Object> metadata) throws BadTokenException {
    if (!issuer.equals(metadata.get("issuer"))) {
      LOG.warn("issuer {}: {} is the document of another issuer", issuer, place);
      throw new BadTokenException("the issuer's metadata names another issuer");
    }
    if (metadata.get("jwks_uri") instanceof String jwks) {
      try {
        return new URI(jwks);
      } catch (java.net.URISyntaxException e) {
        LOG.warn("issuer {}: jwks_uri is no URL", issuer);
      }
    }
    throw new BadTokenException("the issuer publishes no keys");
  }

  static Map<String, Object> parse(byte[] json) throws BadTokenException {
    try {
      return JSONObjectUtils.parse(new String(json, StandardCharsets.UTF_8));
    } catch (ParseException e) {
      throw new BadTokenException("the issuer answered no JSON object");
    }
  }
}
