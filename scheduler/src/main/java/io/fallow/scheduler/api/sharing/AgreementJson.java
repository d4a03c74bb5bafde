package io.fallow.scheduler.api.sharing;

import io.fallow.scheduler.agreement.About;
import io.fallow.scheduler.agreement.Agreement;
import io.fallow.scheduler.agreement.Version;
import io.fallow.scheduler.agreement.Word;
import io.fallow.scheduler.api.operation.AssetJson;
import io.fallow.scheduler.policy.Durations;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Agreements as the contract shows them to those who may know of them. */
final class AgreementJson {

  private AgreementJson() {}

  /** An agreement as it stands, with what counts, or what is proposed where nothing does. */
  static JsonObject of(Agreement agreement, int viewerId, Instant now) {
    Version counting = agreement.counting();
    JsonObject json =
        new JsonObject()
            .put("id", agreement.id())
            .put("role", agreement.side(viewerId).name().toLowerCase(Locale.ROOT))
            .put("status", agreement.standing(now))
            .put("version", counting.number())
            .put("owner", AssetJson.party(agreement.owner().code(), agreement.owner().name()));
    putReach(json, agreement);
    putAbout(json, agreement.about());
    put(json, "from", agreement.from());
    put(json, "until", agreement.until());
    putNotice(json, agreement.endNotice());
    json.put("terms", new JsonObject(counting.terms().json()));
    agreement
        .notice()
        .ifPresent(notice -> json.put("ended", word(notice.given(), notice.reason())));
    agreement.open().ifPresent(open -> json.put("waiting", version(open)));
    return json;
  }

  /** The same with everything that was ever proposed. */
  static JsonObject whole(Agreement agreement, int viewerId, Instant now) {
    JsonArray versions = new JsonArray();
    agreement.versions().forEach(each -> versions.add(version(each)));
    return of(agreement, viewerId, now).put("versions", versions);
  }

  /** The entity tag of an agreement as it stands. */
  static String etag(Agreement agreement) {
    return "\"" + agreement.edition() + "\"";
  }

  private static void putReach(JsonObject json, Agreement agreement) {
    JsonObject partner = new JsonObject();
    agreement.partner().ifPresent(known -> partner.put("name", known.name()));
    agreement
        .reach()
        .fold(
            with -> json.put("partner", partner.put("code", with.code())),
            circle -> json.put("circle", circle.id()),
            () -> json.put("everybody", true));
  }

  private static void putAbout(JsonObject json, About about) {
    about.facility().ifPresent(facility -> json.put("facility", facility));
    about.assetType().ifPresent(type -> json.put("type", type));
    about.asset().ifPresent(asset -> json.put("asset", asset));
  }

  private static JsonObject version(Version version) {
    JsonObject json = new JsonObject().put("version", version.number());
    json.put("status", version.status().name().toLowerCase(Locale.ROOT));
    putAbout(json, version.about());
    put(json, "from", version.from());
    put(json, "until", version.until());
    putNotice(json, version.endNotice());
    json.put("terms", new JsonObject(version.terms().json()));
    json.put("proposed", word(version.proposed(), Optional.empty()));
    version.decided().ifPresent(word -> json.put("decided", word(word, version.reason())));
    return json;
  }

  private static JsonObject word(Word word, Optional<String> reason) {
    JsonObject json =
        new JsonObject()
            .put("organisation", word.organisation())
            .put("person", word.person())
            .put("at", word.at().toString());
    reason.ifPresent(why -> json.put("reason", why));
    return json;
  }

  private static void put(JsonObject json, String name, Optional<Instant> at) {
    at.ifPresent(instant -> json.put(name, instant.toString()));
  }

  private static void putNotice(JsonObject json, Duration notice) {
    if (!notice.isZero()) {
      json.put("endNotice", Durations.text(notice));
    }
  }
}
