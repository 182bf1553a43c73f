// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.config;

import static java.util.Objects.requireNonNull;

import io.holdpoint.collector.CollectorConfig;
import io.holdpoint.collector.storage.StoreSettings;
import io.holdpoint.dashboard.DashboardConfig;
import io.holdpoint.engine.EngineSettings;
import io.holdpoint.engine.record.file.RecordSettings;
import io.holdpoint.engine.yaml.YamlDocuments;
import io.holdpoint.gateway.GatewayConfig;
import io.holdpoint.gateway.approval.ApprovalSettings;
import io.holdpoint.model.document.DocumentException;
import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.document.Problem;
import io.holdpoint.server.alert.AlertSettings;
import io.holdpoint.server.audit.AuditSettings;
import io.holdpoint.server.metrics.MetricsSettings;
import io.holdpoint.server.remote.link.LinkSettings;
import io.holdpoint.server.remote.listener.EnforcementSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Everything that can be set. Relative paths in a file count from the file's own folder.
 *
 * @param dataDir where journal, store, log and secrets are
 * @param gateway the data path
 * @param collector telemetry in
 * @param store where sessions are stored
 * @param engine rules and their runtimes
 * @param record how the engine's input is recorded
 * @param control the API and the page
 * @param approvals bounds of what is put before people
 * @param catalogues tool catalogues besides the shipped one, later ones first
 * @param enforcement where gateways of other processes reach the engine
 * @param engineLink how a gateway lives with an engine elsewhere
 * @param audit how the journal is kept as evidence
 * @param metrics where own metrics are sent
 * @param alerts whom alerts are sent to
 */
public record ServerConfig(
    Path dataDir,
    GatewayConfig gateway,
    CollectorConfig collector,
    StoreSettings store,
    EngineSettings engine,
    RecordSettings record,
    DashboardConfig control,
    ApprovalSettings approvals,
    List<Path> catalogues,
    EnforcementSettings enforcement,
    LinkSettings engineLink,
    AuditSettings audit,
    MetricsSettings metrics,
    AlertSettings alerts) {

  /** The file read where none is named. */
  public static final String DEFAULT_FILE = "holdpoint.yaml";

  private static final String DEFAULT_DATA_DIR = "data";

  public ServerConfig {
    requireNonNull(dataDir, "dataDir");
    requireNonNull(gateway, "gateway");
    requireNonNull(collector, "collector");
    requireNonNull(store, "store");
    requireNonNull(engine, "engine");
    requireNonNull(record, "record");
    requireNonNull(control, "control");
    requireNonNull(approvals, "approvals");
    catalogues = List.copyOf(catalogues);
    requireNonNull(enforcement, "enforcement");
    requireNonNull(engineLink, "engineLink");
    requireNonNull(audit, "audit");
    requireNonNull(metrics, "metrics");
    requireNonNull(alerts, "alerts");
  }

  /**
   * Reads a file.
   *
   * @param file a YAML file
   * @param environment fills in {@code env:} places
   * @throws DocumentException with everything that is wrong in it
   */
  public static ServerConfig load(Path file, Map<String, String> environment) {
    Path folder = file.toAbsolutePath().getParent();
    return read(
        ConfigFile.read(file, environment), folder == null ? file.toAbsolutePath() : folder);
  }

  /**
   * What holds where nothing is configured.
   *
   * @param folder holds the data folder
   */
  public static ServerConfig defaults(Path folder) {
    return read(ConfigFile.none(), folder.toAbsolutePath());
  }

  /**
   * Reads the text of a file.
   *
   * @param name what positions are named after
   * @param text YAML; variables are not filled in
   * @param folder what relative paths count from
   * @throws DocumentException with everything that is wrong in it
   */
  public static ServerConfig parse(String name, String text, Path folder) {
    return read(YamlDocuments.parse(name, text), folder.toAbsolutePath());
  }

  /**
   * Reads a document.
   *
   * @param folder what relative paths count from
   * @throws DocumentException with everything that is wrong in it
   */
  static ServerConfig read(DocumentNode document, Path folder) {
    List<Problem> problems = new ArrayList<>();
    DocumentReader reader = DocumentReader.of(document, problems);
    Path dataDir = folder.resolve(reader.text("data-dir", DEFAULT_DATA_DIR)).normalize();
    DocumentReader gateway = reader.section("gateway");
    GatewayConfig gatewayConfig =
        GatewayConfig.read(gateway, folder::resolve).withPolicyFiles(folder::resolve);
    DocumentReader collector = reader.section("collector");
    CollectorConfig collectorConfig =
        CollectorConfig.read(collector, dataDir.resolve(DataLayout.TELEMETRY_LOG));
    collector.finish();
    StoreSettings store =
        StoreSettings.read(reader.section("store"), dataDir.resolve(DataLayout.STORE));
    DocumentReader engine = reader.section("engine");
    EngineSettings engineSettings = rebased(EngineSettings.read(engine), folder, dataDir);
    RecordSettings record = RecordSettings.read(engine.section("record"));
    engine.finish();
    DashboardConfig control = DashboardConfig.read(reader.section("control"), dataDir);
    ApprovalSettings approvals = ApprovalSettings.read(reader.section("approvals"));
    List<Path> catalogues = reader.texts("catalogue").stream().map(folder::resolve).toList();
    EnforcementSettings enforcement = EnforcementSettings.read(reader.section("enforcement"));
    LinkSettings engineLink = LinkSettings.read(reader.section("engine-link"));
    AuditSettings audit = AuditSettings.read(reader.section("audit"), folder::resolve);
    MetricsSettings metrics = MetricsSettings.read(reader.section("metrics"));
    AlertSettings alerts = AlertSettings.read(reader.section("alerts"), folder::resolve);
    reader.finish();
    if (!problems.isEmpty()) {
      throw new DocumentException(problems);
    }
    return new ServerConfig(
        dataDir,
        gatewayConfig,
        collectorConfig,
        store,
        engineSettings,
        record,
        control,
        approvals,
        catalogues,
        enforcement,
        engineLink,
        audit,
        metrics,
        alerts);
  }

  /** Compiled rules are kept in the data folder unless the file says otherwise. */
  private static EngineSettings rebased(EngineSettings read, Path folder, Path dataDir) {
    Path cache = read.compileCache();
    return new EngineSettings(
        read.shards(),
        read.rules().stream().map(folder::resolve).toList(),
        read.shippedRules(),
        read.deadline(),
        read.maxSessions(),
        read.maxSessionsPerPrincipal(),
        read.baselineSessionsPerDay(),
        read.drift(),
        cache == null ? dataDir.resolve(DataLayout.COMPILED_RULES) : folder.resolve(cache),
        read.compile());
  }
}
