package io.fallow.scheduler.api.contract;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Puts the contract together from its parts: each room of the API writes one. */
final class ContractParts {

  private static final String FOLDER = "/io/fallow/scheduler/api/openapi/";

  /** The parts beside the base, in the order in which a reader meets them. */
  private static final List<String> PARTS =
      List.of(
          "membership",
          "asset",
          "access",
          "gateway",
          "calendar",
          "idle",
          "booking",
          "policy",
          "sharing",
          "telling",
          "group",
          "audit");

  private ContractParts() {}

  /** The whole document. */
  static JsonObject assembled() {
    JsonObject whole = part("base");
    PARTS.forEach(name -> add(whole, part(name), name));
    return whole;
  }

  private static void add(JsonObject whole, JsonObject part, String name) {
    whole.getJsonArray("tags").addAll(part.getJsonArray("tags", new JsonArray()));
    merge(whole.getJsonObject("paths"), part.getJsonObject("paths"), name);
    JsonObject components = part.getJsonObject("components", new JsonObject());
    for (String kind : components.fieldNames()) {
      JsonObject known = whole.getJsonObject("components").getJsonObject(kind, new JsonObject());
      merge(known, components.getJsonObject(kind), name);
      whole.getJsonObject("components").put(kind, known);
    }
  }

  private static void merge(JsonObject whole, JsonObject part, String name) {
    for (String key : part.fieldNames()) {
      if (whole.containsKey(key)) {
        throw new IllegalStateException("the contract has " + key + " twice, again in " + name);
      }
      whole.put(key, part.getValue(key));
    }
  }

  private static JsonObject part(String name) {
    String resource = FOLDER + name + ".json";
    try (InputStream in = ContractParts.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the contract's part " + name + " is missing");
      }
      return new JsonObject(Buffer.buffer(in.readAllBytes()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
