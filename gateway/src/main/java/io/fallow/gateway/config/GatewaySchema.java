package io.fallow.gateway.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The published schema of a gateway's file. */
final class GatewaySchema {

  private static final String RESOURCE = "gateway.schema.json";

  private final Schema schema;

  GatewaySchema() {
    try (InputStream in = GatewaySchema.class.getResourceAsStream(RESOURCE)) {
      schema =
          SchemaRegistry.withDefaultDialect(
                  SpecificationVersion.DRAFT_2020_12,
                  builder ->
                      builder.schemaRegistryConfig(
                          SchemaRegistryConfig.builder().pathType(PathType.JSON_POINTER).build()))
              .getSchema(in, InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What does not fit, at the lines of the tree. */
  List<ConfigFault> faults(YamlTree tree) {
    return schema.validate(tree.root()).stream().map(error -> fault(error, tree)).toList();
  }

  private static ConfigFault fault(Error error, YamlTree tree) {
    String at = error.getInstanceLocation().toString();
    boolean unknown = error.getKeyword().equals("additionalProperties");
    String pointer = unknown ? at + "/" + YamlTree.escaped(error.getProperty()) : at;
    return new ConfigFault(tree.line(pointer), YamlTree.key(pointer), words(error));
  }

  private static String words(Error error) {
    JsonNode rule = error.getSchemaNode();
    JsonNode value = error.getInstanceNode();
    return switch (error.getKeyword()) {
      case "additionalProperties" -> "there is no such key here";
      case "required" -> "'" + error.getProperty() + "' is missing";
      case "dependentRequired" -> "go together: " + String.join(", ", names(rule));
      case "enum" -> "%s is none of %s".formatted(value, choices(rule));
      case "pattern" -> "%s does not have the form %s".formatted(value, rule.asText());
      case "type" -> "%s is no %s".formatted(value, rule.asText());
      default -> error.getMessage();
    };
  }

  private static List<String> names(JsonNode rule) {
    return rule.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static String choices(JsonNode rule) {
    return StreamSupport.stream(rule.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(", "));
  }
}
