package io.fallow.scheduler.api.telling;

import io.fallow.scheduler.api.auth.Gate;
import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.telling.EventFilter;
import io.fallow.scheduler.telling.EventId;
import io.fallow.scheduler.telling.EventLog;
import io.fallow.scheduler.telling.ToldEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What has happened: as a page, or, for who accepts it, as a stream. */
final class EventEndpoints implements Operations {

  private static final String LAST_SEEN = "Last-Event-ID";

  private final EventLog log;
  private final EventStreams streams;

  EventEndpoints(EventLog log, EventStreams streams) {
    this.log = log;
    this.streams = streams;
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of("events", this::events);
  }

  private Answer events(Call call) {
    Inputs inputs = call.inputs();
    // A stream that is opened again has the address of its beginning, and knows better.
    Optional<EventId> after =
        inputs.text(LAST_SEEN).or(() -> inputs.text("after")).flatMap(EventId::parse);
    inputs.orThrow();
    EventFilter filter = new EventFilter(inputs.texts("type"), inputs.texts("asset"));
    int organisation = call.viewer().organisationId();
    if (call.acceptsEvents()) {
      EventId end = log.end();
      EventStreams.Wish wish = new EventStreams.Wish(organisation, filter, after.orElse(end), end);
      return Answer.takenOver(ctx -> streams.open(ctx, wish, Permit.of(Gate.access(ctx))));
    }
    int limit = (int) inputs.number("limit").orElseThrow();
    return page(organisation, filter, after.orElse(EventId.beginning()), limit);
  }

  private Answer page(int organisation, EventFilter filter, EventId after, int limit) {
    List<ToldEvent> found = log.after(after, Optional.empty(), organisation, filter, limit + 1);
    List<ToldEvent> shown = found.subList(0, Math.min(limit, found.size()));
    JsonArray events = new JsonArray();
    shown.forEach(event -> events.add(new JsonObject(event.json())));
    EventId last = shown.isEmpty() ? after : shown.get(shown.size() - 1).id();
    return Answer.ok(
        new JsonObject()
            .put("events", events)
            .put("next", last.toString())
            .put("more", found.size() > limit));
  }
}
