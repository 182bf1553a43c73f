// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static java.util.Objects.requireNonNull;

import io.holdpoint.dashboard.access.LoginLimits;
import io.holdpoint.dashboard.oidc.OidcSettings;
import io.holdpoint.model.document.DocumentReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the dashboard listens and whom it serves.
 *
 * @param host address to bind
 * @param port 0 to 65535; 0 takes any free one
 * @param allowedHosts names besides the loopback ones by which browsers may call it, without port
 * @param tenant whose sessions it shows
 * @param operator the name under which the first operator acts
 * @param dataFolder holds {@code operator.json}; created if missing
 * @param publicUrl where browsers find it, if that is not where it listens; null if it is
 * @param logins for how long browsers stay logged in
 * @param oidc which identity provider vouches for operators, null if none does
 */
public record DashboardConfig(
    String host,
    int port,
    List<String> allowedHosts,
    String tenant,
    String operator,
    Path dataFolder,
    @Nullable URI publicUrl,
    LoginLimits logins,
    @Nullable OidcSettings oidc) {

  private static final Pattern LISTEN = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\s]+):(\\d{1,5})");
  private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");
  private static final String DEFAULT_HOST = "127.0.0.1";
  private static final int DEFAULT_PORT = 7421;

  public DashboardConfig {
    requireNonNull(host, "host");
    allowedHosts = List.copyOf(allowedHosts);
    requireNonNull(tenant, "tenant");
    requireNonNull(operator, "operator");
    requireNonNull(dataFolder, "dataFolder");
    requireNonNull(logins, "logins");
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port: got " + port + " (expected: 0 to 65535)");
    }
  }

  /** One that browsers find where it listens, and that keeps them logged in as usual. */
  public DashboardConfig(
      String host,
      int port,
      List<String> allowedHosts,
      String tenant,
      String operator,
      Path dataFolder) {
    this(host, port, allowedHosts, tenant, operator, dataFolder, null, LoginLimits.USUAL, null);
  }

  /** True if browsers reach it by https, through a proxy. */
  public boolean isSecure() {
    return publicUrl != null && "https".equals(publicUrl.getScheme());
  }

  /** Everything by default but the port: any free one. For tests and demos. */
  public static DashboardConfig onAnyPort(Path dataFolder) {
    return new DashboardConfig(DEFAULT_HOST, 0, List.of(), "default", "operator", dataFolder);
  }

  /**
   * Reads the {@code dashboard} section: {@code listen}, {@code allowed-hosts}, {@code tenant},
   * {@code operator}, {@code public-url}, {@code login}, {@code oidc}. Problems go to the reader's
   * list, unknown keys included.
   */
  public static DashboardConfig read(DocumentReader section, Path dataFolder) {
    String listen = section.text("listen", DEFAULT_HOST + ":" + DEFAULT_PORT);
    Matcher matcher = LISTEN.matcher(listen);
    String host = DEFAULT_HOST;
    int port = DEFAULT_PORT;
    if (matcher.matches() && Integer.parseInt(matcher.group(2)) <= 65535) {
      host = matcher.group(1).replace("[", "").replace("]", "");
      port = Integer.parseInt(matcher.group(2));
    } else {
      section.problem(
          "listen", "got \"" + listen + "\" (expected: an address such as 127.0.0.1:7421)");
    }
    List<String> hosts = section.texts("allowed-hosts");
    for (String name : hosts) {
      if (!HOST.matcher(name).matches()) {
        section.problem(
            "allowed-hosts",
            "got \"" + name + "\" (expected: lower-case host names without scheme and port)");
      }
    }
    String tenant = section.text("tenant", "default");
    String operator = section.text("operator", "operator");
    if (tenant.isBlank()) {
      section.problem("tenant", "got \"\" (expected: a non-blank text)");
    }
    if (operator.isBlank()) {
      section.problem("operator", "got \"\" (expected: a non-blank text)");
    }
    URI publicUrl = publicUrl(section);
    LoginLimits logins = logins(section.section("login"));
    DocumentReader provider = section.section("oidc");
    OidcSettings oidc = section.has("oidc") ? OidcSettings.read(provider) : null;
    section.finish();
    return new DashboardConfig(
        host, port, known(hosts, publicUrl), tenant, operator, dataFolder, publicUrl, logins, oidc);
  }

  private static @Nullable URI publicUrl(DocumentReader section) {
    String text = section.text("public-url", "");
    if (text.isEmpty()) {
      return null;
    }
    try {
      URI url = new URI(text);
      boolean isWeb = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      if (isWeb && url.getHost() != null && url.getPath().matches("/?") && url.getQuery() == null) {
        return url;
      }
    } catch (URISyntaxException notUrl) {
      // Reported below, like an address of another kind.
    }
    section.problem(
        "public-url", "got \"" + text + "\" (expected: like https://holdpoint.example, no path)");
    return null;
  }

  /** By the name in the public address it may be called, too. */
  private static List<String> known(List<String> hosts, @Nullable URI publicUrl) {
    if (publicUrl == null || hosts.contains(publicUrl.getHost())) {
      return hosts;
    }
    return Stream.concat(hosts.stream(), Stream.of(publicUrl.getHost())).toList();
  }

  private static LoginLimits logins(DocumentReader section) {
    LoginLimits usual = LoginLimits.USUAL;
    Duration idle = section.duration("idle", usual.idle());
    Duration longest = section.duration("longest", usual.longest());
    section.finish();
    if (!idle.isPositive() || longest.compareTo(idle) < 0) {
      section.problem(
          "idle",
          "got " + idle + " with longest " + longest + " (expected: some time, then no less)");
      return usual;
    }
    return new LoginLimits(idle, longest);
  }
}
