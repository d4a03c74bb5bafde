package io.fallow.scheduler.api.telling;

import io.fallow.scheduler.api.operation.AssetJson;
import io.fallow.scheduler.live.LiveChange;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One stream of what an organisation's assets do. What can't be sent at once waits here, of each
 * asset its newest alone: so no more waits than there are assets, and who was slow gets what is
 * true. Used by one event loop.
 */
final class LiveStream implements OpenStream {

  private final SseResponse response;
  private final Wish wish;
  private final Permit permit;
  private final Map<String, LiveChange> waiting = new LinkedHashMap<>(); // by what it is about
  private boolean begun;

  LiveStream(SseResponse response, Wish wish, Permit permit) {
    this.response = response;
    this.wish = wish;
    this.permit = permit;
  }

  /**
   * What a stream is to tell.
   *
   * @param gateways whether of gateways too
   */
  record Wish(int organisationId, boolean gateways) {}

  @Override
  public SseResponse response() {
    return response;
  }

  @Override
  public Permit permit() {
    return permit;
  }

  @Override
  public int organisationId() {
    return wish.organisationId();
  }

  /** Sends, before all changes, since when they are told. */
  void begin(Instant now) {
    begun = true;
    write("from", new JsonObject().put("asOf", now.toString()));
  }

  boolean hasBegun() {
    return begun;
  }

  /** Takes a change, if it is wanted here. */
  void take(LiveChange change) {
    boolean wanted = change.fold(asset -> true, gateway -> wish.gateways());
    if (wanted && change.organisationId() == organisationId()) {
      String kind = change.fold(asset -> "asset ", gateway -> "gateway ");
      waiting.put(kind + change.id(), change);
    }
  }

  /** Sends what waits, as far as the connection takes it. */
  void flush() {
    Iterator<LiveChange> next = waiting.values().iterator();
    while (next.hasNext() && !response.isFull()) {
      LiveChange change = next.next();
      next.remove();
      write(change.fold(asset -> "asset", gateway -> "gateway"), json(change));
    }
  }

  private static JsonObject json(LiveChange change) {
    return change.fold(
        asset -> new JsonObject().put("asset", asset.id()).put("now", AssetJson.now(asset.now())),
        gateway ->
            new JsonObject()
                .put("gateway", gateway.id())
                .put("online", gateway.connection().online())
                .put("statusSince", gateway.connection().since().toString()));
  }

  private void write(String event, JsonObject data) {
    response.write("event: " + event + "\ndata: " + data.encode() + "\n\n");
  }
}
