package io.fallow.scheduler.api.idle;

import io.fallow.scheduler.api.contract.Coordinates;
import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.AssetAccess;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.idle.Explanation;
import io.fallow.scheduler.idle.Fault;
import io.fallow.scheduler.idle.SearchRequest;
import io.fallow.scheduler.idle.SearchRequest.Near;
import io.fallow.scheduler.idle.SearchResult;
import io.fallow.scheduler.idle.WindowSearch;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** When assets can be had, and why not. */
public final class WindowEndpoints implements Operations {

  private static final Duration USUAL_RANGE = Duration.ofDays(28);
  private static final double WHOLE_EARTH_KM = 20_040;

  private final WindowSearch search;
  private final AssetAccess access;

  /** Operations over these services. */
  public WindowEndpoints(SchedulerServices services) {
    this.search = services.windows();
    this.access = new AssetAccess(services.sharing());
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of("windows", this::windows, "explain", this::explain);
  }

  Answer windows(Call call) {
    SearchRequest request = request(call);
    addFaults(call.inputs(), request.faults(call.now()));
    call.inputs().orThrow();
    SearchResult result = search.search(call.viewer(), request, call.now());
    if (call.acceptsText()) {
      return Answer.text(WindowText.of(result));
    }
    JsonArray windows = new JsonArray();
    result.windows().forEach(window -> windows.add(WindowJson.of(window)));
    return Answer.ok(
        new JsonObject()
            .put("asOf", request.asOf().orElse(call.now()).toString())
            .put("from", request.from().toString())
            .put("to", request.to().toString())
            .put("total", result.total())
            .put("windows", windows));
  }

  /** What stands in for a faulty value may itself look wrong: that is not told. */
  private static void addFaults(Inputs inputs, List<Fault> faults) {
    boolean rangeFaulty = inputs.isFaulty("from") || inputs.isFaulty("to");
    for (Fault fault : faults) {
      boolean ofRange = fault.field().equals("from") || fault.field().equals("to");
      if (!inputs.isFaulty(fault.field()) && !(ofRange && rangeFaulty)) {
        inputs.fault("query", fault.field(), fault.code(), fault.message());
      }
    }
  }

  private static SearchRequest request(Call call) {
    Inputs inputs = call.inputs();
    Instant from = inputs.instant("from").orElse(call.now());
    Instant to = inputs.instant("to").orElse(from.plus(USUAL_RANGE));
    return new SearchRequest(
        inputs.texts("type"),
        from,
        to,
        inputs.duration("minDuration").orElse(Duration.ofHours(1)),
        near(inputs),
        inputs.number("minProbability").orElse(1),
        inputs.instant("asOf"),
        inputs.text("owner").map(Set::of).orElse(Set.of()),
        inputs.text("asset").map(Set::of).orElse(Set.of()),
        (int) inputs.number("limit").orElse(1));
  }

  private static Optional<Near> near(Inputs inputs) {
    Optional<Coordinates> place = inputs.coordinates("near");
    OptionalDouble radius = inputs.number("radiusKm");
    if (radius.isPresent() && !inputs.isGiven("near")) {
      inputs.fault("query", "radiusKm", "incomplete", "needs near: the place it is measured from");
    }
    return place.map(at -> new Near(at.latitude(), at.longitude(), radius.orElse(WHOLE_EARTH_KM)));
  }

  Answer explain(Call call) {
    Inputs inputs = call.inputs();
    Optional<Instant> asOf = inputs.instant("asOf");
    Optional<TimeRange> range = inputs.range("from", "to", SearchRequest.LONGEST_RANGE);
    range.ifPresent(
        r -> addFaults(inputs, WindowSearch.faults(r.start(), r.end(), asOf, call.now())));
    inputs.orThrow();
    String asset = inputs.text("asset").orElseThrow();
    if (asOf.isPresent()) {
      access.own(call); // what would have been offered tells how an asset was used
    }
    Explanation explanation =
        search
            .explain(
                call.viewer(),
                asset,
                range.orElseThrow().start(),
                range.orElseThrow().end(),
                asOf,
                call.now())
            .orElseThrow(() -> AssetAccess.notFound(asset));
    if (call.acceptsText()) {
      return Answer.text(WindowText.of(explanation));
    }
    return Answer.ok(WindowJson.of(explanation, range.orElseThrow()));
  }
}
