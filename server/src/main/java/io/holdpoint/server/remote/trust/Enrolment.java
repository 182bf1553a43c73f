// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.trust;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that a gateway needs to reach its engine and be believed: one file, made by the engine's side
 * and carried to the gateway's machine. It holds a private key.
 *
 * @param gateway the name it was enrolled under, which its steps carry as their source
 * @param engine host:port of the control channel
 * @param collector where its spans go, OTLP/gRPC
 * @param telemetryToken what it shows there
 * @param identity its key and certificate
 * @param signals checks the engine's seal on signals
 */
public record Enrolment(
    String gateway,
    String engine,
    URI collector,
    String telemetryToken,
    TlsIdentity identity,
    PublicKey signals) {

  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final Pattern ADDRESS =
      Pattern.compile("(\\[[0-9a-fA-F:]+]|[^:\\[\\]\\s]+):\\d{1,5}");
  private static final String KEY_ALGORITHM = "EC";

  public Enrolment {
    requireNonNull(gateway, "gateway");
    if (!ADDRESS.matcher(engine).matches()) {
      throw new IllegalArgumentException(
          "engine: got \"" + engine + "\" (expected: host:port, for example 127.0.0.1:7422)");
    }
    requireNonNull(collector, "collector");
    requireNonNull(telemetryToken, "telemetryToken");
    requireNonNull(identity, "identity");
    requireNonNull(signals, "signals");
  }

  /**
   * Writes it, readable by its owner only.
   *
   * @throws TrustException if it cannot be written
   */
  public void write(Path file) {
    try {
      Map<String, String> members = new LinkedHashMap<>();
      members.put("gateway", gateway);
      members.put("engine", engine);
      members.put("collector", collector.toString());
      members.put("telemetry-token", telemetryToken);
      members.put("key", Pem.of(identity.key()));
      members.put("certificate", Pem.of(identity.certificate()));
      members.put("authority", Pem.of(identity.authority()));
      members.put("signals", Pem.of(signals));
      OwnerOnly.write(
          file.toAbsolutePath(), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(members));
    } catch (IOException | GeneralSecurityException e) {
      throw new TrustException("enrolment: " + file + " cannot be written: " + e.getMessage(), e);
    }
  }

  /**
   * Reads one.
   *
   * @throws TrustException if it is none
   */
  public static Enrolment read(Path file) {
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(file));
      return new Enrolment(
          text(file, json, "gateway"),
          text(file, json, "engine"),
          URI.create(text(file, json, "collector")),
          text(file, json, "telemetry-token"),
          new TlsIdentity(
              Pem.privateKey(KEY_ALGORITHM, text(file, json, "key")),
              Pem.certificate(text(file, json, "certificate")),
              Pem.certificate(text(file, json, "authority"))),
          Pem.publicKey(Seal.ALGORITHM, text(file, json, "signals")));
    } catch (IOException e) {
      throw new TrustException("enrolment: " + file + " cannot be read: " + e, e);
    } catch (JacksonException | GeneralSecurityException | IllegalArgumentException e) {
      throw new TrustException(
          "enrolment: "
              + file
              + " is damaged (expected: a file made by \"holdpoint enrol\"): "
              + e.getMessage(),
          e);
    }
  }

  /**
   * The same gateway, with the engine elsewhere.
   *
   * @throws IllegalArgumentException if {@code address} is not host:port
   */
  public Enrolment at(String address) {
    return new Enrolment(gateway, address, collector, telemetryToken, identity, signals);
  }

  /** Never the key nor the token. */
  @Override
  public String toString() {
    return "Enrolment[" + gateway + " at " + engine + "]";
  }

  private static String text(Path file, JsonNode json, String name) {
    String value = json.path(name).asString("");
    if (value.isEmpty()) {
      throw new TrustException(
          "enrolment: "
              + file
              + " lacks \""
              + name
              + "\" (expected: a file made by \"holdpoint enrol\")");
    }
    return value;
  }
}
