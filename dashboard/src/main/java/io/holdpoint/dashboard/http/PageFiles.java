// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import io.holdpoint.dashboard.Dashboard;
import io.holdpoint.model.json.Hashes;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The page: static files out of our own jar, kept in memory. Browsers ask each time whether a file
 * changed, so a new version shows at once.
 */
final class PageFiles {

  private record File(String text, String type, String tag) {}

  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+(/[a-z0-9-]+)*\\.(js|css|svg)");
  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "html", "text/html; charset=utf-8");

  private final Map<String, Optional<File>> files = new ConcurrentHashMap<>();

  /** The one document; which view it shows is up to its address. */
  void document(Context ctx) {
    send(ctx, "index.html");
  }

  void asset(Context ctx) {
    String name = ctx.path().substring("/assets/".length());
    if (!NAME.matcher(name).matches()) {
      throw missing(ctx);
    }
    send(ctx, name);
  }

  private void send(Context ctx, String name) {
    File file = files.computeIfAbsent(name, PageFiles::load).orElseThrow(() -> missing(ctx));
    ctx.header("Cache-Control", "no-cache");
    ctx.header("ETag", file.tag());
    if (file.tag().equals(ctx.header("If-None-Match"))) {
      ctx.status(304);
      return;
    }
    ctx.contentType(file.type()).result(file.text());
  }

  private static Optional<File> load(String name) {
    try (InputStream in = Dashboard.class.getResourceAsStream("page/" + name)) {
      if (in == null) {
        return Optional.empty();
      }
      byte[] bytes = in.readAllBytes();
      String tag = "\"" + HexFormat.of().formatHex(Hashes.sha256().digest(bytes), 0, 12) + "\"";
      String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain");
      return Optional.of(new File(new String(bytes, StandardCharsets.UTF_8), type, tag));
    } catch (IOException e) {
      throw new IllegalStateException("page file " + name + ": got an unreadable resource", e);
    }
  }

  private static ApiException missing(Context ctx) {
    return new ApiException(
        404, "page.unknown", "path: got " + ctx.path() + " (expected: a file of the page)");
  }
}
