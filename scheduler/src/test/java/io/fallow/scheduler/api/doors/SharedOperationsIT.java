package io.fallow.scheduler.api.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.api.ApiWorld;
import io.fallow.scheduler.api.Reply;
import io.fallow.scheduler.api.auth.Caller;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an agreement lets a partner do, operation by operation, in all roles: with the asset that is
 * shared, and with the agreement itself. Exactly what the tables say.
 */
class SharedOperationsIT {

  private static final Duration PAST = Duration.ofSeconds(47 * 60 + 13);
  private static final Caller FORGE = new Caller("fred", "Fred Forge", "forge");

  @TempDir Path folder;
  private ApiWorld world;
  private Doors doors;
  private Victim owner;

  @BeforeEach
  void open() throws Exception {
    world = new ApiWorld(folder);
    doors = new Doors(world);
    owner = new Victim(world, ApiWorld.LENA, PAST);
  }

  @AfterEach
  void close() {
    world.close();
  }

  /** Proposes to share what the owner has at the moment; returns the agreement's id. */
  private String proposed() throws Exception {
    String body =
        new JsonObject().put("partner", "harbor-clinic").put("asset", owner.asset()).encode();
    Reply proposed = world.post(ApiWorld.LENA, "/api/v1/agreements", body);
    assertThat(proposed.status()).as(proposed.text()).isEqualTo(201);
    return proposed.json().getInteger("id").toString();
  }

  private void accept(String agreement) throws Exception {
    Reply accepted =
        world.send(
            world
                .posted(ApiWorld.HANNA, "/api/v1/agreements/" + agreement + "/accept", "{}")
                .header("If-Match", "\"1\""));
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(200);
  }

  private String says(Caller caller, Operation operation, Ids ids) throws Exception {
    Reply reply = doors.by(caller, operation, ids);
    return reply.status() + (reply.status() >= 400 ? " " + reply.code() : "");
  }

  @Test
  void withASharedAssetAPartnerDoesWhatTheTableSaysAndAStrangerLearnsNothing() throws Exception {
    List<String> answered = new ArrayList<>();
    for (Operation operation : doors.all()) {
      if (Doors.namesAsset(operation) && !operation.path().contains("{agreement}")) {
        owner.afresh();
        Ids shared = owner.with("asset", "lakeside.mri-1");
        answered.add(operation.id() + " " + says(ApiWorld.HANNA, operation, shared));
        Reply strangers = doors.by(FORGE, operation, shared);
        assertThat(Guess.told(strangers, List.of(owner.mark()))).as(operation.id()).isEmpty();
      }
    }
    Table.assertSaid("shared-asset.txt", answered);
    System.out.printf(
        "%d operations with a shared asset: all as the table says%n", answered.size());
  }

  @Test
  void withAnAgreementEachSideDoesWhatTheTableSaysAndAStrangerNothing() throws Exception {
    List<String> answered = new ArrayList<>();
    for (Operation operation : doors.all()) {
      if (operation.path().contains("{agreement}")) {
        answered.add(ofSides(operation, false));
        answered.add(ofSides(operation, true));
      }
    }
    Table.assertSaid("agreement-sides.txt", answered);
    System.out.printf(
        "%d operations on agreements of two sides and a stranger: all as the table says%n",
        answered.size());
  }

  /** What owner, partner and a stranger are answered, each about an agreement of its own. */
  private String ofSides(Operation operation, boolean inForce) throws Exception {
    StringBuilder line = new StringBuilder(operation.id());
    line.append(inForce ? " in-force" : " proposed");
    for (Caller caller : List.of(ApiWorld.LENA, ApiWorld.HANNA, FORGE)) {
      owner.afresh();
      String agreement = proposed();
      if (inForce) {
        accept(agreement);
      }
      Ids ids = owner.with("agreement", agreement).with("version", inForce ? "2" : "1");
      line.append(' ').append(says(caller, operation, ids));
    }
    return line.toString();
  }
}
