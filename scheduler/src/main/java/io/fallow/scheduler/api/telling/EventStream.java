package io.fallow.scheduler.api.telling;

import io.fallow.scheduler.api.telling.EventStreams.Permit;
import io.fallow.scheduler.api.telling.EventStreams.Wish;
import io.fallow.scheduler.telling.EventId;
import io.fallow.scheduler.telling.ToldEvent;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/**
 * One stream: a response that never ends by itself. It is live while all that the log's reader
 * passes can be sent at once. When the connection is full it sends nothing, falls behind, and reads
 * on from {@code position} later; so an event is sent once, and none is left out. Used by one event
 * loop.
 */
final class EventStream {

  private final HttpServerResponse response;
  private final Wish wish;
  private final Permit permit;
  private final StreamPace pace;
  private EventId position;
  private boolean live;
  private boolean reading;
  private int silentTicks;
  private int fullTicks;
  private int uninspectedTicks;

  EventStream(HttpServerResponse response, Wish wish, Permit permit, StreamPace pace) {
    this.response = response;
    this.wish = wish;
    this.permit = permit;
    this.pace = pace;
    this.position = wish.from();
  }

  Wish wish() {
    return wish;
  }

  Permit permit() {
    return permit;
  }

  boolean isOf(int organisationId) {
    return wish.organisationId() == organisationId;
  }

  boolean isLive() {
    return live;
  }

  /** Sends the head, and a first sign of life. */
  void begin() {
    response
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream; charset=utf-8")
        .putHeader("Content-Encoding", "identity") // compressed, events would wait for more
        .putHeader("Cache-Control", "no-store")
        .putHeader("Vary", "Accept, Authorization, Fallow-Organisation")
        .putHeader("X-Accel-Buffering", "no");
    write("retry: 2000\n\n");
  }

  /** Whether all up to here has been sent; then the stream is live. */
  boolean reaches(EventId end) {
    live = position.compareTo(end) >= 0;
    return live;
  }

  boolean maySend() {
    return !reading && !response.writeQueueFull();
  }

  /** Where to read on from. */
  EventId startReading() {
    reading = true;
    return position;
  }

  void stopReading() {
    reading = false;
  }

  /**
   * Sends of some events those that are wanted and not yet sent, as far as the connection takes
   * them.
   *
   * @param last the place up to which there are no others
   */
  void tell(List<ToldEvent> events, EventId last) {
    for (ToldEvent event : events) {
      if (event.id().compareTo(position) > 0 && isWanted(event)) {
        if (response.writeQueueFull()) {
          live = false;
          return;
        }
        write("id: %s\nevent: %s\ndata: %s\n\n".formatted(event.id(), event.kind(), event.json()));
        position = event.id();
      }
    }
    position = last.compareTo(position) > 0 ? last : position;
  }

  private boolean isWanted(ToldEvent event) {
    return isOf(event.organisationId()) && wish.filter().takes(event);
  }

  private void write(String text) {
    silentTicks = 0;
    response.write(text);
  }

  /** Counts the time, and sends a sign of life after a silence. */
  void tick() {
    boolean full = response.writeQueueFull();
    fullTicks = full ? fullTicks + 1 : 0;
    silentTicks++;
    uninspectedTicks++;
    if (!full && silentTicks >= pace.ticksToHeartbeat()) {
      write(": still here\n\n");
    }
  }

  /** Whether it is time to ask if the receiver may still read; then time begins anew. */
  boolean isDueForInspection() {
    boolean due = uninspectedTicks >= pace.ticksToInspection();
    uninspectedTicks = due ? 0 : uninspectedTicks;
    return due;
  }

  /** Whether the receiver has taken nothing for too long. */
  boolean isSlow() {
    return fullTicks > pace.ticksOfPatience();
  }

  void cut() {
    response.reset();
  }

  void end(String why) {
    response.end(": " + why + "\n\n");
  }
}
