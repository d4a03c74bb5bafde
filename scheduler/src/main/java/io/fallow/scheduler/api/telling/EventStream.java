package io.fallow.scheduler.api.telling;

import io.fallow.scheduler.api.telling.EventStreams.Wish;
import io.fallow.scheduler.telling.EventId;
import io.fallow.scheduler.telling.ToldEvent;
import java.util.List;

/**
 * One stream of events. It is live while all that the log's reader passes can be sent at once. When
 * the connection is full it sends nothing, falls behind, and reads on from {@code position} later;
 * so an event is sent once, and none is left out. Used by one event loop.
 */
final class EventStream implements OpenStream {

  private final SseResponse response;
  private final Wish wish;
  private final Permit permit;
  private EventId position;
  private boolean live;
  private boolean reading;

  EventStream(SseResponse response, Wish wish, Permit permit) {
    this.response = response;
    this.wish = wish;
    this.permit = permit;
    this.position = wish.from();
  }

  Wish wish() {
    return wish;
  }

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

  boolean isLive() {
    return live;
  }

  /** Whether all up to here has been sent; then the stream is live. */
  boolean reaches(EventId end) {
    live = position.compareTo(end) >= 0;
    return live;
  }

  boolean maySend() {
    return !reading && !response.isFull();
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
        if (response.isFull()) {
          live = false;
          return;
        }
        response.write(
            "id: %s\nevent: %s\ndata: %s\n\n".formatted(event.id(), event.kind(), event.json()));
        position = event.id();
      }
    }
    position = last.compareTo(position) > 0 ? last : position;
  }

  private boolean isWanted(ToldEvent event) {
    return event.organisationId() == organisationId() && wish.filter().takes(event);
  }
}
