package io.fallow.gateway.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A YAML 1.2 document as a tree of values that knows the line of each. What would surprise an
 * operator is a fault: a key twice, an alias, a tag, nesting without end.
 */
final class YamlTree {

  private static final int LARGEST = 1 << 20; // characters
  private static final int DEEPEST = 20;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Map<String, Integer> lines = new HashMap<>();
  private final List<ConfigFault> faults = new ArrayList<>();
  private JsonNode root = JSON.objectNode();

  private YamlTree() {}

  /** Reads a document; its faults are in the tree. */
  static YamlTree of(String text) {
    YamlTree tree = new YamlTree();
    if (text.length() > LARGEST) {
      tree.faults.add(new ConfigFault(0, "", "larger than a megabyte"));
      return tree;
    }
    try {
      LoadSettings settings =
          LoadSettings.builder().setAllowDuplicateKeys(true).setCodePointLimit(LARGEST).build();
      Optional<Node> node = new Compose(settings).composeString(text);
      if (node.isPresent()) {
        tree.root = tree.value(node.get(), "", 0);
      }
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      tree.faults.add(new ConfigFault(line, "", "is no YAML: " + e.getProblem()));
    } catch (YamlEngineException | StackOverflowError e) {
      tree.faults.add(new ConfigFault(0, "", "is no YAML: " + e.getMessage()));
    }
    return tree;
  }

  JsonNode root() {
    return root;
  }

  List<ConfigFault> faults() {
    return faults;
  }

  /** The line of a value, or of the nearest around it. */
  int line(String pointer) {
    String at = pointer;
    while (!lines.containsKey(at) && !at.isEmpty()) {
      at = at.substring(0, at.lastIndexOf('/'));
    }
    return lines.getOrDefault(at, 0);
  }

  private JsonNode value(Node node, String pointer, int depth) {
    lines.putIfAbsent(pointer, node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0));
    if (depth > DEEPEST) {
      fault(pointer, "is nested too deep");
      return JSON.nullNode();
    }
    if (node.getAnchor().isPresent()) {
      fault(pointer, "has an anchor: write the value where it is needed");
      return JSON.nullNode();
    }
    if (node instanceof MappingNode mapping) {
      return object(mapping, pointer, depth);
    }
    if (node instanceof SequenceNode sequence) {
      return array(sequence, pointer, depth);
    }
    return node instanceof ScalarNode scalar ? scalar(scalar, pointer) : JSON.nullNode();
  }

  private ObjectNode object(MappingNode mapping, String pointer, int depth) {
    ObjectNode object = JSON.objectNode();
    for (NodeTuple each : mapping.getValue()) {
      if (!(each.getKeyNode() instanceof ScalarNode key)) {
        fault(pointer, "has a key that is no word");
        continue;
      }
      String at = pointer + "/" + escaped(key.getValue());
      lines.put(at, key.getStartMark().map(mark -> mark.getLine() + 1).orElse(0));
      if (object.has(key.getValue())) {
        fault(at, "is there twice");
      }
      object.set(key.getValue(), value(each.getValueNode(), at, depth + 1));
    }
    return object;
  }

  private ArrayNode array(SequenceNode sequence, String pointer, int depth) {
    ArrayNode array = JSON.arrayNode();
    for (Node each : sequence.getValue()) {
      array.add(value(each, pointer + "/" + array.size(), depth + 1));
    }
    return array;
  }

  private JsonNode scalar(ScalarNode scalar, String pointer) {
    Tag tag = scalar.getTag();
    String text = scalar.getValue();
    if (tag.equals(Tag.STR)) {
      return JSON.textNode(text);
    }
    if (tag.equals(Tag.NULL)) {
      return JSON.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return JSON.booleanNode(text.equalsIgnoreCase("true"));
    }
    return tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) ? number(text, pointer) : tagged(pointer);
  }

  private JsonNode number(String text, String pointer) {
    try {
      if (text.startsWith("0x")) {
        return JSON.numberNode(new BigInteger(text.substring(2), 16));
      }
      BigDecimal number = new BigDecimal(text);
      return number.scale() <= 0 && number.precision() < 30 && number.scale() > -30
          ? JSON.numberNode(number.toBigInteger())
          : JSON.numberNode(number);
    } catch (NumberFormatException e) {
      fault(pointer, "'" + text + "' is no number that counts");
      return JSON.nullNode();
    }
  }

  private JsonNode tagged(String pointer) {
    fault(pointer, "has a tag");
    return JSON.nullNode();
  }

  private void fault(String pointer, String words) {
    faults.add(new ConfigFault(line(pointer), key(pointer), words));
  }

  /** {@code /sources/1/every} as an operator reads it: {@code sources[1].every}. */
  static String key(String pointer) {
    StringBuilder key = new StringBuilder();
    for (String part : pointer.split("/", -1)) {
      if (part.matches("[0-9]+")) {
        key.append('[').append(part).append(']');
      } else if (!part.isEmpty()) {
        key.append(key.isEmpty() ? "" : ".").append(part.replace("~1", "/").replace("~0", "~"));
      }
    }
    return key.toString();
  }

  static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }
}
