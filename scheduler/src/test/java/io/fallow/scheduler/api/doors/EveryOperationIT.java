package io.fallow.scheduler.api.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.api.ApiWorld;
import io.fallow.scheduler.api.Reply;
import io.fallow.scheduler.api.auth.Caller;
import io.fallow.scheduler.membership.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tries every door: each operation of the contract as it is served, without a token, in every role
 * that it doesn't name, and by every other organisation with ids that aren't theirs. One into which
 * a secret lets is tried with secrets that are worth nothing: no token and no role helps. An
 * operation for which there is no sample fails it, and says where to add one.
 */
class EveryOperationIT {

  private static final Caller FORGE = new Caller("fred", "Fred Forge", "forge");

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

  /** Where an id is in the body: what says that there is nothing for the caller. */
  private static final Set<Integer> NOTHING_FOR_YOU = Set.of(400, 404, 409, 422);

  /** Query parameters that name something of somebody's, and with what. */
  private static final Map<String, String> QUERIES =
      Map.of("asset", "$asset", "owner", "$organisation", "actor", "$person");

  private static final Set<String> HARMLESS_QUERIES =
      Set.of(
          "after",
          "asOf",
          "before",
          "bucket",
          "capability",
          "cursor",
          "from",
          "groupBy",
          "limit",
          "minDuration",
          "minProbability",
          "near",
          "order",
          "radiusKm",
          "side",
          "status",
          "to",
          "type",
          "until",
          "what",
          "key");

  @TempDir Path folder;
  private ApiWorld world;
  private List<Operation> operations;

  @BeforeEach
  void open() throws Exception {
    world = new ApiWorld(folder);
    operations = Operation.of(world.send(world.request("/openapi.json")).json());
  }

  @AfterEach
  void close() {
    world.close();
  }

  private static String path(Operation operation, Victim victim) {
    String path = operation.path();
    for (String parameter : operation.pathParameters()) {
      path = path.replace("{" + parameter + "}", victim.id(parameter, operation.path()));
    }
    List<String> query = new ArrayList<>();
    for (String parameter : operation.queryParameters()) {
      if (QUERIES.containsKey(parameter)) {
        String sample = QUERIES.get(parameter).replace("$asset", victim.asset);
        query.add(
            parameter
                + "="
                + sample
                    .replace("$organisation", victim.organisation())
                    .replace("$person", victim.admin.person()));
      } else if (!HARMLESS_QUERIES.contains(parameter)) {
        throw new AssertionError(
            "is the query parameter "
                + parameter
                + " an id? Add it to QUERIES or HARMLESS_QUERIES");
      }
    }
    if (operation.queryParameters().containsAll(List.of("from", "to"))) {
      query.add("from=2026-11-16T00:00:00Z");
      query.add("to=2026-11-18T00:00:00Z");
    }
    return query.isEmpty() ? path : path + "?" + String.join("&", query);
  }

  private HttpRequest.Builder request(Operation operation, Victim victim) {
    HttpRequest.Builder request = world.request(path(operation, victim));
    request.header("If-Match", "\"1\"");
    if (!operation.takesBody()) {
      return request.method(operation.method(), BodyPublishers.noBody());
    }
    return request
        .header("Content-Type", "application/json")
        .method(
            operation.method(), BodyPublishers.ofString(Bodies.of(operation.id(), victim, "mine")));
  }

  private Reply by(Caller caller, Operation operation, Victim victim) throws Exception {
    String token = "Bearer " + world.token(caller);
    return world.send(request(operation, victim).header("Authorization", token));
  }

  private Victim lakeside() throws Exception {
    return new Victim(world, ApiWorld.LENA, "lakeside.ct-1", "lakeside.north");
  }

  private Victim forge() throws Exception {
    return new Victim(world, FORGE, "forge.mill-1", "forge.hall");
  }

  @Test
  void withoutATokenNothingIsAnswered() throws Exception {
    Victim victim = lakeside();
    for (Operation operation : operations) {
      Reply reply = world.send(request(operation, victim));
      assertThat(reply.status()).as(operation.id()).isEqualTo(operation.bySecret() ? 403 : 401);
      assertThat(reply.code()).as(operation.id()).isEqualTo(refusal(operation, "token-missing"));
    }
    System.out.printf("%d operations without a token: all refused%n", operations.size());
  }

  private static String refusal(Operation operation, String ofOthers) {
    return operation.bySecret() ? "enrolment-refused" : ofOthers;
  }

  @Test
  void inARoleThatAnOperationDoesNotNameItIsRefused() throws Exception {
    Victim victim = lakeside();
    int tried = 0;
    for (Role role : Role.values()) {
      Caller only = new Caller("only-" + role.code(), "Only " + role, "lakeside");
      world.member(only, role);
      for (Operation operation : operations) {
        if (!operation.roles().contains(role.code())) {
          Reply reply = by(only, operation, victim);
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
        tried, operations.size());
  }

  @Test
  void withIdsOfOthersNobodySeesOrChangesAnything() throws Exception {
    int tried = 0;
    List<String> open = new ArrayList<>();
    for (Victim victim : List.of(lakeside(), forge())) {
      List<String> before = possessions(victim);
      for (Caller other : List.of(ApiWorld.HANNA, ApiWorld.LENA, FORGE)) {
        if (!other.organisation().equals(victim.organisation())) {
          for (Operation operation : operations) {
            tried++;
            doorIsOpen(other, operation, victim).ifPresent(open::add);
          }
        }
      }
      assertThat(open).isEmpty();
      assertThat(possessions(victim)).isEqualTo(before);
    }
    System.out.printf(
        "%d calls of %d operations with ids of others: all refused, or empty%n",
        tried, operations.size());
  }

  private Optional<String> doorIsOpen(Caller other, Operation operation, Victim victim)
      throws Exception {
    Reply reply = by(other, operation, victim);
    boolean partner = !other.equals(FORGE) && operation.path().contains("{agreement}");
    boolean own = OWN_OF_EACH.contains(operation.id());
    boolean refused = reply.status() < 500;
    if (operation.bySecret()) {
      refused = reply.status() == 403;
    } else if (!own && !partner && !operation.pathParameters().isEmpty()) {
      refused = reply.status() == 404;
    } else if (!own && !partner && operation.takesBody()) {
      refused = NOTHING_FOR_YOU.contains(reply.status());
    }
    boolean silent = own || !reply.text().contains(victim.mark());
    return refused && silent
        ? Optional.empty()
        : Optional.of(
            "%s by %s: %d %s"
                .formatted(operation.id(), other.organisation(), reply.status(), reply.text()));
  }

  private List<String> possessions(Victim victim) throws Exception {
    List<String> all = new ArrayList<>();
    for (String room :
        List.of(
            "reservations",
            "series",
            "bundles",
            "wait-list",
            "webhooks",
            "feeds",
            "keys",
            "members",
            "circles",
            "gateways")) {
      all.add(
          world
              .get(victim.admin, "/api/v1/" + room)
              .text()
              .replaceAll(",?\"(asOf|failingSince)\":\"[^\"]*\"", ""));
    }
    return all;
  }
}
