// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.metrics;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Metrics in Prometheus' text format 0.0.4, with names as OpenTelemetry's rules for Prometheus have
 * them: dots become underscores, the unit comes behind, and {@code _total} behind what only rises.
 */
final class PrometheusText {

  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final Map<String, String> UNITS = Map.of("s", "seconds", "By", "bytes");

  private final StringBuilder out = new StringBuilder(4096);

  private PrometheusText() {}

  static String of(Collection<MetricData> metrics) {
    PrometheusText text = new PrometheusText();
    List<MetricData> sorted = new ArrayList<>(metrics);
    sorted.sort(Comparator.comparing(MetricData::getName));
    sorted.forEach(text::metric);
    return text.out.toString();
  }

  private void metric(MetricData metric) {
    String name = name(metric);
    switch (metric.getType()) {
      case LONG_SUM -> {
        boolean rises = metric.getLongSumData().isMonotonic();
        head(rises ? name + "_total" : name, metric, rises ? "counter" : "gauge");
        longs(rises ? name + "_total" : name, metric.getLongSumData().getPoints());
      }
      case DOUBLE_SUM -> {
        boolean rises = metric.getDoubleSumData().isMonotonic();
        head(rises ? name + "_total" : name, metric, rises ? "counter" : "gauge");
        doubles(rises ? name + "_total" : name, metric.getDoubleSumData().getPoints());
      }
      case LONG_GAUGE -> {
        head(name, metric, "gauge");
        longs(name, metric.getLongGaugeData().getPoints());
      }
      case DOUBLE_GAUGE -> {
        head(name, metric, "gauge");
        doubles(name, metric.getDoubleGaugeData().getPoints());
      }
      case HISTOGRAM -> {
        head(name, metric, "histogram");
        metric.getHistogramData().getPoints().forEach(point -> histogram(name, point));
      }
      case SUMMARY, EXPONENTIAL_HISTOGRAM -> {
        // no instrument of ours makes one
      }
    }
  }

  private static String name(MetricData metric) {
    String name = word(metric.getName());
    String unit = UNITS.get(metric.getUnit());
    return unit == null || name.endsWith("_" + unit) ? name : name + "_" + unit;
  }

  private void head(String name, MetricData metric, String type) {
    out.append("# HELP ").append(name).append(' ');
    out.append(metric.getDescription().replace("\\", "\\\\").replace("\n", "\\n"));
    out.append("\n# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private void longs(String name, Collection<LongPointData> points) {
    for (LongPointData point : sorted(points)) {
      line(name, point.getAttributes(), "", Long.toString(point.getValue()));
    }
  }

  private void doubles(String name, Collection<DoublePointData> points) {
    for (DoublePointData point : sorted(points)) {
      line(name, point.getAttributes(), "", number(point.getValue()));
    }
  }

  private void histogram(String name, HistogramPointData point) {
    long below = 0;
    for (int i = 0; i < point.getBoundaries().size(); i++) {
      below += point.getCounts().get(i);
      line(
          name + "_bucket",
          point.getAttributes(),
          number(point.getBoundaries().get(i)),
          Long.toString(below));
    }
    String count = Long.toString(point.getCount());
    line(name + "_bucket", point.getAttributes(), "+Inf", count);
    line(name + "_sum", point.getAttributes(), "", number(point.getSum()));
    line(name + "_count", point.getAttributes(), "", count);
  }

  private void line(String name, Attributes attributes, String upTo, String value) {
    Map<String, String> labels = new TreeMap<>();
    attributes.forEach((key, label) -> labels.put(word(key.getKey()), label.toString()));
    if (!upTo.isEmpty()) {
      labels.put("le", upTo);
    }
    out.append(name);
    char before = '{';
    for (Map.Entry<String, String> label : labels.entrySet()) {
      out.append(before).append(label.getKey()).append("=\"");
      out.append(escaped(label.getValue())).append('"');
      before = ',';
    }
    out.append(labels.isEmpty() ? " " : "} ").append(value).append('\n');
  }

  private static <P extends PointData> List<P> sorted(Collection<P> points) {
    List<P> sorted = new ArrayList<>(points);
    sorted.sort(Comparator.comparing(point -> point.getAttributes().toString()));
    return sorted;
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static String word(String name) {
    return name.replaceAll("[^A-Za-z0-9_]", "_").toLowerCase(Locale.ROOT);
  }

  private static String escaped(String label) {
    return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
