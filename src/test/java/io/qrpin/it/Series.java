package io.qrpin.it;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A time series that a server shows in Prometheus' text format.
 *
 * @param name its name
 * @param labels its labels
 * @param value its value
 */
record Series(String name, Map<String, String> labels, double value) {

  private static final Pattern LINE = Pattern.compile("(?m)^(\\w+)(?:\\{(.*)\\})? (\\S+)$");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  /** A series of ours in a query, with its matchers if it has any. */
  private static final Pattern SELECTED = Pattern.compile("\\b(qrpin_\\w+)(?:\\{([^}]*)\\})?");

  private static final Pattern MATCHER = Pattern.compile("(\\w+)(=|!=|=~|!~)\"([^\"]*)\"");
  private static final Pattern GROUPED = Pattern.compile("\\bby \\(([^)]*)\\)");

  /** All series in a scrape. */
  static List<Series> in(String scrape) {
    return LINE.matcher(scrape)
        .results()
        .map(
            line ->
                new Series(line.group(1), labels(line.group(2)), Double.parseDouble(line.group(3))))
        .toList();
  }

  private static Map<String, String> labels(String text) {
    return LABEL
        .matcher(text == null ? "" : text)
        .results()
        .collect(Collectors.toMap(it -> it.group(1), it -> it.group(2)));
  }

  /**
   * The parts of a PromQL query that no series answers: selectors of ours, and labels by which it
   * groups.
   */
  static List<String> missingFor(String query, List<Series> shown) {
    List<String> grouped =
        GROUPED
            .matcher(query)
            .results()
            .flatMap(by -> Stream.of(by.group(1).split(",")))
            .map(String::strip)
            .toList();
    return SELECTED
        .matcher(query)
        .results()
        .filter(
            selected ->
                shown.stream()
                    .noneMatch(
                        series ->
                            series.name.equals(selected.group(1))
                                && series.labels.keySet().containsAll(grouped)
                                && series.matches(selected.group(2))))
        .map(selected -> selected.group() + " by " + grouped)
        .toList();
  }

  private boolean matches(String matchers) {
    return MATCHER
        .matcher(matchers == null ? "" : matchers)
        .results()
        .allMatch(
            it -> {
              String value = labels.getOrDefault(it.group(1), "");
              String wanted = it.group(3);
              return switch (it.group(2)) {
                case "=" -> value.equals(wanted);
                case "!=" -> !value.equals(wanted);
                case "=~" -> value.matches(wanted);
                default -> !value.matches(wanted);
              };
            });
  }
}
