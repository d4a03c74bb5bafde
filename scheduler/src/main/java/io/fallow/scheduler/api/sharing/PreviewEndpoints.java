package io.fallow.scheduler.api.sharing;

import io.fallow.scheduler.agreement.About;
import io.fallow.scheduler.agreement.Agreement;
import io.fallow.scheduler.agreement.Agreements;
import io.fallow.scheduler.agreement.Offer;
import io.fallow.scheduler.agreement.Reach;
import io.fallow.scheduler.agreement.Side;
import io.fallow.scheduler.agreement.Version;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.AssetJson;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.circle.Circle;
import io.fallow.scheduler.circle.Circles;
import io.fallow.scheduler.idle.Explanation;
import io.fallow.scheduler.idle.Stretch;
import io.fallow.scheduler.idle.Verdict;
import io.fallow.scheduler.idle.WindowSearch;
import io.fallow.scheduler.policy.Statement;
import io.fallow.scheduler.sharing.Relation;
import io.fallow.scheduler.sharing.Terms.Scope;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What others would see if something were agreed. An owner is shown it with the windows, before it
 * offers and after; a partner is shown which assets these are, and no time of theirs.
 */
public final class PreviewEndpoints implements Operations {

  private static final Duration AHEAD = Duration.ofDays(7);
  private static final int MOST_ASSETS = 200;

  private final Database database;
  private final Registry registry;
  private final Agreements agreements;
  private final Circles circles;
  private final WindowSearch windows;
  private final OfferReader offers;

  /** Operations over these services. */
  public PreviewEndpoints(SchedulerServices services) {
    this.database = services.database();
    this.registry = services.registry();
    this.agreements = services.agreements();
    this.circles = services.circles();
    this.windows = services.windows();
    this.offers = new OfferReader(database, registry);
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of("previewAgreement", this::before, "agreementPreview", this::of);
  }

  private Answer before(Call call) {
    Optional<Reach> reach = OfferReader.reach(call);
    Offer offer = offers.own(call);
    Scope scope = offer.scope();
    About about =
        new About(
            scope.facility().map(each -> each.code()),
            scope.assetType(),
            scope.asset().map(Asset::publicId));
    Statement terms = common(call, reach.orElseThrow()).over(offer.terms());
    return shown(call, assets(call.viewer().organisation(), about), terms, offer.until());
  }

  private Answer of(Call call) {
    call.inputs().orThrow();
    int caller = call.viewer().organisationId();
    int id = (int) call.inputs().number("agreement").orElseThrow();
    Agreement agreement =
        agreements.of(caller, id).orElseThrow(() -> AgreementAnswers.notFound(id));
    Version version = agreement.open().orElseGet(agreement::counting);
    List<Asset> assets = assets(agreement.owner().code(), version.about());
    Statement terms = common(call, agreement.reach()).over(version.terms());
    return agreement.side(caller) == Side.OWNER
        ? shown(call, assets, terms, version.until())
        : Answer.ok(body(assets.stream().map(PreviewEndpoints::json).toList(), terms));
  }

  /** What goes before an owner's own terms. */
  private Statement common(Call call, Reach reach) {
    return reach.fold(
        partner -> Statement.NOTHING,
        circle ->
            circles
                .of(call.viewer().organisationId(), circle.id())
                .map(Circle::terms)
                .orElse(Statement.NOTHING),
        () -> Statement.NOTHING);
  }

  /** Read as the platform: whose agreement it is was looked at before. */
  private List<Asset> assets(String owner, About about) {
    return database.asPlatform(registry::assets).stream()
        .filter(each -> each.organisation().equals(owner))
        .filter(each -> about.facility().map(each.facility().code()::equals).orElse(true))
        .filter(each -> about.assetType().map(each.type()::equals).orElse(true))
        .filter(each -> about.asset().map(each.publicId()::equals).orElse(true))
        .limit(MOST_ASSETS)
        .toList();
  }

  private Answer shown(Call call, List<Asset> assets, Statement terms, Optional<Instant> until) {
    TimeRange week = TimeRange.from(call.now(), AHEAD);
    return Answer.ok(
        body(
            windows.preview(assets, terms, until, week, call.now()).stream()
                .map(each -> json(each.asset().asset()).put("windows", windows(each)))
                .toList(),
            terms));
  }

  private static JsonObject json(Asset asset) {
    return AssetJson.of(asset, Relation.SHARED);
  }

  private static JsonArray windows(Explanation explanation) {
    JsonArray windows = new JsonArray();
    explanation.stretches().stream()
        .filter(each -> each.verdict() == Verdict.OFFERED)
        .forEach(each -> windows.add(window(each)));
    return windows;
  }

  private static JsonObject window(Stretch stretch) {
    return new JsonObject()
        .put("start", stretch.start().toString())
        .put("end", stretch.end().toString());
  }

  private static JsonObject body(List<JsonObject> assets, Statement terms) {
    return new JsonObject()
        .put("terms", new JsonObject(terms.json()))
        .put("assets", new JsonArray(assets));
  }
}
