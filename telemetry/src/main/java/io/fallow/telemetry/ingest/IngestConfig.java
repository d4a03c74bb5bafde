package io.fallow.telemetry.ingest;

import java.net.URI;
import java.time.Duration;

/**
 * How ingest reaches the broker and how much it takes at once.
 *
 * @param broker {@code tcp://host:port} or {@code ssl://host:port}
 * @param user MQTT user, who may subscribe {@link #SUBSCRIPTION}
 * @param clientId names the session at the broker: the same at each start of one instance, another
 *     for each instance
 * @param sessionExpiry for how long the broker keeps the session, and with it the messages, while
 *     no instance is connected; whole seconds
 * @param window messages that the broker may send ahead of their acknowledgement, 1 to 65,535
 * @param windowBytes bytes of payload that may wait in memory; a larger message is taken alone
 * @param writers threads that decode and write, 1 or more
 * @param batch when a batch is written
 */
public record IngestConfig(
    URI broker,
    String user,
    String password,
    String clientId,
    Duration sessionExpiry,
    int window,
    long windowBytes,
    int writers,
    BatchLimits batch) {

  /** Everything of Fallow, also what nobody understands, split among the instances. */
  public static final String SUBSCRIPTION = "$share/telemetry/fallow/#";

  /** Checks the ranges. */
  public IngestConfig {
    if (window < 1 || window > 65_535 || windowBytes < 1 || writers < 1) {
      throw new IllegalArgumentException("window, windowBytes or writers out of range");
    }
  }

  /** The usual measures: 1,000 messages, 32 MB and two writers. */
  public static IngestConfig of(URI broker, String user, String password, String clientId) {
    Duration aWeek = Duration.ofDays(7);
    return new IngestConfig(
        broker, user, password, clientId, aWeek, 1_000, 32 << 20, 2, BatchLimits.USUAL);
  }

  /** The same with another window and number of writers. */
  public IngestConfig with(int otherWindow, int otherWriters) {
    return new IngestConfig(
        broker,
        user,
        password,
        clientId,
        sessionExpiry,
        otherWindow,
        windowBytes,
        otherWriters,
        batch);
  }

  /** The same for another session. */
  IngestConfig as(String otherClientId) {
    return new IngestConfig(
        broker, user, password, otherClientId, sessionExpiry, window, windowBytes, writers, batch);
  }

  @Override
  public String toString() {
    return "IngestConfig["
        + broker
        + ", "
        + user
        + ", client "
        + clientId
        + ", window "
        + window
        + " messages, "
        + windowBytes
        + " bytes, writers "
        + writers
        + ", "
        + batch
        + "]";
  }

  /**
   * When a batch is full.
   *
   * @param readings as many or more; a message is never divided
   * @param bytes of payload
   * @param days on which its readings lie, each of which is one chunk to lock
   * @param linger how long the first message of a batch waits for others, where none are waiting
   */
  public record BatchLimits(int readings, long bytes, int days, Duration linger) {

    /** 10,000 readings, 4 MB, 100 days, 20 ms. */
    public static final BatchLimits USUAL =
        new BatchLimits(10_000, 4 << 20, 100, Duration.ofMillis(20));

    /** Checks the ranges. */
    public BatchLimits {
      if (readings < 1 || bytes < 1 || days < 1 || linger.isNegative()) {
        throw new IllegalArgumentException("a batch's limits are positive");
      }
    }
  }
}
