package io.fallow.scheduler.api.sharing;

import io.fallow.scheduler.agreement.Word;
import io.fallow.scheduler.api.operation.AssetJson;
import io.fallow.scheduler.circle.Circle;
import io.fallow.scheduler.circle.Member;
import io.fallow.scheduler.circle.Motion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** Circles as the contract shows them to their members, and to whom they would take in. */
final class CircleJson {

  private CircleJson() {}

  static JsonObject of(Circle circle, int viewerId) {
    JsonArray members = new JsonArray();
    circle.members().forEach(each -> members.add(member(each)));
    JsonArray motions = new JsonArray();
    circle.motions().forEach(each -> motions.add(motion(circle, each, viewerId)));
    return new JsonObject()
        .put("id", circle.id())
        .put("code", circle.code())
        .put("name", circle.name())
        .put("role", role(circle, viewerId))
        .put("admin", AssetJson.party(circle.admin().code(), circle.admin().name()))
        .put("terms", new JsonObject(circle.terms().json()))
        .put("members", members)
        .put("motions", motions);
  }

  private static String role(Circle circle, int viewerId) {
    if (circle.admin().id() == viewerId) {
      return "admin";
    }
    return circle.has(viewerId) ? "member" : "invited";
  }

  private static JsonObject member(Member member) {
    return AssetJson.party(member.organisation().code(), member.organisation().name())
        .put("since", member.since().toString());
  }

  private static JsonObject motion(Circle circle, Motion motion, int viewerId) {
    JsonObject json =
        new JsonObject()
            .put("id", motion.id())
            .put("status", motion.state().name().toLowerCase(Locale.ROOT));
    motion
        .subject()
        .fold(
            invitation -> json.put("invite", invitation.code()),
            common -> json.put("terms", new JsonObject(common.terms().json())),
            handover -> json.put("admin", handover.code()));
    json.put("proposed", word(motion.put()));
    return circle.has(viewerId) ? json.mergeIn(said(circle, motion)) : json;
  }

  /** Who of the members said what is for members alone. */
  private static JsonObject said(Circle circle, Motion motion) {
    JsonArray said = new JsonArray();
    motion.said().forEach(each -> said.add(word(each.word()).put("consents", each.consents())));
    JsonObject json = new JsonObject().put("said", said);
    motion.decidedAt().ifPresent(at -> json.put("decidedAt", at.toString()));
    if (motion.isOpen()) {
      JsonArray awaited = new JsonArray();
      circle.awaited(motion).forEach(each -> awaited.add(each.organisation().code()));
      motion.subject().fold(to -> awaited.add(to.code()), terms -> awaited, to -> awaited);
      json.put("awaited", awaited);
    }
    return json;
  }

  private static JsonObject word(Word word) {
    return new JsonObject()
        .put("organisation", word.organisation())
        .put("person", word.person())
        .put("at", word.at().toString());
  }
}
