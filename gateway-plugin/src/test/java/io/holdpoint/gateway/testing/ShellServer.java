// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.testing;

import io.holdpoint.gateway.GatewayConfig.Access;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A small stdio server as a shell script, quick to start and as rude as a test wants it. Tools:
 * {@code pid} says its process, {@code hang} never answers, {@code crash} ends it, {@code noise}
 * writes what is no message, {@code flood} sends progress and then the answer.
 */
public final class ShellServer {

  private static final String SCRIPT =
      """
      [ -z "$STUBBORN" ] || trap '' TERM
      echo "up $$ $SECRET" >&2
      [ -z "$LOG" ] || echo "up $$" >> "$LOG"
      answer() { printf '{"jsonrpc":"2.0","id":%s,"result":%s}\\n' "$1" "$2"; }
      text() { answer "$1" '{"content":[{"type":"text","text":"'"$2"'"}]}'; }
      while IFS= read -r line; do
        id=${line#*'"id":'}; id=${id%%,*}
        asked=${line#*'"protocolVersion":"'}; asked=${asked%%'"'*}
        case $line in
          *'"method":"initialize"'*) answer "$id" '{"protocolVersion":"'"$asked"'","capabilities":{"tools":{}},"serverInfo":{"name":"sh","version":"1"}}' ;;
          *'"method":"server/discover"'*) [ -n "$MODERN" ] && answer "$id" '{"resultType":"complete","supportedVersions":["2026-07-28"]}' || printf '{"jsonrpc":"2.0","id":%s,"error":{"code":-32601,"message":"no"}}\\n' "$id" ;;
          *'"name":"pid"'*) text "$id" "$$" ;;
          *'"name":"hang"'*) ;;
          *'"name":"crash"'*) exit 3 ;;
          *'"name":"noise"'*) echo 'hello there'; echo; echo '[1]'; text "$id" quiet ;;
          *'"name":"flood"'*)
            i=0
            while [ $i -lt 400 ]; do
              i=$((i+1))
              printf '{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":%s,"progress":%s,"message":"%s"}}\\n' "$id" "$i" "$PADDING"
            done
            text "$id" done ;;
          *'"method":"ping"'*) answer "$id" '{}' ;;
          *) [ -z "$LOG" ] || printf '%s\\n' "$line" >> "$LOG" ;;
        esac
      done
      [ -z "$STUBBORN" ] || while :; do sleep 1; done
      """;

  private ShellServer() {}

  /** One process for each session. */
  public static Access.Stdio perSession(Map<String, String> environment) {
    return stdio(environment, false, 32);
  }

  /** One process for all. */
  public static Access.Stdio shared(Map<String, String> environment) {
    return stdio(environment, true, 32);
  }

  /** So many processes and no more. */
  public static Access.Stdio atMost(int children) {
    return stdio(Map.of(), false, children);
  }

  private static Access.Stdio stdio(
      Map<String, String> environment, boolean shared, int maxChildren) {
    return new Access.Stdio(
        List.of("sh", "-c", SCRIPT),
        environment,
        null,
        shared,
        maxChildren,
        1 << 20,
        Duration.ofMinutes(5),
        Duration.ofMillis(300));
  }
}
