package io.fallow.scheduler.api.contract;

import static java.util.stream.Collectors.joining;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The contract of the API: the document itself, its model for the router, and the reading of
 * requests against it. Immutable; safe for any thread.
 */
public final class ApiContract {

  private final Buffer document;
  private final OpenAPIContract model;
  private final Map<String, OperationFields> operations;
  private final Map<String, OperationRule> rules;

  private ApiContract(JsonObject whole, OpenAPIContract model, Map<String, OperationRule> rules) {
    this.document = Buffer.buffer(whole.encodePrettily());
    this.model = model;
    this.operations = each(whole, (method, each) -> OperationFields.of(whole, each));
    this.rules = rules;
  }

  /**
   * Reads and checks the document that is built into this program.
   *
   * @throws IllegalStateException if it doesn't say of an operation who may call it
   */
  public static Future<ApiContract> load(Vertx vertx) {
    JsonObject whole = ContractParts.assembled();
    Map<String, OperationRule> rules = rules(whole);
    return OpenAPIContract.from(vertx, forRoutes(whole.copy()))
        .map(model -> new ApiContract(whole, model, rules));
  }

  /** Who may call each operation of a document; it is told in the operation's description, too. */
  static Map<String, OperationRule> rules(JsonObject document) {
    Map<String, OperationRule> rules =
        each(
            document,
            (method, operation) -> {
              OperationRule rule = OperationRule.of(document, method, operation);
              String said = operation.getString("description", "");
              operation.put("description", (said + "\n\n" + rule.told()).strip());
              return rule;
            });
    document
        .getJsonObject("components")
        .getJsonObject("schemas")
        .getJsonObject("Scope")
        .put("enum", new JsonArray(OperationRule.scopes(rules.values())));
    return rules;
  }

  /**
   * The library refuses application/problem+json, and would add handlers of its own for security;
   * its model serves to find routes only.
   */
  private static JsonObject forRoutes(JsonObject document) {
    document.remove("security");
    JsonObject nothing = new JsonObject().put("description", "see the document");
    JsonObject paths = document.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject methods = paths.getJsonObject(path);
      for (String method : methods.fieldNames()) {
        methods.getJsonObject(method).remove("security");
        methods
            .getJsonObject(method)
            .put("responses", new JsonObject().put("default", nothing.copy()));
      }
    }
    document.getJsonObject("components").remove("responses");
    return document;
  }

  private static <T> Map<String, T> each(
      JsonObject document, BiFunction<String, JsonObject, T> made) {
    Map<String, T> operations = new HashMap<>();
    JsonObject paths = document.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject methods = paths.getJsonObject(path);
      for (String method : methods.fieldNames()) {
        JsonObject operation = methods.getJsonObject(method);
        operations.put(operation.getString("operationId"), made.apply(method, operation));
      }
    }
    return Map.copyOf(operations);
  }

  /** The document as it is served. */
  public Buffer document() {
    return document;
  }

  /** The model from which routes are built. */
  public OpenAPIContract model() {
    return model;
  }

  /** Who may call an operation. */
  public OperationRule rule(String operationId) {
    return rules.get(operationId);
  }

  /** What it takes besides to give a field of an operation's body, by its name. */
  public Map<String, FieldRule> fieldRules(String operationId) {
    return operations.get(operationId).rules();
  }

  /** The methods that a path knows, comma-separated; GET and HEAD for one outside the contract. */
  public String methodsOf(String path) {
    Path known = model.findPath(path);
    return known == null
        ? "GET, HEAD"
        : known.getOperations().stream()
            .map(operation -> operation.getHttpMethod().name())
            .collect(joining(", "));
  }

  /**
   * What a request of an operation brought, with its faults. The body must have been read.
   *
   * @throws io.fallow.scheduler.api.problem.ProblemException for a body of another media type
   */
  public Inputs read(String operationId, RoutingContext ctx) {
    return new RequestReader(operations.get(operationId), ctx).read();
  }
}
