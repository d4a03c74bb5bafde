package io.fallow.scheduler.api.doors;

import io.fallow.scheduler.api.ApiWorld;
import io.fallow.scheduler.api.Reply;
import io.fallow.scheduler.api.auth.Caller;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Every operation of the contract as it is served, and a request of each with somebody's ids. */
final class Doors {

  /** Query parameters that name something of somebody's. */
  private static final Map<String, Function<Ids, String>> NAMING =
      Map.of("asset", Ids::asset, "owner", Ids::organisation, "actor", Ids::person);

  private static final Set<String> HARMLESS =
      Set.of(
          "after",
          "asOf",
          "before",
          "bucket",
          "capability",
          "cursor",
          "from",
          "groupBy",
          "limit",
          "minDuration",
          "minProbability",
          "near",
          "order",
          "radiusKm",
          "reason",
          "side",
          "status",
          "to",
          "type",
          "until",
          "what",
          "key");

  private final ApiWorld world;
  private final List<Operation> operations;

  Doors(ApiWorld world) throws Exception {
    this.world = world;
    this.operations = Operation.of(world.send(world.request("/openapi.json")).json());
  }

  List<Operation> all() {
    return operations;
  }

  /** The answer to somebody, as which role or roles they may have. */
  Reply by(Caller caller, Operation operation, Ids ids) throws Exception {
    String token = "Bearer " + world.token(caller);
    return world.send(request(operation, ids).header("Authorization", token));
  }

  HttpRequest.Builder request(Operation operation, Ids ids) {
    HttpRequest.Builder request = world.request(path(operation, ids));
    request.header("If-Match", "\"" + ids.version() + "\"");
    if (!operation.takesBody()) {
      return request.method(operation.method(), BodyPublishers.noBody());
    }
    return request
        .header("Content-Type", "application/json")
        .method(
            operation.method(), BodyPublishers.ofString(Bodies.of(operation.id(), ids, "mine")));
  }

  private static String path(Operation operation, Ids ids) {
    String path = operation.path();
    for (String parameter : operation.pathParameters()) {
      path = path.replace("{" + parameter + "}", ids.id(parameter, operation.path()));
    }
    List<String> query = new ArrayList<>();
    for (String parameter : operation.queryParameters()) {
      if (NAMING.containsKey(parameter)) {
        query.add(parameter + "=" + NAMING.get(parameter).apply(ids));
      } else if (!HARMLESS.contains(parameter)) {
        throw new AssertionError(
            "is the query parameter " + parameter + " an id? Add it to NAMING or HARMLESS");
      }
    }
    if (operation.queryParameters().containsAll(List.of("from", "to"))) {
      query.add("from=2026-11-16T00:00:00Z");
      query.add("to=2026-11-18T00:00:00Z");
    }
    return query.isEmpty() ? path : path + "?" + String.join("&", query);
  }

  /** Whether an operation is about an asset that the asker names. */
  static boolean namesAsset(Operation operation) {
    return operation.pathParameters().contains("asset")
        || operation.queryParameters().contains("asset")
        || (operation.takesBody() && Bodies.namesAsset(operation.id()));
  }
}
