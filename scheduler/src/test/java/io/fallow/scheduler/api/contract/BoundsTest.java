package io.fallow.scheduler.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people and programs write is bounded, however deep in a request it stands. */
class BoundsTest {

  private static final int LONG = 5_000;

  private final List<String> unbounded = new ArrayList<>();
  private int strings;
  private int lists;

  @Test
  void everyStringAndEveryListThatAnOperationTakesHasABound() {
    JsonObject document = ContractParts.assembled();
    for (Map.Entry<String, Object> path : document.getJsonObject("paths")) {
      for (Map.Entry<String, Object> method : (JsonObject) path.getValue()) {
        if (method.getValue() instanceof JsonObject operation) {
          look(operation.getString("operationId"), OperationFields.of(document, operation));
        }
      }
    }
    assertThat(strings).isGreaterThan(200);
    assertThat(lists).isGreaterThan(10);
    assertThat(unbounded).isEmpty();
  }

  private void look(String operation, OperationFields fields) {
    Stream.of(fields.path(), fields.query(), fields.header(), fields.body())
        .flatMap(each -> each.values().stream())
        .forEach(field -> look(operation + "/" + field.name(), field.schema()));
  }

  private void look(String where, JsonObject schema) {
    switch (schema.getString("type", "")) {
      case "string" -> {
        strings++;
        note(where, isBounded(schema));
      }
      case "array" -> {
        lists++;
        note(where, schema.containsKey("maxItems"));
      }
      default -> {}
    }
    for (Map.Entry<String, Object> member : schema) {
      if (member.getValue() instanceof JsonObject inner) {
        look(where + "/" + member.getKey(), inner);
      } else if (member.getValue() instanceof JsonArray several) {
        several.forEach(each -> inner(where + "/" + member.getKey(), each));
      }
    }
  }

  private void inner(String where, Object each) {
    if (each instanceof JsonObject schema) {
      look(where, schema);
    }
  }

  private void note(String where, boolean bounded) {
    if (!bounded) {
      unbounded.add(where);
    }
  }

  /** By a limit, by a choice, or by a form that no long text has. */
  private static boolean isBounded(JsonObject schema) {
    boolean hasForm = schema.containsKey("pattern") || schema.containsKey("format");
    return Stream.of("maxLength", "enum", "const").anyMatch(schema::containsKey)
        || (hasForm && refusesLong(schema));
  }

  private static boolean refusesLong(JsonObject schema) {
    Field field = Field.of("body", "it", true, schema);
    return Stream.of("a", "A", "0", "-", ".", "a-", "0.", "P1D", "T")
        .map(part -> part.repeat(LONG / part.length()))
        .allMatch(text -> field.check(text).isPresent());
  }
}
