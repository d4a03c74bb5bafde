package io.fallow.scheduler.api.contract;

import io.fallow.scheduler.api.problem.Fault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One named value that an operation takes: a parameter, or a field of its body. Immutable.
 *
 * @param in {@code path}, {@code query}, {@code header} or {@code body}
 */
record Field(String in, String name, boolean required, JsonObject schema, Validator validator) {

  private static final JsonSchemaOptions OPTIONS =
      new JsonSchemaOptions()
          .setBaseUri("app://fallow/")
          .setDraft(Draft.DRAFT202012)
          .setOutputFormat(OutputFormat.Basic);

  static Field of(String in, String name, boolean required, JsonObject schema) {
    Validator validator = Validator.create(JsonSchema.of(schema.copy()), OPTIONS, new Formats());
    return new Field(in, name, required, schema, validator);
  }

  /** The value to take when none is given. */
  Optional<Object> byDefault() {
    return Optional.ofNullable(schema.getValue("default"));
  }

  /**
   * A parameter's text as the JSON value that its schema speaks of; the text itself where it can't
   * be read as one, so that the schema refuses it.
   */
  Object fromText(String text) {
    if (type().equals("array")) {
      return new JsonArray(List.of(text.split(",", -1)));
    }
    if (type().equals("boolean") && (text.equals("true") || text.equals("false"))) {
      return Boolean.valueOf(text);
    }
    boolean numeric = type().equals("number") || type().equals("integer");
    return numeric ? number(text) : text;
  }

  private static Object number(String text) {
    try {
      BigDecimal number = new BigDecimal(text);
      boolean sensible = text.length() <= 30 && Math.abs(number.scale()) <= 30;
      boolean whole = number.stripTrailingZeros().scale() <= 0 && number.precision() <= 15;
      return sensible ? whole ? (Object) number.longValue() : number.doubleValue() : text;
    } catch (NumberFormatException notANumber) {
      return text;
    }
  }

  /** What is wrong with a value. Several rules may be broken; the first of them is told. */
  Optional<Fault> check(Object value) {
    if (!Characters.areKept(value)) {
      return Optional.of(fault("format", "must hold no character zero, and no half of a pair"));
    }
    OutputUnit result = validator.validate(value);
    if (Boolean.TRUE.equals(result.getValid())) {
      return Optional.empty();
    }
    String keyword =
        Stream.ofNullable(result.getErrors())
            .flatMap(List::stream)
            .map(Field::keyword)
            .filter(word -> !word.equals("items"))
            .findFirst()
            .orElse("schema");
    return Optional.of(fault(code(keyword), message(keyword)));
  }

  private static String keyword(OutputUnit error) {
    String location = Objects.requireNonNullElse(error.getKeywordLocation(), "");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  Fault fault(String code, String message) {
    return new Fault(in, name, code, message);
  }

  private String type() {
    return schema.getString("type", "string");
  }

  private static String code(String keyword) {
    return switch (keyword) {
      case "type" -> "type";
      case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" -> "range";
      case "minLength", "maxLength", "minItems", "maxItems" -> "length";
      case "enum", "const" -> "choice";
      case "uniqueItems" -> "repeated";
      default -> "format";
    };
  }

  private String message(String keyword) {
    return switch (keyword) {
      case "type" -> "must be " + article(type());
      case "minimum" -> "must be at least " + schema.getValue(keyword);
      case "maximum" -> "must be at most " + schema.getValue(keyword);
      case "exclusiveMinimum" -> "must be more than " + schema.getValue(keyword);
      case "exclusiveMaximum" -> "must be less than " + schema.getValue(keyword);
      case "maxLength" -> "must have at most " + schema.getValue(keyword) + " characters";
      case "minLength" -> "must have at least " + schema.getValue(keyword) + " characters";
      case "maxItems" -> "must have at most " + schema.getValue(keyword) + " values";
      case "enum" -> "must be one of " + choices().encode();
      case "uniqueItems" -> "must not name a value twice";
      default -> "must be " + expected();
    };
  }

  /** Of the value itself, or of each in a list of them. */
  private JsonArray choices() {
    JsonObject of = schema.containsKey("enum") ? schema : schema.getJsonObject("items");
    return of.getJsonArray("enum");
  }

  private String expected() {
    if (schema.containsKey("x-expected")) {
      return schema.getString("x-expected");
    }
    return schema.containsKey("format")
        ? Formats.expected(schema.getString("format"))
        : "valid: see /docs";
  }

  private static String article(String type) {
    return switch (type) {
      case "integer" -> "a whole number";
      case "boolean" -> "true or false";
      case "array" -> "a list";
      case "object" -> "an object";
      default -> "a " + type;
    };
  }
}
