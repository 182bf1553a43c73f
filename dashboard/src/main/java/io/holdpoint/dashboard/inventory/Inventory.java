// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.inventory;

import io.holdpoint.dashboard.insight.Registration;
import io.holdpoint.dashboard.view.SessionView;
import io.holdpoint.model.view.DriftReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts sessions together by the agent that ran them. */
public final class Inventory {

  private static final int RISKS = 30;
  private static final int ASKED = 5;

  private record Key(String name, String version, String principal) {}

  private Inventory() {}

  /**
   * The agents behind some sessions, by name and version. Where no name was given, each principal
   * stands for an agent of its own.
   *
   * @param sessions newest first
   * @param asked how many calls of a session were put before people, by its id
   * @param known what else is known
   */
  public static List<AgentView> of(
      List<SessionView> sessions, Map<String, Integer> asked, Known known) {
    Map<Key, List<SessionView>> byAgent =
        sessions.stream()
            .collect(
                Collectors.groupingBy(
                    session ->
                        new Key(
                            session.agentName(),
                            session.agentVersion(),
                            session.agentName().isEmpty() ? session.principal() : ""),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return byAgent.values().stream()
        .map(own -> agent(own, asked, known))
        .sorted(Comparator.comparing(AgentView::name).thenComparing(AgentView::version))
        .toList();
  }

  /**
   * What is known beyond sessions.
   *
   * @param owner registered for a principal
   * @param registration of a principal
   * @param upstreams that a session's calls went to; asked of the newest sessions of each agent
   * @param baseline that a session is compared with; asked of the newest sessions of each agent
   */
  public record Known(
      Function<String, Optional<String>> owner,
      Function<String, Optional<Registration>> registration,
      Function<SessionView, Collection<String>> upstreams,
      Function<SessionView, Optional<DriftReport.Baseline>> baseline) {}

  private static AgentView agent(List<SessionView> own, Map<String, Integer> asked, Known known) {
    List<String> principals = byCount(own);
    Registration registered =
        principals.stream()
            .flatMap(p -> known.registration().apply(p).stream())
            .findFirst()
            .orElse(Registration.NONE);
    List<String> effects = words(own, SessionView::effects);
    return new AgentView(
        own.getFirst().agentName(),
        own.getFirst().agentVersion(),
        principals,
        principals.stream().flatMap(p -> known.owner().apply(p).stream()).findFirst().orElse(""),
        registered.team(),
        registered.purpose(),
        registered.allowedEffects(),
        registered.beyond(effects),
        own.stream()
            .limit(ASKED)
            .flatMap(session -> known.upstreams().apply(session).stream())
            .filter(name -> !name.isEmpty())
            .distinct()
            .sorted()
            .toList(),
        words(own, session -> List.of(session.environment())),
        own.size(),
        (int) own.stream().filter(s -> !List.of("ended", "killed").contains(s.state())).count(),
        (int) own.stream().filter(SessionView::containable).count(),
        own.stream().mapToLong(SessionView::steps).sum(),
        own.stream().map(SessionView::steps).sorted().toList().get(own.size() / 2),
        own.stream().map(SessionView::steps).sorted().toList().get((own.size() - 1) * 19 / 20),
        perDay(own),
        (int) own.stream().filter(session -> session.effects().contains("egress")).count(),
        (int) own.stream().filter(Inventory::drifted).count(),
        usage(own),
        own.stream()
            .limit(ASKED)
            .flatMap(session -> known.baseline().apply(session).stream())
            .findFirst()
            .orElse(null),
        own.stream().mapToInt(SessionView::denied).sum(),
        own.stream().mapToInt(SessionView::detections).sum(),
        effects,
        words(own, SessionView::labels),
        own.stream().mapToInt(SessionView::maxRisk).max().orElse(0),
        own.stream().limit(RISKS).map(SessionView::maxRisk).toList().reversed(),
        own.stream().mapToInt(session -> asked.getOrDefault(session.id(), 0)).sum(),
        own.stream().map(SessionView::startedAt).min(Instant::compareTo).orElse(Instant.EPOCH),
        own.stream().map(SessionView::lastStepAt).max(Instant::compareTo).orElse(Instant.EPOCH));
  }

  private static boolean drifted(SessionView session) {
    SessionView.DriftView drift = session.drift();
    return drift != null && drift.alarm();
  }

  private static @Nullable Double perDay(List<SessionView> own) {
    Instant first =
        own.stream().map(SessionView::startedAt).min(Instant::compareTo).orElse(Instant.EPOCH);
    Instant last =
        own.stream().map(SessionView::startedAt).max(Instant::compareTo).orElse(Instant.EPOCH);
    Duration span = Duration.between(first, last);
    return span.toHours() < 1
        ? null
        : Math.round(own.size() * 10.0 * Duration.ofDays(1).toMillis() / span.toMillis()) / 10.0;
  }

  private static AgentView.@Nullable MedianUsage usage(List<SessionView> own) {
    List<SessionView.UsageView> told =
        own.stream().flatMap(session -> Optional.ofNullable(session.usage()).stream()).toList();
    return told.isEmpty()
        ? null
        : new AgentView.MedianUsage(
            median(told, usage -> usage.inputTokens() + usage.outputTokens()),
            median(told, SessionView.UsageView::costMicros));
  }

  private static long median(
      List<SessionView.UsageView> told, ToLongFunction<SessionView.UsageView> of) {
    return told.stream().mapToLong(of).sorted().toArray()[told.size() / 2];
  }

  private static List<String> byCount(List<SessionView> own) {
    Map<String, Long> counts =
        own.stream()
            .map(SessionView::principal)
            .filter(principal -> !principal.isEmpty())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static List<String> words(
      List<SessionView> own, Function<SessionView, List<String>> each) {
    TreeSet<String> words = new TreeSet<>();
    own.forEach(session -> words.addAll(each.apply(session)));
    words.remove("");
    return List.copyOf(words);
  }
}
