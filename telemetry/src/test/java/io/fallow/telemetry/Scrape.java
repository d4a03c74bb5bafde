package io.fallow.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a process told a Prometheus: each metric's name and its labels' names. */
record Scrape(Map<String, Set<String>> metrics) {

  /** What Prometheus adds by itself. */
  private static final Set<String> ADDED = Set.of("instance", "job");

  private static final Pattern SAMPLE =
      Pattern.compile("^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? [-+.0-9eENaIinf]+$");
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"");

  static Scrape of(String text) {
    Map<String, Set<String>> metrics = new HashMap<>(Map.of("up", Set.of()));
    text.lines()
        .map(SAMPLE::matcher)
        .filter(sample -> sample.matches())
        .forEach(
            sample -> {
              Set<String> labels = metrics.computeIfAbsent(sample.group(1), any -> new HashSet<>());
              if (sample.group(2) != null) {
                LABEL
                    .matcher(sample.group(2))
                    .results()
                    .forEach(found -> labels.add(found.group(1)));
              }
            });
    return new Scrape(metrics);
  }

  /** Asserts that there is every metric that a query asks for, with its labels. */
  void has(PromQl query) {
    assertThat(metrics.keySet()).as(query.text()).containsAll(query.metrics());
    Set<String> labels = new HashSet<>(ADDED);
    query.metrics().forEach(metric -> labels.addAll(metrics.get(metric)));
    assertThat(labels).as(query.text()).containsAll(query.labels());
  }
}
