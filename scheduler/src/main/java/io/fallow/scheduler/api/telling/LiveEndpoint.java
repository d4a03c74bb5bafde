package io.fallow.scheduler.api.telling;

import io.fallow.scheduler.api.auth.Access;
import io.fallow.scheduler.api.auth.Gate;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** What one's own assets do, as it changes. */
final class LiveEndpoint implements Operations {

  private static final String OF_GATEWAYS = "gateways:read";

  private final LiveStreams streams;

  LiveEndpoint(LiveStreams streams) {
    this.streams = streams;
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of("live", this::live);
  }

  private Answer live(Call call) {
    call.inputs().orThrow();
    return Answer.takenOver(this::open);
  }

  /** A key tells of gateways only what it may ask of them. */
  private void open(RoutingContext ctx) {
    Access access = Gate.access(ctx);
    boolean person = !access.roles().isEmpty();
    boolean gateways = person || access.scopes().contains(OF_GATEWAYS);
    LiveStream.Wish wish = new LiveStream.Wish(access.organisationId(), gateways);
    streams.open(ctx, wish, Permit.of(access));
  }
}
