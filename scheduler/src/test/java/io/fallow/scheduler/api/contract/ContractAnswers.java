package io.fallow.scheduler.api.contract;

import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.List;

/** Holds answers against the contract. */
public final class ContractAnswers {

  private static final JsonSchemaOptions OPTIONS =
      new JsonSchemaOptions()
          .setBaseUri("app://answers/")
          .setDraft(Draft.DRAFT202012)
          .setOutputFormat(OutputFormat.Basic);

  private final JsonObject document;

  /** Answers of this contract. */
  public ContractAnswers(JsonObject document) {
    this.document = document;
  }

  /** What is wrong with a body that ought to be of one of the contract's schemas. */
  public List<String> faults(String schema, JsonObject body) {
    JsonObject definition = document.getJsonObject("components").getJsonObject("schemas");
    JsonObject whole = closed(new References(document).resolved(definition.getJsonObject(schema)));
    OutputUnit result =
        Validator.create(JsonSchema.of(whole), OPTIONS, new Formats()).validate(body);
    return result.getErrors() == null
        ? List.of()
        : result.getErrors().stream()
            .map(error -> error.getInstanceLocation() + ": " + error.getError())
            .toList();
  }

  /** The schema with no more fields than it names: what is answered must be documented. */
  private static JsonObject closed(JsonObject schema) {
    JsonObject closed = new JsonObject();
    schema.forEach(
        member ->
            closed.put(
                member.getKey(),
                member.getValue() instanceof JsonObject inner ? closed(inner) : member.getValue()));
    boolean isObject = schema.getValue("properties") instanceof JsonObject;
    return isObject ? closed.put("additionalProperties", false) : closed;
  }
}
