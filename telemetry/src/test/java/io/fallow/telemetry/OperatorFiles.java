package io.fallow.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The expressions in the files for operators. */
final class OperatorFiles {

  private static final Pattern EXPRESSION = Pattern.compile("^ +expr: (.+)$", Pattern.MULTILINE);
  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((\\w+), (\\w+)\\)");

  private OperatorFiles() {}

  static List<PromQl> dashboard() throws IOException {
    JsonObject dashboard = new JsonObject(read("grafana-dashboard.json"));
    Stream<String> panels =
        objects(dashboard, "panels")
            .flatMap(panel -> objects(panel, "targets"))
            .map(target -> target.getString("expr"));
    Stream<String> variables =
        objects(dashboard.getJsonObject("templating"), "list")
            .filter(variable -> variable.getString("type").equals("query"))
            .map(variable -> variable.getJsonObject("query").getString("query"))
            .map(query -> LABEL_VALUES.matcher(query).replaceFirst("sum by ($2) ($1)"));
    return Stream.concat(panels, variables).map(PromQl::parse).toList();
  }

  private static Stream<JsonObject> objects(JsonObject parent, String name) {
    return parent.containsKey(name)
        ? parent.getJsonArray(name).stream().map(JsonObject.class::cast)
        : Stream.empty();
  }

  static List<PromQl> alerts() throws IOException {
    String rules = read("prometheus-alerts.yaml");
    List<PromQl> expressions =
        EXPRESSION.matcher(rules).results().map(found -> PromQl.parse(found.group(1))).toList();
    long alerts = rules.lines().filter(line -> line.strip().startsWith("- alert: ")).count();
    if (alerts != expressions.size()) {
      throw new IllegalStateException("an alert has its expression on more than one line");
    }
    return expressions;
  }

  private static String read(String name) throws IOException {
    try (InputStream file = Telemetry.class.getResourceAsStream("ops/" + name)) {
      return new String(file.readAllBytes(), UTF_8);
    }
  }
}
