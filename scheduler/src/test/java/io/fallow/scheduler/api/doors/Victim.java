package io.fallow.scheduler.api.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.api.ApiWorld;
import io.fallow.scheduler.api.Reply;
import io.fallow.scheduler.api.auth.Caller;
import java.util.HashMap;
import java.util.Map;

/** An organisation that has something of everything, all of it marked. */
final class Victim {

  private final ApiWorld world;
  final Caller admin;
  final String asset;
  final String facility;
  private final Map<String, String> ids = new HashMap<>();

  Victim(ApiWorld world, Caller admin, String asset, String facility) throws Exception {
    this.world = world;
    this.admin = admin;
    this.asset = asset;
    this.facility = facility;
    fill();
  }

  private void fill() throws Exception {
    made("reservations", "/api/v1/reservations", Bodies.of("reserve", this, mark()));
    made("series", "/api/v1/series", Bodies.of("bookSeries", this, mark()));
    made("bundles", "/api/v1/bundles", Bodies.of("bookBundle", this, mark()));
    made("wait-list", "/api/v1/wait-list", Bodies.of("wait", this, mark()));
    made("lockouts", "/api/v1/assets/" + asset + "/lockouts", Bodies.of("lockOut", this, mark()));
    made("webhooks", "/api/v1/webhooks", Bodies.of("createWebhook", this, mark()));
    made("feeds", "/api/v1/feeds", Bodies.of("createFeed", this, mark()));
    made("keys", "/api/v1/keys", Bodies.of("createKey", this, mark()));
    made("circles", "/api/v1/circles", Bodies.of("foundCircle", this, mark()));
    world.post(admin, "/api/v1/gateways", Bodies.of("createGateway", this, mark()));
  }

  private void made(String what, String path, String body) throws Exception {
    Reply reply = world.post(admin, path, body);
    assertThat(reply.status()).as(what + ": " + reply.text()).isEqualTo(201);
    ids.put(what, String.valueOf(reply.json().getValue("id")));
  }

  /** Stands in all its texts that are nobody else's business. */
  String mark() {
    return "hush-" + organisation();
  }

  String organisation() {
    return admin.organisation();
  }

  /** What stands in the place of a parameter of a path, such as the id of a reservation. */
  String id(String parameter, String path) {
    String room = path.split("/", -1)[3];
    return switch (parameter) {
      case "asset" -> asset;
      case "facility" -> facility;
      case "gateway" -> organisation() + ".door-gw";
      case "organisation" -> organisation();
      case "person" -> admin.person();
      case "type" -> "mri";
      case "day" -> "2026-12-24";
      case "agreement" -> agreement();
      case "qualification", "motion", "delivery" -> "1";
      case "credential" -> "3f2b8c1e-0d54-4e7a-9b1c-6a5d4c3b2a19";
      case "lockout" -> ids.get("lockouts");
      case "key", "webhook", "feed", "circle", "id" -> known(room, parameter, path);
      default ->
          throw new AssertionError(
              "no sample for {" + parameter + "} of " + path + ": add one to Victim.id");
    };
  }

  private String agreement() {
    return String.valueOf(world.count("SELECT min(id) FROM agreement"));
  }

  private String known(String room, String parameter, String path) {
    String id = ids.get(room);
    assertThat(id).as("add a sample for {%s} of %s to Victim.fill", parameter, path).isNotNull();
    return id;
  }
}
