package io.fallow.telemetry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PromQL expression, taken apart as far as to tell which metrics and labels it asks for. Of the
 * language it knows the tokens, which words are functions, aggregations and operators, and that
 * brackets are closed; not the types.
 *
 * @param metrics names of selectors
 * @param labels names in matchers and groupings
 */
record PromQl(String text, Set<String> metrics, Set<String> labels) {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<word>[a-zA-Z_:][a-zA-Z0-9_:]*)|(?<string>\"(?:[^\"\\\\]|\\\\.)*\")"
              + "|(?<range>\\[[0-9]+[smhdwy]\\])|(?<number>[0-9]+(?:\\.[0-9]+)?)"
              + "|(?<sign>[=!]~|[=!<>]=|[-+*/%^<>=(){},]))");

  private static final Set<String> FUNCTIONS =
      Set.of("rate", "increase", "scalar", "histogram_quantile", "absent", "time", "clamp_min");
  private static final Set<String> AGGREGATIONS = Set.of("sum", "max", "min", "avg", "count");
  private static final Set<String> GROUPINGS = Set.of("by", "without", "on", "ignoring");
  private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool");
  private static final Map<String, String> BRACKETS = Map.of(")", "(", "}", "{");

  /**
   * Reads an expression of Prometheus or, with its variables, of Grafana.
   *
   * @throws IllegalArgumentException if it is none
   */
  static PromQl parse(String text) {
    List<String> tokens = tokens(text.replace("$__rate_interval", "5m"), text);
    Set<String> metrics = new TreeSet<>();
    Set<String> labels = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>();
    for (int i = 0; i < tokens.size(); i++) {
      String token = tokens.get(i);
      String before = i == 0 ? "" : tokens.get(i - 1);
      String next = i + 1 == tokens.size() ? "" : tokens.get(i + 1);
      if (token.equals("(") || token.equals("{")) {
        open.push(GROUPINGS.contains(before) ? "grouping(" : token);
      } else if (BRACKETS.containsKey(token)) {
        require(!open.isEmpty() && open.pop().endsWith(BRACKETS.get(token)), token, text);
      } else if (!open.isEmpty() && !open.peek().equals("(")) {
        if (Character.isLetter(token.charAt(0)) || token.startsWith("_")) {
          labels.add(token);
        }
      } else if (Character.isLetter(token.charAt(0))) {
        word(token, next, text, metrics);
      }
    }
    require(open.isEmpty(), "the end", text);
    require(!metrics.isEmpty(), "an expression without a metric", text);
    return new PromQl(text, metrics, labels);
  }

  private static List<String> tokens(String expression, String text) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(expression);
    int at = 0;
    while (at < expression.length()) {
      matcher.region(at, expression.length());
      require(matcher.lookingAt(), expression.substring(at), text);
      tokens.add(matcher.group().strip());
      at = matcher.end();
    }
    return tokens;
  }

  private static void word(String word, String next, String text, Set<String> metrics) {
    if (next.equals("(")) {
      boolean known =
          FUNCTIONS.contains(word) || AGGREGATIONS.contains(word) || GROUPINGS.contains(word);
      require(known || OPERATORS.contains(word), word, text);
    } else if (!AGGREGATIONS.contains(word) && !OPERATORS.contains(word)) {
      metrics.add(word);
    }
  }

  private static void require(boolean right, String token, String text) {
    if (!right) {
      throw new IllegalArgumentException("at '" + token + "' in " + text);
    }
  }
}
