package io.fallow.scheduler.sharing;

import io.fallow.telemetry.registry.Asset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Terms at random that tell others of assets or not, and an oracle of whom they tell of what. */
final class ToldTerms {

  private static final List<String> TERMS =
      List.of(
          "{\"longest\":\"PT2H\"}",
          "{\"data\":[]}",
          "{\"data\":[\"session-power\"]}",
          "{\"data\":[\"session-power\",\"utilisation\"]}",
          "{\"data\":[\"utilisation\"],\"longest\":\"PT2H\"}");

  private final Random random;
  private final List<Asset> assets;
  private final Consumer<String> database;

  /** By the id of an agreement or of an asset, or by a type; only where something was said. */
  private final Map<String, Boolean> said = new HashMap<>();

  /** Says something of these assets, and of their types. */
  ToldTerms(Random random, List<Asset> assets, Consumer<String> database) {
    this.random = random;
    this.assets = assets;
    this.database = database;
    for (Asset asset : assets) {
      say(asset.publicId(), asset.organisationId(), "asset_id", "" + asset.id());
    }
    assets.stream()
        .map(each -> Map.entry(each.type(), each.organisationId()))
        .distinct()
        .forEach(type -> say(type.getKey(), type.getValue(), "asset_type", type.getKey()));
  }

  void sayOfAgreement(int id, int owner) {
    say("" + id, owner, "agreement_id", "" + id);
  }

  /** Or says nothing at all. */
  private void say(String what, int owner, String column, String value) {
    int chosen = random.nextInt(TERMS.size() + 1);
    if (chosen == TERMS.size()) {
      return;
    }
    String terms = TERMS.get(chosen);
    database.accept(
        "INSERT INTO policy (owner_id, %s, terms, said_by, said_at) VALUES (%d, '%s', '%s', 't', now())"
            .formatted(column, owner, value, terms));
    if (terms.contains("data")) {
      said.put(what, terms.contains("utilisation"));
    }
  }

  /**
   * Of what somebody sees, that of which the terms tell.
   *
   * @param seen how, by public id: {@code own}, or what begins with an agreement's id
   */
  Set<String> of(Map<String, String> seen) {
    Set<String> told = new TreeSet<>();
    for (Asset asset : assets) {
      String how = seen.getOrDefault(asset.publicId(), "not at all").split(" ", 2)[0];
      boolean ofAsset = said.getOrDefault(asset.publicId(), said.getOrDefault(asset.type(), false));
      boolean shared = seen.containsKey(asset.publicId()) && said.getOrDefault(how, ofAsset);
      if (how.equals("own") || shared) {
        told.add(asset.publicId());
      }
    }
    return told;
  }
}
