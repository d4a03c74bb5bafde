package io.fallow.scheduler.api;

import io.fallow.scheduler.api.auth.LocalPeople;
import io.fallow.scheduler.api.auth.LocalPeople.SignedIn;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;

/**
 * Signs the console in as the people of local mode. Answers under a name of this machine's loopback
 * only, so that a foreign page whose name was made to lead here gets no token.
 */
record LocalRoutes(LocalPeople people, Clock clock) {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  void addTo(Router router) {
    router.get("/local/people").handler(this::people);
  }

  private void people(RoutingContext ctx) {
    HostAndPort authority = ctx.request().authority();
    if (authority == null || !LOOPBACK.contains(authority.host())) {
      throw new ProblemException(Problem.of(ProblemType.FOREIGN_HOST));
    }
    Instant now = clock.instant();
    JsonArray list = new JsonArray();
    people.signedIn(now).forEach(each -> list.add(json(each)));
    ctx.response()
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(new JsonObject().put("asOf", now.toString()).put("people", list).toBuffer());
  }

  private static JsonObject json(SignedIn each) {
    return new JsonObject()
        .put("person", each.person().person())
        .put("name", each.person().name())
        .put("organisation", each.person().organisation())
        .put("token", each.token());
  }
}
