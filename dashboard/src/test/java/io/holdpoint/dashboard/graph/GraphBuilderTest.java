// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.dashboard.MemoryStore;
import io.holdpoint.dashboard.Trace;
import io.holdpoint.dashboard.graph.GraphView.Edge;
import io.holdpoint.dashboard.graph.GraphView.Node;
import io.holdpoint.dashboard.insight.ValueOrigin;
import io.holdpoint.dashboard.outline.Outlines;
import io.holdpoint.dashboard.outline.SessionOutline;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class GraphBuilderTest {

  private final Session session = Fixtures.session(1);
  private final Trace trace = new Trace(session, 1_000, Instant.parse("2026-11-20T10:00:00Z"));

  @Test
  void callsOfOneModelCall_standSideBySide_andMeetAgain() {
    int plan = trace.model("m", 100);
    trace.in(plan).at(120);
    int first = trace.call("crm/get", 80);
    trace.in(plan).at(125);
    int second = trace.call("kb/search", 90);
    trace.at(300);
    int next = trace.model("m", 100);

    GraphView graph = graph(Set.of());

    assertThat(graph.nodes()).extracting(Node::column).containsExactly(0, 1, 1, 2);
    assertThat(graph.nodes()).extracting(Node::row).containsExactly(0.5, 0.0, 1.0, 0.5);
    assertThat(graph.edges())
        .containsExactly(
            edge(plan, first, "cause"),
            edge(plan, second, "cause"),
            edge(first, next, "time"),
            edge(second, next, "time"));
    assertThat(graph.groups().getFirst().nodes()).containsExactly(id(first), id(second));
    assertThat(graph.groups().getFirst().nanos()).isEqualTo(95_000_000);
  }

  @Test
  void callsOneAfterTheOther_areNoParallelOnes() {
    trace.call("a/one", 50);
    trace.call("a/two", 50);

    GraphView graph = graph(Set.of());

    assertThat(graph.groups()).isEmpty();
    assertThat(graph.nodes()).extracting(Node::column).containsExactly(0, 1);
    assertThat(graph.edges()).containsExactly(edge(0, 1, "time"));
  }

  @Test
  void callWithinACall_isCausedByIt_notBesideIt() {
    trace.call("agent/execute", 500);
    trace.in(0).at(100).call("crm/get", 50);

    assertThat(graph(Set.of()).edges()).containsExactly(edge(0, 1, "cause"));
    assertThat(graph(Set.of()).groups()).isEmpty();
  }

  @Test
  void repetition_isOneNode_thatCounts() {
    trace.call("a/start", 5);
    for (int i = 0; i < 4; i++) {
      trace.call("kb/search", 5);
    }
    trace.call("a/end", 5);

    GraphView graph = graph(Set.of());

    assertThat(graph.nodes()).extracting(Node::fold).containsExactly("none", "loop", "none");
    Node loop = graph.nodes().get(1);
    assertThat(List.of(loop.times(), loop.count(), loop.from(), loop.to()))
        .containsExactly(4, 4, 2, 5);
    assertThat(graph(Set.of(loop.id())).nodes()).hasSize(6);
  }

  @Test
  void repetitionOfTwoSteps_isOneNode_too() {
    for (int i = 0; i < 3; i++) {
      trace.model("m", 50);
      trace.call("kb/search", 5);
    }
    Node loop = graph(Set.of()).nodes().getFirst();
    assertThat(loop.title()).isEqualTo("m, search");
    assertThat(loop.times()).isEqualTo(3);
    assertThat(loop.count()).isEqualTo(6);
  }

  @Test
  void subAgent_isFolded_andUnfoldsIntoALaneOfItsOwn() {
    int plan = trace.model("m", 50);
    int writer = trace.handOff("writer", 5_000);
    trace.at(200);
    for (int i = 0; i < 4; i++) {
      trace.in(writer).call("memory/read" + i, 10);
      trace.in(writer).model("w" + i, 10);
    }
    trace.at(6_000);
    int end = trace.call("mail/send", 5);

    GraphView folded = graph(Set.of());
    assertThat(folded.nodes()).extracting(Node::fold).containsExactly("none", "agent", "none");
    assertThat(folded.nodes().get(1).count()).isEqualTo(9);

    GraphView open = graph(Set.of(id(writer)));
    assertThat(open.nodes()).hasSize(11);
    assertThat(open.nodes().get(2).row()).isGreaterThan(open.nodes().get(1).row());
    assertThat(open.edges()).contains(edge(plan, writer, "time"), edge(writer, 2, "hand-off"));
    assertThat(open.edges()).contains(edge(9, end, "return"));
    assertThat(open.nodes().getLast().column()).isEqualTo(10);
  }

  @Test
  void laterSteps_moveNothingThatStands() {
    trace.model("m", 50);
    trace.call("a/one", 5);
    GraphView before = graph(Set.of());
    trace.call("a/two", 5);
    trace.call("a/three", 5);

    GraphView after = graph(Set.of());

    assertThat(after.nodes().subList(0, 2)).isEqualTo(before.nodes());
  }

  @Test
  void chain_isMarked_andProved() {
    trace.call("files/read", 5);
    trace.call("kb/search", 5);
    trace.call("mail/send", 5);

    GraphView graph =
        new GraphBuilder(
                outline(), 3, 100, Set.of(), List.of(trace.id(0), trace.id(2)), Set.of(), Map.of())
            .build();

    assertThat(graph.nodes())
        .extracting(Node::marks)
        .containsExactly(List.of(1), List.of(), List.of(2));
    assertThat(graph.edges()).contains(edge(0, 2, "proof"));
  }

  @Test
  void values_leadFromWhatBroughtThem_andSayMoreThanProofs() {
    trace.call("files/read", 5);
    trace.call("mail/send", 5);
    ValueOrigin to = new ValueOrigin("to", "no", trace.id(0), "files/read", List.of(), 100);
    ValueOrigin body = new ValueOrigin("body", "no", trace.id(0), "files/read", List.of(), 40);

    GraphView graph =
        new GraphBuilder(
                outline(),
                2,
                100,
                Set.of(),
                List.of(trace.id(0), trace.id(1)),
                Set.of(),
                Map.of(trace.id(1), List.of(to, body)))
            .build();

    assertThat(graph.edges()).contains(new Edge(id(0), id(1), "value", "body, to"));
    assertThat(graph.edges()).noneMatch(edge -> edge.kind().equals("proof"));
  }

  @Test
  void partOfALongSession_saysWhereItIs() {
    for (int i = 0; i < 300; i++) {
      trace.call("a/call" + i, 5);
    }
    GraphView graph =
        new GraphBuilder(outline(), 100, 40, Set.of(), List.of(), Set.of(), Map.of()).build();
    assertThat(List.of(graph.total(), graph.from(), graph.to())).containsExactly(300, 80, 119);
    assertThat(graph.nodes()).hasSize(40);
  }

  private GraphView graph(Set<String> toggled) {
    SessionOutline outline = outline();
    return new GraphBuilder(
            outline, outline.steps().size(), 400, toggled, List.of(), Set.of(), Map.of())
        .build();
  }

  private SessionOutline outline() {
    MemoryStore store = new MemoryStore();
    store.append(trace.rows(), List.of());
    return new Outlines(store, session.identity().tenant(), new FakeClock())
        .of(session.id())
        .orElseThrow();
  }

  private Edge edge(int from, int to, String kind) {
    return new Edge(id(from), id(to), kind, "");
  }

  private String id(int index) {
    return trace.id(index).toString();
  }
}
