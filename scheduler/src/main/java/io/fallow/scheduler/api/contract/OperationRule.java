package io.fallow.scheduler.api.contract;

import io.fallow.scheduler.membership.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may call an operation, as the contract says it: {@code x-roles} of the operation names the
 * roles of which a person needs one, and its tag, with whether it only reads, the scope that a key
 * needs, unless {@code x-scope} of the operation names another. Where {@code x-keys} of the tag is
 * {@code none}, no key will do; where it is {@code any}, each one does. In their place {@code
 * x-secrets} names the fields of the body that let in whoever knows them: then nothing else does.
 *
 * @param scope such as {@code reservations:write}
 * @param secrets names of fields; empty where people and programs call
 */
public record OperationRule(Set<Role> roles, Keys keys, String scope, Set<String> secrets) {

  /** Which keys an operation takes. */
  public enum Keys {
    NONE,
    SCOPED,
    ANY
  }

  /** Takes a copy. */
  public OperationRule {
    roles = Set.copyOf(roles);
    secrets = Set.copyOf(secrets);
  }

  /** Whether a secret in the body lets in, and nothing else. */
  public boolean isBySecret() {
    return !secrets.isEmpty();
  }

  /**
   * Reads an operation's rule.
   *
   * @throws IllegalStateException if the operation has none, so that a program that would let
   *     everybody in doesn't start
   */
  static OperationRule of(JsonObject document, String method, JsonObject operation) {
    String id = operation.getString("operationId");
    Set<String> secrets = secrets(document, id, operation);
    if (!secrets.isEmpty()) {
      return new OperationRule(Set.of(), Keys.NONE, "", secrets);
    }
    JsonObject tag = tag(document, operation.getJsonArray("tags").getString(0));
    String access = method.equals("get") ? ":read" : ":write";
    return new OperationRule(
        roles(id, operation.getJsonArray("x-roles")),
        Keys.valueOf(tag.getString("x-keys", "scoped").toUpperCase(Locale.ROOT)),
        operation.getString("x-scope", word(tag) + access),
        Set.of());
  }

  /** The fields named by {@code x-secrets}: the body must need each, and no role may be named. */
  private static Set<String> secrets(JsonObject document, String id, JsonObject operation) {
    if (!operation.containsKey("x-secrets")) {
      return Set.of();
    }
    OperationFields fields = OperationFields.of(document, operation);
    Set<String> needed =
        fields.body().values().stream()
            .filter(Field::required)
            .map(Field::name)
            .collect(Collectors.toSet());
    JsonArray named = operation.getJsonArray("x-secrets");
    if (named.isEmpty() || !needed.containsAll(named.getList()) || !fields.needsBody()) {
      throw new IllegalStateException("x-secrets of " + id + " must name fields that it needs");
    }
    if (operation.containsKey("x-roles")) {
      throw new IllegalStateException(id + " is called by a secret or in a role, not by either");
    }
    return named.stream().map(String.class::cast).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * What it takes besides to give a field, by its name: where {@code x-roles} of the field names
   * roles, its {@code x-scope} names what a key needs.
   *
   * @param schema of the body
   */
  static Map<String, FieldRule> ofFields(JsonObject schema) {
    Map<String, FieldRule> rules = new HashMap<>();
    JsonObject properties = schema.getJsonObject("properties", new JsonObject());
    for (String name : properties.fieldNames()) {
      JsonObject property = properties.getJsonObject(name);
      if (property.containsKey("x-roles")) {
        String scope = property.getString("x-scope");
        if (scope == null) {
          throw new IllegalStateException("the contract doesn't say which keys may give " + name);
        }
        rules.put(name, new FieldRule(roles(name, property.getJsonArray("x-roles")), scope));
      }
    }
    return rules;
  }

  private static Set<Role> roles(String id, JsonArray codes) {
    List<Optional<Role>> roles =
        Stream.ofNullable(codes)
            .flatMap(JsonArray::stream)
            .map(code -> Role.of((String) code))
            .toList();
    if (roles.isEmpty() || roles.stream().anyMatch(Optional::isEmpty)) {
      throw new IllegalStateException(
          "the contract doesn't say who may call " + id + ": x-roles must name some of the roles");
    }
    return roles.stream().flatMap(Optional::stream).collect(Collectors.toUnmodifiableSet());
  }

  private static JsonObject tag(JsonObject document, String name) {
    return document.getJsonArray("tags").stream()
        .map(JsonObject.class::cast)
        .filter(tag -> tag.getString("name").equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the contract has no tag " + name));
  }

  private static String word(JsonObject tag) {
    String byDefault = tag.getString("name").toLowerCase(Locale.ROOT).replace(' ', '-');
    return tag.getString("x-scope", byDefault);
  }

  /** All scopes that keys may have, sorted. */
  static List<String> scopes(Collection<OperationRule> rules) {
    return rules.stream()
        .filter(rule -> rule.keys() == Keys.SCOPED)
        .map(OperationRule::scope)
        .distinct()
        .sorted()
        .toList();
  }

  /** The codes of the roles, in the order in which they are declared. */
  public List<String> roleCodes() {
    return roles.stream().sorted().map(Role::code).toList();
  }

  /** What a reader of the contract is told of it. */
  String told() {
    if (isBySecret()) {
      String fields = String.join("`, `", secrets.stream().sorted().toList());
      return "**By secret**: `" + fields + "` of the body. No token or key is asked for.";
    }
    String people = "**Roles**: " + String.join(", ", roleCodes()) + ".";
    return switch (keys) {
      case NONE -> people + " Not by key.";
      case ANY -> people + " Any key.";
      case SCOPED -> people + " **Key's scope**: `" + scope + "`.";
    };
  }
}
