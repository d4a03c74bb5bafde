package io.fallow.scheduler.api.telling;

import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.AssetAccess;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.sharing.Sharing;
import io.fallow.scheduler.telling.feed.Feed;
import io.fallow.scheduler.telling.feed.Feed.Scope;
import io.fallow.scheduler.telling.feed.Feeds;
import io.fallow.telemetry.registry.Asset;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The calendar feeds of the caller's organisation. */
final class FeedEndpoints implements Operations {

  private final Feeds feeds;
  private final Sharing sharing;

  FeedEndpoints(Feeds feeds, Sharing sharing) {
    this.feeds = feeds;
    this.sharing = sharing;
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of("feeds", this::all, "createFeed", this::create, "revokeFeed", this::revoke);
  }

  private Answer all(Call call) {
    call.inputs().orThrow();
    JsonArray array = new JsonArray();
    feeds.all(call.viewer().organisationId()).forEach(each -> array.add(json(each)));
    return Answer.ok(new JsonObject().put("feeds", array));
  }

  private Answer create(Call call) {
    Inputs inputs = call.inputs();
    Optional<Scope> scope =
        inputs.text("scope").map(text -> Scope.valueOf(text.toUpperCase(Locale.ROOT)));
    boolean ofAsset = scope.equals(Optional.of(Scope.ASSET));
    if (scope.isPresent() && ofAsset != inputs.isGiven("asset")) {
      String message = ofAsset ? "is required" : "belongs to a feed of scope asset only";
      inputs.fault("body", "asset", ofAsset ? "missing" : "unknown", message);
    }
    inputs.orThrow();
    Optional<Asset> asset = inputs.text("asset").map(id -> visible(call, id));
    String name = inputs.text("name").orElseGet(() -> name(call, scope.orElseThrow(), asset));
    return feeds
        .create(
            call.viewer().organisationId(),
            call.viewer().person(),
            scope.orElseThrow(),
            asset,
            name,
            call.now())
        .map(FeedEndpoints::created)
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(
                        ProblemType.TOO_MANY,
                        "An organisation has at most " + Feeds.MOST + " feeds.")));
  }

  private Asset visible(Call call, String id) {
    return sharing
        .visible(call.viewer().organisationId(), id, call.now())
        .orElseThrow(() -> AssetAccess.notFound(id))
        .asset();
  }

  private static String name(Call call, Scope scope, Optional<Asset> asset) {
    return switch (scope) {
      case ASSET -> asset.orElseThrow().name();
      case PERSON -> call.caller().name();
      case ORGANISATION -> call.viewer().organisation();
    };
  }

  private static Answer created(Feed.WithSecret made) {
    String path = FeedRoute.path(made.secret());
    return Answer.created(path, json(made.feed()).put("path", path));
  }

  private Answer revoke(Call call) {
    Optional<UUID> id = call.inputs().uuid("feed");
    call.inputs().orThrow();
    if (!feeds.revoke(call.viewer().organisationId(), id.orElseThrow())) {
      throw new ProblemException(Problem.of(ProblemType.FEED_NOT_FOUND));
    }
    return Answer.noContent();
  }

  private static JsonObject json(Feed feed) {
    JsonObject json =
        new JsonObject()
            .put("id", feed.id().toString())
            .put("scope", feed.scope().name().toLowerCase(Locale.ROOT))
            .put("name", feed.name())
            .put("createdBy", feed.person())
            .put("createdAt", feed.createdAt().toString());
    feed.asset().ifPresent(asset -> json.put("asset", asset));
    return json;
  }
}
