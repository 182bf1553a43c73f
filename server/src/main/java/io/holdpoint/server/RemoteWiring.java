// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.Gateway;
import io.holdpoint.gateway.bypass.JournaledBypass;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.containment.JournaledDeclarations;
import io.holdpoint.gateway.journal.FileJournal;
import io.holdpoint.gateway.offer.OfferBook;
import io.holdpoint.gateway.recording.SealedRecording;
import io.holdpoint.gateway.telemetry.OtelStepSpans;
import io.holdpoint.gateway.telemetry.TelemetrySettings;
import io.holdpoint.model.json.PayloadDigester;
import io.holdpoint.server.audit.AuditKeeper;
import io.holdpoint.server.config.Catalogues;
import io.holdpoint.server.config.DataLayout;
import io.holdpoint.server.config.ServerConfig;
import io.holdpoint.server.data.DataFolder;
import io.holdpoint.server.remote.link.EngineAwayException;
import io.holdpoint.server.remote.link.RemoteEngine;
import io.holdpoint.server.remote.trust.Enrolment;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;

/** Every constructor call of a gateway whose engine is in another process, in start order. */
final class RemoteWiring {

  private static final Duration ENGINE_PATIENCE = Duration.ofSeconds(5);

  private final ServerConfig config;
  private final InstantSource clock;
  private final Closing closing;
  private final Foundation foundation;

  RemoteWiring(ServerConfig config, InstantSource clock, Closing closing) {
    this.config = requireNonNull(config, "config");
    this.clock = requireNonNull(clock, "clock");
    this.closing = requireNonNull(closing, "closing");
    this.foundation = new Foundation(config, clock, closing);
  }

  /** Starts it. */
  HoldpointGateway gateway(Enrolment enrolment, TelemetrySettings telemetry) throws IOException {
    if (!config.gateway().source().equals(enrolment.gateway())) {
      throw new IOException(
          "gateway.source: got \""
              + config.gateway().source()
              + "\" (expected: \""
              + enrolment.gateway()
              + "\", the name this gateway was enrolled under)");
    }
    if (config.gateway().recording().seals()) {
      throw new IOException(
          "gateway.recording.payloads: got keys of sessions (expected: masked; a gateway without an"
              + " engine has no desk where recordings are read and erased)");
    }
    DataFolder data = foundation.data();
    SealedRecording recording = closing.add("recording", foundation.recording(data));
    PayloadDigester digester = foundation.digester(data);
    ToolCatalogue catalogue = Catalogues.read(config.catalogues(), digester);
    FileJournal journal = closing.add("journal", foundation.journal(data));
    OfferBook offers = new OfferBook(journal, catalogue, config.gateway().offers(), clock);
    AuditKeeper keeper = foundation.keeper(data, journal, digester, recording);
    journal.replay(
        entry -> {
          offers.restore(entry);
          keeper.restore(entry);
        });
    closing.add("audit keeper", keeper.start());
    JournaledDeclarations declarations = new JournaledDeclarations(journal, clock);
    JournaledBypass bypass = foundation.bypass(journal);
    RemoteEngine.Own own =
        new RemoteEngine.Own(
            journal, data.resolve(DataLayout.ENGINE_JOURNAL), declarations, offers, bypass);
    RemoteEngine engine = closing.add("engine", engine(enrolment, own));
    OtelStepSpans spans = closing.add("spans", OtelStepSpans.start(telemetry));
    Gateway gateway =
        closing.add(
            "gateway",
            Gateway.start(
                config.gateway().withOwners(foundation.registry().get().owners()),
                new Gateway.Ports(
                    engine.monitor(),
                    engine.signals(),
                    journal,
                    spans,
                    catalogue,
                    offers,
                    declarations,
                    engine.approvals(),
                    Foundation.holdSecret(data),
                    foundation.policies(journal, catalogue),
                    bypass::isOn,
                    Foundation.tokenVault(data)),
                clock));
    return new HoldpointGateway(gateway, engine, closing);
  }

  private RemoteEngine engine(Enrolment enrolment, RemoteEngine.Own own) throws IOException {
    try {
      return RemoteEngine.connect(enrolment, config.engineLink(), own, ENGINE_PATIENCE);
    } catch (EngineAwayException e) {
      throw new IOException(e.getMessage());
    }
  }
}
