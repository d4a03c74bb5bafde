package io.fallow.scheduler.api.gateway;

import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.telemetry.gateways.GatewayQueries;
import io.fallow.telemetry.rejects.GatewayReject;
import io.fallow.telemetry.rejects.GatewayRejects;
import io.fallow.telemetry.rejects.GatewayRejects.Place;
import io.fallow.telemetry.rejects.ReplayRequests;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was not accepted of one's gateways. */
public final class RejectEndpoints implements Operations {

  private static final Duration USUAL = Duration.ofDays(7);
  private static final Duration LONGEST = Duration.ofDays(100);

  private final OwnGateway own;
  private final GatewayRejects rejects;
  private final ReplayRequests replays;

  /** Operations over these services. */
  public RejectEndpoints(SchedulerServices services) {
    this.own = new OwnGateway(new GatewayQueries(services.database()));
    this.rejects = new GatewayRejects(services.database());
    this.replays = new ReplayRequests(services.database());
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of("gatewayRejects", this::list);
  }

  Answer list(Call call) {
    Inputs inputs = call.inputs();
    Optional<TimeRange> range = range(call);
    Optional<Place> after = inputs.text("cursor").map(RejectEndpoints::place);
    int limit = (int) inputs.number("limit").orElse(1);
    inputs.orThrow();
    Instant from = range.orElseThrow().start();
    Instant to = range.orElseThrow().end();
    int gateway = own.id(call);
    List<GatewayReject> found =
        rejects.page(
            gateway, new GatewayRejects.Filter(from, to, inputs.text("reason"), after, limit + 1));
    boolean more = found.size() > limit;
    JsonObject json = new JsonObject().put("from", from.toString()).put("to", to.toString());
    JsonArray list = new JsonArray();
    found.stream().limit(limit).map(RejectJson::of).forEach(list::add);
    json.put("rejects", list);
    JsonArray reasons = new JsonArray();
    rejects.sums(gateway, from, to).forEach(sum -> reasons.add(RejectJson.of(sum)));
    JsonArray asked = new JsonArray();
    replays.of(gateway).forEach(each -> asked.add(RejectJson.of(each)));
    json.put("reasons", reasons).put("replays", asked);
    return Answer.ok(more ? json.put("next", cursor(found.get(limit - 1))) : json);
  }

  /** A week up to now, where nothing else is said. */
  private static Optional<TimeRange> range(Call call) {
    Inputs inputs = call.inputs();
    if (inputs.isFaulty("from") || inputs.isFaulty("to")) {
      return Optional.empty();
    }
    Instant to = inputs.instant("to").orElse(call.now());
    Optional<TimeRange> range =
        TimeRange.between(inputs.instant("from").orElse(to.minus(USUAL)), to);
    if (range.isEmpty()) {
      inputs.fault("query", "to", "order", "must be later than from");
    } else if (range.get().length().compareTo(LONGEST) > 0) {
      inputs.fault("query", "to", "range", "must be at most 100 days after from");
    }
    return range;
  }

  private static String cursor(GatewayReject last) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, last.receivedAt()) + "-" + last.id();
  }

  /** The contract has looked at its form. */
  private static Place place(String cursor) {
    String[] parts = cursor.split("-", -1);
    return new Place(
        Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS), Long.parseLong(parts[1]));
  }
}
