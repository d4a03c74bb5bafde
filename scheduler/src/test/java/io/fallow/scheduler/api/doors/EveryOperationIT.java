package io.fallow.scheduler.api.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.api.ApiWorld;
import io.fallow.scheduler.api.Reply;
import io.fallow.scheduler.api.auth.Caller;
import io.fallow.scheduler.membership.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tries every door: each operation of the contract as it is served, without a token, in every role
 * that it doesn't name, and by every other organisation with ids of real things that aren't theirs.
 * One into which a secret lets is tried with secrets that are worth nothing: no token and no role
 * helps. An operation for which there is no sample fails it, and says where to add one.
 */
class EveryOperationIT {

  private static final Caller FORGE = new Caller("fred", "Fred Forge", "forge");
  private static final List<Caller> ALL = List.of(ApiWorld.LENA, ApiWorld.HANNA, FORGE);

  /** Past the hour, of all times of each. */
  private static final List<Duration> PAST =
      List.of(
          Duration.ofSeconds(47 * 60 + 13),
          Duration.ofSeconds(51 * 60 + 17),
          Duration.ofSeconds(53 * 60 + 19));

  private static final Map<String, String> NAMES =
      Map.of(
          "lakeside",
          "Lakeside Hospitals",
          "harbor-clinic",
          "Harbor Clinic",
          "forge",
          "Forge & Sons");

  /** Their ids are no organisation's: each has its own settings of a type, and its own members. */
  private static final Set<String> OWN_OF_EACH =
      Set.of(
          "typeActivityRule",
          "setTypeActivityRule",
          "typePolicy",
          "setTypePolicy",
          "withdrawTypePolicy",
          "putMember",
          "removeMember",
          "createWebhook",
          "createKey",
          "foundCircle");

  /** What names an organisation that the asker may know, as the two share an asset. */
  private static final Set<String> BETWEEN_PARTNERS = Set.of("assets", "grantQualification");

  /** Where an id is in the body: what says that there is nothing for the caller. */
  private static final Set<Integer> NOTHING_FOR_YOU = Set.of(400, 404, 409, 422);

  /** At a time that is nobody's. */
  private static final Instant TRIED = ApiWorld.START.plus(Duration.ofDays(9));

  @TempDir Path folder;
  private ApiWorld world;
  private Doors doors;
  private int compared;

