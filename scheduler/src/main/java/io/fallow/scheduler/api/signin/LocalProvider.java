package io.fallow.scheduler.api.signin;

import io.fallow.scheduler.api.auth.Caller;
import io.fallow.scheduler.api.auth.LocalPeople;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.api.signin.Grants.Grant;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The OpenID provider of one's own machine, for the console alone: so that a demo signs in by the
 * very flow of production, the authorization code flow with PKCE. Answers under a name of this
 * machine's loopback only, so that a foreign page whose name was made to lead here gets nothing.
 */
public final class LocalProvider {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
  private static final int LONGEST_BODY = 4 * 1024;

  private final LocalPeople people;
  private final Clock clock;
  private final Grants grants;
  private final LocalTokens tokens;

  /** A provider that signs in these people. */
  public LocalProvider(LocalPeople people, Clock clock) {
    this.people = people;
    this.clock = clock;
    this.grants = new Grants(clock);
    this.tokens = new LocalTokens(people.issuer(), grants, clock);
  }

  /** Adds its pages. */
  public void addTo(Router router) {
    router.route("/local/*").handler(LocalProvider::requireLoopback);
    router.get("/local/.well-known/openid-configuration").handler(this::configuration);
    router.get("/local/keys").handler(ctx -> json(ctx, people.issuer().keys()));
    router.get("/local/authorize").handler(this::authorize);
    router
        .post("/local/token")
        .handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY))
        .handler(tokens::answer);
    router.get("/local/sign-out").handler(this::signOut);
    router.get("/local/people").handler(this::people);
  }

  private static void requireLoopback(RoutingContext ctx) {
    HostAndPort authority = ctx.request().authority();
    if (authority == null || !LOOPBACK.contains(authority.host())) {
      throw new ProblemException(Problem.of(ProblemType.FOREIGN_HOST));
    }
    ctx.next();
  }

  /** Where the console is, under the name by which it was asked for. */
  static String home(RoutingContext ctx) {
    return "http://" + ctx.request().authority() + "/";
  }

  static String issuer(RoutingContext ctx) {
    return "http://" + ctx.request().authority() + ConsoleClient.LOCAL.issuer();
  }

  private void configuration(RoutingContext ctx) {
    String issuer = issuer(ctx);
    json(
        ctx,
        new JsonObject()
            .put("issuer", issuer)
            .put("authorization_endpoint", issuer + "/authorize")
            .put("token_endpoint", issuer + "/token")
            .put("end_session_endpoint", issuer + "/sign-out")
            .put("jwks_uri", issuer + "/keys")
            .put("response_types_supported", JsonArray.of("code"))
            .put("response_modes_supported", JsonArray.of("query"))
            .put("grant_types_supported", JsonArray.of("authorization_code", "refresh_token"))
            .put("subject_types_supported", JsonArray.of("public"))
            .put("id_token_signing_alg_values_supported", JsonArray.of("ES256"))
            .put("token_endpoint_auth_methods_supported", JsonArray.of("none"))
            .put("code_challenge_methods_supported", JsonArray.of("S256"))
            .put("authorization_response_iss_parameter_supported", true)
            .put("scopes_supported", JsonArray.of("openid", "profile", "offline_access")));
  }

  private void authorize(RoutingContext ctx) {
    Wish wish = new Wish(ctx.queryParams());
    if (!wish.isOfTheConsole(home(ctx))) {
      throw new ProblemException(
          Problem.of(
              ProblemType.INVALID_REQUEST,
              "Only the console of this machine signs in here, and the way leads back to it."));
    }
    Optional<String> fault = wish.fault();
    Optional<Caller> chosen = wish.one("person").flatMap(people::find);
    if (fault.isPresent()) {
      back(ctx, wish, "error", fault.get());
    } else if (chosen.isPresent()) {
      back(ctx, wish, "code", grants.code(grant(wish, chosen.get())));
    } else {
      String address = ctx.request().uri();
      ctx.response()
          .putHeader("Content-Type", "text/html; charset=utf-8")
          .putHeader("Cache-Control", "no-store")
          .end(PeoplePage.of(people.all(), one -> Wish.with(address, "person", one.person())));
    }
  }

  private static Grant grant(Wish wish, Caller person) {
    return new Grant(
        person,
        wish.one("redirect_uri").orElseThrow(),
        wish.one("code_challenge").orElseThrow(),
        wish.one("nonce"));
  }

  private static void back(RoutingContext ctx, Wish wish, String name, String value) {
    String answer = Wish.with(home(ctx), name, value);
    String whose = Wish.with(answer, "iss", issuer(ctx));
    String whole = wish.one("state").map(state -> Wish.with(whose, "state", state)).orElse(whose);
    go(ctx, whole);
  }

  private static void go(RoutingContext ctx, String address) {
    ctx.response()
        .setStatusCode(303)
        .putHeader("Location", address)
        .putHeader("Cache-Control", "no-store")
        .end();
  }

  /** Ends the session of an id token that was issued here, and leads back to the console. */
  private void signOut(RoutingContext ctx) {
    Wish wish = new Wish(ctx.queryParams());
    if (wish.one("post_logout_redirect_uri").filter(to -> !to.equals(home(ctx))).isPresent()) {
      throw new ProblemException(
          Problem.of(ProblemType.INVALID_REQUEST, "The way leads back to the console alone."));
    }
    wish.one("id_token_hint").flatMap(people.issuer()::session).ifPresent(grants::end);
    go(ctx, wish.one("state").map(s -> Wish.with(home(ctx), "state", s)).orElse(home(ctx)));
  }

  private void people(RoutingContext ctx) {
    Instant now = clock.instant();
    JsonArray list = new JsonArray();
    people
        .signedIn(now)
        .forEach(
            each ->
                list.add(
                    new JsonObject()
                        .put("person", each.person().person())
                        .put("name", each.person().name())
                        .put("organisation", each.person().organisation())
                        .put("token", each.token())));
    json(ctx, new JsonObject().put("asOf", now.toString()).put("people", list));
  }

  static void json(RoutingContext ctx, JsonObject body) {
    ctx.response()
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(body.toBuffer());
  }
}
