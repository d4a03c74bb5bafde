package io.fallow.scheduler.api.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one operation takes.
 *
 * @param header by the header's name
 * @param rules what it takes besides to give a field of the body, by its name
 * @param takesBody whether it takes a body
 * @param needsBody whether it can't do without
 */
record OperationFields(
    Map<String, Field> path,
    Map<String, Field> query,
    Map<String, Field> header,
    Map<String, Field> body,
    Map<String, FieldRule> rules,
    boolean takesBody,
    boolean needsBody) {

  private static final String JSON = "application/json";

  /** Reads an operation object, with references to {@code components} of the document. */
  static OperationFields of(JsonObject document, JsonObject operation) {
    References references = new References(document);
    Map<String, Field> path = new LinkedHashMap<>();
    Map<String, Field> query = new LinkedHashMap<>();
    Map<String, Field> header = new LinkedHashMap<>();
    for (Object each : operation.getJsonArray("parameters", new JsonArray())) {
      JsonObject parameter = references.resolved((JsonObject) each);
      String in = parameter.getString("in");
      Field field =
          Field.of(
              in,
              parameter.getString("name"),
              parameter.getBoolean("required", false),
              parameter.getJsonObject("schema"));
      Map<String, Field> fields = in.equals("path") ? path : in.equals("header") ? header : query;
      fields.put(field.name(), field);
    }
    Map<String, Field> body = new LinkedHashMap<>();
    Map<String, FieldRule> rules = Map.of();
    JsonObject requestBody = operation.getJsonObject("requestBody");
    if (requestBody != null) {
      JsonObject media = requestBody.getJsonObject("content").getJsonObject(JSON);
      JsonObject schema = references.resolved(media.getJsonObject("schema"));
      addFields(schema, body);
      rules = OperationRule.ofFields(schema);
    }
    boolean takesBody = requestBody != null;
    boolean needsBody = takesBody && requestBody.getBoolean("required", false);
    return new OperationFields(path, query, header, body, rules, takesBody, needsBody);
  }

  private static void addFields(JsonObject schema, Map<String, Field> body) {
    JsonArray required = schema.getJsonArray("required", new JsonArray());
    for (String name : schema.getJsonObject("properties").fieldNames()) {
      JsonObject property = schema.getJsonObject("properties").getJsonObject(name);
      body.put(name, Field.of("body", name, required.contains(name), property));
    }
  }
}
