package io.fallow.scheduler.api.doors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** One operation, as the contract tells everybody. */
record Operation(
    String id,
    String method,
    String path,
    List<String> roles,
    boolean bySecret,
    List<String> pathParameters,
    List<String> queryParameters,
    boolean takesBody) {

  /** All of a document. */
  static List<Operation> of(JsonObject document) {
    List<Operation> all = new ArrayList<>();
    JsonObject paths = document.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject methods = paths.getJsonObject(path);
      methods.fieldNames().forEach(m -> all.add(of(document, path, m, methods.getJsonObject(m))));
    }
    return all;
  }

  private static Operation of(JsonObject document, String path, String method, JsonObject said) {
    return new Operation(
        said.getString("operationId"),
        method.toUpperCase(java.util.Locale.ROOT),
        path,
        said.getJsonArray("x-roles", new JsonArray()).stream().map(String.class::cast).toList(),
        said.containsKey("x-secrets"),
        parameters(document, said, "path"),
        parameters(document, said, "query"),
        said.containsKey("requestBody"));
  }

  private static List<String> parameters(JsonObject document, JsonObject said, String in) {
    return said.getJsonArray("parameters", new JsonArray()).stream()
        .map(JsonObject.class::cast)
        .map(each -> resolved(document, each))
        .filter(each -> each.getString("in").equals(in))
        .map(each -> each.getString("name"))
        .toList();
  }

  private static JsonObject resolved(JsonObject document, JsonObject parameter) {
    String reference = parameter.getString("$ref");
    if (reference == null) {
      return parameter;
    }
    String name = reference.substring(reference.lastIndexOf('/') + 1);
    return document.getJsonObject("components").getJsonObject("parameters").getJsonObject(name);
  }
}
