// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostRouteIT {

  @TempDir Path folder;

  @Test
  void host_isAnsweredByItsHandler() {
    try (Running running = Running.with(folder)) {
      HttpResponse<String> answer = call(running, "/api/v1/decide?hold=ask", Running.HOST, "{}");

      assertThat(answer.statusCode()).isEqualTo(201);
      assertThat(answer.body())
          .isEqualTo("{\"caller\":\"a host\",\"query\":\"hold=ask\",\"bytes\":2}");
    }
  }

  @Test
  void operator_mayDeclare_butNotDecide() {
    try (Running running = Running.with(folder)) {
      assertThat(call(running, "/api/v1/sessions", running.token(), "{}").body())
          .contains("operator operator");
      assertThat(Running.error(call(running, "/api/v1/decide", running.token(), "{}")))
          .isEqualTo("401 host.wrong-token");
    }
  }

  @Test
  void hostsToken_opensNothingElse() {
    try (Running running = Running.with(folder)) {
      HttpRequest.Builder read =
          running.anonymous("/api/v1/rules").header("Authorization", "Bearer " + Running.HOST);

      assertThat(Running.error(running.send(read))).isEqualTo("401 login.wrong-token");
    }
  }

  @Test
  void nobody_isRefused_andSoIsAnotherTypeOfBody() {
    try (Running running = Running.with(folder)) {
      HttpRequest.Builder nobody =
          running
              .anonymous("/api/v1/decide")
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("{}"));
      HttpRequest.Builder form =
          running
              .anonymous("/api/v1/decide")
              .header("Authorization", "Bearer " + Running.HOST)
              .header("Content-Type", "text/plain")
              .POST(HttpRequest.BodyPublishers.ofString("{}"));

      assertThat(Running.error(running.send(nobody))).isEqualTo("401 host.wrong-token");
      assertThat(Running.error(running.send(form))).isEqualTo("415 body.type");
    }
  }

  @Test
  void path_outsideTheApi_isRefused() {
    HostRoute.Handler never =
        (caller, query, body) -> {
          throw new IllegalStateException("got a call");
        };
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HostRoute("/assets/x", false, never))
        .withMessageStartingWith("host route: got \"/assets/x\"");
  }

  private static HttpResponse<String> call(
      Running running, String path, String token, String body) {
    return running.send(
        running
            .anonymous(path)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }
}