  @BeforeEach
  void open() throws Exception {
    world = new ApiWorld(folder);
    doors = new Doors(world);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void withoutATokenNothingIsAnswered() throws Exception {
    Victim victim = new Victim(world, ApiWorld.LENA, PAST.get(0));
    for (Operation operation : doors.all()) {
      Reply reply = world.send(doors.request(operation, victim));
      assertThat(reply.status()).as(operation.id()).isEqualTo(operation.bySecret() ? 403 : 401);
      assertThat(reply.code()).as(operation.id()).isEqualTo(refusal(operation, "token-missing"));
      assertThat(Guess.told(reply, victim.secrets())).as(operation.id()).isEmpty();
    }
    System.out.printf("%d operations without a token: all refused%n", doors.all().size());
  }

  private static String refusal(Operation operation, String ofOthers) {
    return operation.bySecret() ? "enrolment-refused" : ofOthers;
  }

  @Test
  void inARoleThatAnOperationDoesNotNameItIsRefused() throws Exception {
    Victim victim = new Victim(world, ApiWorld.LENA, PAST.get(0));
    int tried = 0;
    for (Role role : Role.values()) {
      Caller only = new Caller("only-" + role.code(), "Only " + role, "lakeside");
      world.member(only, role);
      for (Operation operation : doors.all()) {
        if (!operation.roles().contains(role.code())) {
          Reply reply = doors.by(only, operation, victim);
          assertThat(reply.status()).as(operation.id() + " as " + role).isEqualTo(403);
          assertThat(reply.code())
              .as(operation.id() + " as " + role)
              .isEqualTo(refusal(operation, "role-needed"));
          tried++;
        }
      }
    }
    assertThat(tried).isPositive();
    System.out.printf(
        "%d calls of %d operations in a role that is not theirs: all refused%n",
        tried, doors.all().size());
  }

  @Test
  void withIdsOfOthersNobodySeesOrChangesAnything() throws Exception {
    List<Victim> victims = victims();
    int tried = 0;
    List<String> open = new ArrayList<>();
    for (Victim victim : victims) {
      List<String> before = victim.possessions();
      for (Caller other : ALL) {
        if (!other.equals(victim.admin())) {
          for (Operation operation : doors.all()) {
            tried++;
            faults(other, operation, victim).forEach(open::add);
          }
        }
      }
      assertThat(open).isEmpty();
      assertThat(victim.possessions()).isEqualTo(before);
    }
    System.out.printf(
        "%d calls of %d operations with ids of others: all refused, or empty, and silent;"
            + " %d answered to the byte like ids that never were%n",
        tried, doors.all().size(), compared);
  }

  /** Each has a real thing for each id of each operation, all of a moment that is its own. */
  private List<Victim> victims() {
    List<Victim> victims = new ArrayList<>();
    for (int i = 0; i < ALL.size(); i++) {
      world.clock.forward(
          Duration.between(world.clock.instant(), ApiWorld.START.plus(PAST.get(i))));
      Victim victim = new Victim(world, ALL.get(i), PAST.get(i));
      for (Operation each : doors.all()) {
        each.pathParameters().forEach(parameter -> victim.id(parameter, each.path()));
      }
      victims.add(victim);
    }
    world.clock.forward(Duration.ofHours(1).minus(PAST.get(2)));
    return victims;
  }

  private List<String> faults(Caller other, Operation operation, Victim victim) throws Exception {
    Guess guess = new Guess(victim, TRIED);
    Reply reply = doors.by(other, operation, guess);
    List<String> faults = new ArrayList<>();
    boolean knows = ofThoseWhoShare(other, victim) && BETWEEN_PARTNERS.contains(operation.id());
    if (!knows && !isRefused(operation, reply.status())) {
      faults.add("is answered");
    }
    List<String> told = Guess.told(reply, secrets(other, victim, guess));
    if (!told.isEmpty()) {
      faults.add("tells " + told);
    }
    if (!knows && !OWN_OF_EACH.contains(operation.id())) {
      Guess none = new Guess(new Nowhere(victim, TRIED), TRIED);
      String expected = none.withoutWhatWasSent(doors.by(other, operation, none));
      compared++;
      if (!guess.withoutWhatWasSent(reply).equals(expected)) {
        faults.add("is not answered like what never was:\n" + expected);
      }
    }
    return faults.stream()
        .map(fault -> "%s by %s: %s".formatted(operation.id(), other.organisation(), fault))
        .map(fault -> fault + "\n" + guess.withoutWhatWasSent(reply))
        .toList();
  }

  private static boolean isRefused(Operation operation, int status) {
    boolean own = OWN_OF_EACH.contains(operation.id());
    if (operation.bySecret()) {
      return status == 403;
    }
    if (!own && !operation.pathParameters().isEmpty()) {
      return status == 404;
    }
    return (!own && operation.takesBody()) ? NOTHING_FOR_YOU.contains(status) : status < 500;
  }

  private static boolean ofThoseWhoShare(Caller one, Victim other) {
    return !one.equals(FORGE) && !other.admin().equals(FORGE);
  }

  /** The names of organisations are for those to know who have to do with them. */
  private static List<String> secrets(Caller other, Victim victim, Guess guess) {
    List<String> secrets = new ArrayList<>(victim.secrets());
    if (!ofThoseWhoShare(other, victim)) {
      secrets.add(NAMES.get(victim.organisation()));
    }
    secrets.removeIf(guess::hasSent);
    return secrets;
  }
}
