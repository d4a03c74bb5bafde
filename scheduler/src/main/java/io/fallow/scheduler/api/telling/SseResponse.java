package io.fallow.scheduler.api.telling;

import io.vertx.core.http.HttpServerResponse;

/**
 * A response of server-sent events, which never ends by itself, and how its receiver keeps up with
 * it: time is counted in ticks. Used by one event loop.
 */
final class SseResponse {

  private final HttpServerResponse response;
  private final StreamPace pace;
  private int silentTicks;
  private int fullTicks;
  private int uninspectedTicks;

  SseResponse(HttpServerResponse response, StreamPace pace) {
    this.response = response;
    this.pace = pace;
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

  /** Whether the connection takes no more at the moment. */
  boolean isFull() {
    return response.writeQueueFull();
  }

  void write(String text) {
    silentTicks = 0;
    response.write(text);
  }

  /** Counts the time, and sends a sign of life after a silence. */
  void tick() {
    boolean full = isFull();
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
