// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.dashboard.Steps;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.view.StepRow;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NewsTest {

  private final List<StepRow> two =
      new Steps(Fixtures.session(1), 0, Fixtures.NOW).model("a").model("b").rows();

  @Test
  void take_emptiesIt() {
    News news = new News(10);
    news.add(two, List.of());
    assertThat(news.take().steps()).isEqualTo(two);
    assertThat(news.take().isEmpty()).isTrue();
  }

  @Test
  void moreThanTheLimit_isLost_andSaid() {
    News news = new News(3);
    news.add(two, List.of());
    news.add(two, List.of());
    News.Batch batch = news.take();
    assertThat(batch.steps()).hasSize(2);
    assertThat(batch.lost()).isTrue();
    assertThat(news.take().lost()).isFalse();
  }
}
