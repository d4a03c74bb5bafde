package io.fallow.scheduler.api.contract;

import static java.util.stream.Collectors.joining;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The contract of the API: the document itself, its model for the router, and the reading of
 * requests against it. Immutable; safe for any thread.
 */
public final class ApiContract {

  private final Buffer document;
  private final OpenAPIContract model;
  private final Map<String, OperationFields> operations;

  private ApiContract(Buffer document, OpenAPIContract model, Map<String, OperationFields> ops) {
    this.document = document;
    this.model = model;
    this.operations = Map.copyOf(ops);
  }

  /** Reads and checks the document that is built into this program. */
  public static Future<ApiContract> load(Vertx vertx) {
    JsonObject whole = ContractParts.assembled();
    Buffer document = Buffer.buffer(whole.encodePrettily());
    return OpenAPIContract.from(vertx, withoutAnswers(whole.copy()))
        .map(model -> new ApiContract(document, model, operations(whole)));
  }

  /** The library refuses application/problem+json; its model serves to find routes only. */
  private static JsonObject withoutAnswers(JsonObject document) {
    JsonObject nothing = new JsonObject().put("description", "see the document");
    JsonObject paths = document.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject methods = paths.getJsonObject(path);
      for (String method : methods.fieldNames()) {
        methods
            .getJsonObject(method)
            .put("responses", new JsonObject().put("default", nothing.copy()));
      }
    }
    document.getJsonObject("components").remove("responses");
    return document;
  }

  private static Map<String, OperationFields> operations(JsonObject document) {
    Map<String, OperationFields> operations = new HashMap<>();
    JsonObject paths = document.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject methods = paths.getJsonObject(path);
      for (String method : methods.fieldNames()) {
        JsonObject operation = methods.getJsonObject(method);
        operations.put(operation.getString("operationId"), OperationFields.of(document, operation));
      }
    }
    return operations;
  }

  /** The document as it is served. */
  public Buffer document() {
    return document;
  }

  /** The model from which routes are built. */
  public OpenAPIContract model() {
    return model;
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
