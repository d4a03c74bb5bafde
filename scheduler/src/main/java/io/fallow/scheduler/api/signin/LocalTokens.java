package io.fallow.scheduler.api.signin;

import io.fallow.scheduler.api.auth.LocalIssuer;
import io.fallow.scheduler.api.signin.Grants.Grant;
import io.fallow.scheduler.api.signin.Grants.Session;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where the local provider's codes, and what renews its sessions, are traded for tokens (RFC 6749,
 * sections 4.1.3 and 6). Whatever is wrong with one is refused alike, and it is worth nothing then.
 */
record LocalTokens(LocalIssuer issuer, Grants grants, Clock clock) {

  private static final Duration VALIDITY = Duration.ofHours(1);

  void answer(RoutingContext ctx) {
    Wish wish = new Wish(ctx.request().formAttributes());
    if (wish.says("grant_type", "authorization_code")) {
      Optional<Grant> grant =
          wish.one("code").flatMap(grants::redeem).filter(each -> isFor(wish, each));
      answer(ctx, grant.map(each -> grants.begin(each.person())), grant.flatMap(Grant::nonce));
    } else if (wish.says("grant_type", "refresh_token")) {
      answer(ctx, wish.one("refresh_token").flatMap(grants::renew), Optional.empty());
    } else {
      refuse(ctx, "unsupported_grant_type");
    }
  }

  private static boolean isFor(Wish wish, Grant grant) {
    return wish.isOfTheConsole(grant.redirectUri())
        && wish.one("code_verifier").filter(v -> Wish.proves(v, grant.challenge())).isPresent();
  }

  private void answer(RoutingContext ctx, Optional<Session> session, Optional<String> nonce) {
    session.ifPresentOrElse(
        each -> LocalProvider.json(ctx, tokens(LocalProvider.issuer(ctx), each, nonce)),
        () -> refuse(ctx, "invalid_grant"));
  }

  private JsonObject tokens(String name, Session session, Optional<String> nonce) {
    Instant now = clock.instant();
    JsonObject claims =
        new JsonObject()
            .put("iss", name)
            .put("aud", ConsoleClient.LOCAL.clientId())
            .put("sub", session.person().person())
            .put("name", session.person().name())
            .put("sid", session.id())
            .put("iat", now.getEpochSecond())
            .put("exp", now.plus(VALIDITY).getEpochSecond());
    nonce.ifPresent(said -> claims.put("nonce", said));
    return new JsonObject()
        .put("token_type", "Bearer")
        .put("access_token", issuer.token(session.person(), now, VALIDITY))
        .put("expires_in", VALIDITY.toSeconds())
        .put("refresh_token", session.renewal())
        .put("id_token", issuer.sign(claims));
  }

  private static void refuse(RoutingContext ctx, String error) {
    ctx.response().setStatusCode(400);
    LocalProvider.json(ctx, new JsonObject().put("error", error));
  }
}
