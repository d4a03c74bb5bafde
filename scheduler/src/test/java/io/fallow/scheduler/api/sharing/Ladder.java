package io.fallow.scheduler.api.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.api.ApiWorld;
import io.fallow.scheduler.api.Reply;
import io.fallow.scheduler.api.auth.Caller;
import io.fallow.scheduler.api.contract.ContractAnswers;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The steps by which companies come to share, over HTTP; each must succeed. */
final class Ladder {

  private static final String AGREEMENTS = "/api/v1/agreements";

  private final ApiWorld world;
  private final ContractAnswers contract;

  Ladder(ApiWorld world) {
    this.world = world;
    try {
      this.contract = new ContractAnswers(world.send(world.request("/openapi.json")).json());
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  /** In what an answer isn't as the contract says. */
  List<String> faults(String schema, Reply reply) {
    return contract.faults(schema, reply.json());
  }

  /** Proposes an agreement, or shares at once; returns its place. */
  String propose(Caller owner, String body) throws Exception {
    Reply made = world.post(owner, AGREEMENTS, body);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(contract.faults("Agreement", made.json())).isEmpty();
    return made.header("Location");
  }

  /** The answer to a step for the agreement as it stands. */
  Reply tried(Caller caller, String place, String body) throws Exception {
    String agreement = place.substring(0, place.lastIndexOf('/'));
    String seen = world.get(caller, agreement).header("ETag");
    return world.send(world.posted(caller, place, body).header("If-Match", seen));
  }

  void step(Caller caller, String place) throws Exception {
    Reply taken = tried(caller, place, "{}");
    assertThat(taken.status()).as(taken.text()).isEqualTo(200);
    assertThat(contract.faults("Agreement", taken.json())).isEmpty();
  }

  void change(Caller caller, String agreement, String body) throws Exception {
    Reply proposed = tried(caller, agreement + "/versions", body);
    assertThat(proposed.status()).as(proposed.text()).isEqualTo(200);
  }

  /** Founds a circle; returns its place. */
  String found(Caller admin, String body) throws Exception {
    Reply made = world.post(admin, "/api/v1/circles", body);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(contract.faults("Circle", made.json())).isEmpty();
    return made.header("Location");
  }

  /** Puts to a circle that an organisation be taken in; returns the motion's id. */
  int invite(Caller member, String circle, String organisation) throws Exception {
    Reply put = world.post(member, circle + "/motions", "{\"invite\":\"" + organisation + "\"}");
    assertThat(put.status()).as(put.text()).isEqualTo(200);
    return put.list("motions").stream()
        .filter(each -> organisation.equals(each.getString("invite")))
        .filter(each -> each.getString("status").equals("open"))
        .map(each -> each.getInteger("id"))
        .findFirst()
        .orElseThrow();
  }

  void consent(Caller caller, String circle, int motion) throws Exception {
    Reply said = world.post(caller, circle + "/motions/" + motion + "/consent", "");
    assertThat(said.status()).as(said.text()).isEqualTo(200);
    assertThat(contract.faults("Circle", said.json())).isEmpty();
  }

  /** The kinds of events that somebody was told, of those that begin so. */
  List<String> kinds(Caller caller, String beginning) throws Exception {
    return world.get(caller, "/api/v1/events?limit=1000").list("events").stream()
        .map((JsonObject each) -> each.getString("type"))
        .filter(kind -> kind.startsWith(beginning))
        .toList();
  }
}
