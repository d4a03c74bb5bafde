package io.fallow.scheduler.api.membership;

import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.membership.ApiKey;
import io.fallow.scheduler.membership.ApiKeys;
import io.fallow.scheduler.membership.KnownKeys;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The keys of an organisation's programs. */
public final class KeyEndpoints implements Operations {

  private static final Duration LONGEST = Duration.ofDays(366);

  private final KnownKeys keys;

  /** Operations over these services. */
  public KeyEndpoints(SchedulerServices services) {
    this.keys = services.keys();
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of("keys", this::list, "createKey", this::create, "revokeKey", this::revoke);
  }

  private Answer list(Call call) {
    call.inputs().orThrow();
    JsonArray all = new JsonArray();
    keys.of(call.viewer().organisationId(), call.now()).forEach(each -> all.add(json(each)));
    return Answer.ok(new JsonObject().put("keys", all));
  }

  private Answer create(Call call) {
    Inputs inputs = call.inputs();
    Optional<Instant> expires = inputs.instant("expiresAt");
    if (expires.isPresent() && !isInReach(expires.get(), call.now())) {
      inputs.fault("body", "expiresAt", "range", "must be later than now, and at most a year");
    }
    inputs.orThrow();
    ApiKeys.Wish wish =
        new ApiKeys.Wish(
            call.viewer().organisationId(),
            inputs.text("name").orElseThrow(),
            List.copyOf(inputs.texts("scopes")),
            expires.orElseThrow());
    ApiKeys.Made made =
        keys.make(wish, call.caller().person(), call.now())
            .orElseThrow(() -> new ProblemException(Problem.of(ProblemType.TOO_MANY)));
    return Answer.created(
        "/api/v1/keys/" + made.key().id(), json(made.key()).put("secret", made.secret()));
  }

  private static boolean isInReach(Instant expires, Instant now) {
    return expires.isAfter(now) && !expires.isAfter(now.plus(LONGEST));
  }

  private Answer revoke(Call call) {
    Optional<UUID> id = call.inputs().uuid("key");
    call.inputs().orThrow();
    if (!keys.revoke(call.viewer().organisationId(), id.orElseThrow(), call.now())) {
      throw new ProblemException(Problem.of(ProblemType.KEY_NOT_FOUND));
    }
    return Answer.noContent();
  }

  private static JsonObject json(ApiKey key) {
    JsonObject json =
        new JsonObject()
            .put("id", key.id().toString())
            .put("name", key.name())
            .put("scopes", new JsonArray(key.scopes()))
            .put("createdAt", key.createdAt().toString())
            .put("createdBy", key.createdBy())
            .put("expiresAt", key.expiresAt().toString());
    key.lastUsedAt().ifPresent(at -> json.put("lastUsedAt", at.toString()));
    key.revokedAt().ifPresent(at -> json.put("revokedAt", at.toString()));
    return json;
  }
}
