package io.fallow.scheduler.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The last seal of an organisation's chain, to be kept elsewhere. It vouches for all numbers up to
 * its own; its code, made under a key that the database doesn't have, is its signature.
 *
 * @param organisation its code
 * @param seal of its own chain
 */
public record Head(String organisation, Seal seal) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** As JSON. */
  public ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("organisation", organisation)
        .put("number", seal.number())
        .put("entry", seal.entryId())
        .put("madeAt", seal.madeAt().toString())
        .put("sealedAt", seal.sealedAt().toString())
        .put("digest", seal.digest().hex())
        .put("previous", seal.previous().hex())
        .put("key", seal.keyId())
        .put("code", seal.code().hex());
  }

  /**
   * The heads in a text: one, or an object with a list of {@code heads}.
   *
   * @throws IllegalArgumentException for any other text
   */
  static List<Head> parse(String text, OrganisationNames names) {
    try {
      JsonNode json = JSON.readTree(text);
      List<Head> heads = new ArrayList<>();
      (json.has("heads") ? json.get("heads") : List.of(json))
          .forEach(each -> heads.add(head(each, names)));
      return heads;
    } catch (JsonProcessingException | DateTimeException fault) {
      throw new IllegalArgumentException("no exported head: " + fault.getMessage(), fault);
    }
  }

  private static Head head(JsonNode json, OrganisationNames names) {
    String organisation = text(json, "organisation");
    int id =
        names
            .id(organisation)
            .orElseThrow(
                () -> new IllegalArgumentException("there is no organisation " + organisation));
    Seal seal =
        new Seal(
            id,
            json.path("number").asLong(),
            json.path("entry").asLong(),
            Instant.parse(text(json, "madeAt")),
            Instant.parse(text(json, "sealedAt")),
            new Code(text(json, "digest")),
            new Code(text(json, "previous")),
            text(json, "key"),
            new Code(text(json, "code")));
    return new Head(organisation, seal);
  }

  private static String text(JsonNode json, String name) {
    if (!json.path(name).isTextual()) {
      throw new IllegalArgumentException("no exported head: it has no " + name);
    }
    return json.get(name).asText();
  }
}
