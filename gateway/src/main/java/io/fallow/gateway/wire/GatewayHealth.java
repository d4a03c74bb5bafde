package io.fallow.gateway.wire;

import io.fallow.gateway.wire.Confirmation.Range;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a gateway says that it is. It goes to {@link Topics#health}, retained, in the form of {@link
 * HealthCodec}.
 *
 * @param at by the gateway's clock
 * @param program name and version
 * @param started when the program was
 * @param dropped the ranges of messages that it gave up last, oldest first
 * @param droppedMessages that it ever gave up
 * @param droppedReadings in them, as far as known
 * @param clockJumps those of its machine's clock since it started; absent when there was none
 * @param pong the answer to the last ping since it connected
 * @param refusedCommands that it did not understand since it started
 */
public record GatewayHealth(
    Instant at,
    String program,
    Instant started,
    Waiting waiting,
    List<Dropped> dropped,
    long droppedMessages,
    long droppedReadings,
    List<SourceReport> sources,
    Optional<ClockJumps> clockJumps,
    Optional<Pong> pong,
    long refusedCommands) {

  /** The most ranges that are told of. */
  public static final int MOST_DROPPED = 200;

  /** The most sources that are told of. */
  public static final int MOST_SOURCES = 200;

  /** Copies the lists, and checks that they are not too long. */
  public GatewayHealth {
    dropped = List.copyOf(dropped);
    sources = List.copyOf(sources);
    if (dropped.size() > MOST_DROPPED || sources.size() > MOST_SOURCES) {
      throw new IllegalArgumentException(
          "at most %d ranges and %d sources".formatted(MOST_DROPPED, MOST_SOURCES));
    }
    notNegative(droppedMessages, droppedReadings, refusedCommands);
  }

  /**
   * What waits in its queue. It holds every message behind {@code settled} that it didn't give up.
   *
   * @param epoch of the queue's numbers
   * @param settled through this message it waits for no confirmation
   * @param last number that it gave
   * @param since time of the oldest reading; absent when nothing waits
   */
  public record Waiting(
      long epoch, long settled, long last, long messages, long readings, Optional<Instant> since) {

    /** Checks the ranges. */
    public Waiting {
      notNegative(epoch, settled, last, messages, readings);
      if (settled > last) {
        throw new IllegalArgumentException("no more is settled than there is");
      }
    }
  }

  /**
   * Messages that it gave up.
   *
   * @param readings in them, as far as known
   * @param from time of a reading in the oldest of them
   * @param to time of the newest
   */
  public record Dropped(
      long epoch,
      Range sequences,
      long readings,
      Optional<Instant> from,
      Optional<Instant> to,
      Why why) {

    /** Checks the ranges. */
    public Dropped {
      notNegative(epoch, readings);
    }
  }

  /** Why messages were given up. */
  public enum Why {
    /** There was no room. */
    FULL,
    /** They were too old. */
    AGE,
    /** The disk lost them. */
    DAMAGED
  }

  /**
   * One of its sources.
   *
   * @param standing in one word: {@code ok}, {@code trouble}, whether it starts or has ended
   * @param trouble in words
   */
  public record SourceReport(
      String name, String standing, Instant since, Optional<String> trouble) {}

  /**
   * How often its machine's clock moved by another time than passed.
   *
   * @param at of the last time, by the clock after it
   * @param byMillis by which it moved then; negative for back
   */
  public record ClockJumps(long count, Instant at, long byMillis) {

    /** Checks the range. */
    public ClockJumps {
      notNegative(count);
    }
  }

  /**
   * The answer to a ping.
   *
   * @param id of the ping
   * @param sentMicros the time that the ping said
   * @param receivedMicros when it came, by the gateway's clock
   * @param answeredMicros when this was sent, by the gateway's clock
   */
  public record Pong(String id, long sentMicros, long receivedMicros, long answeredMicros) {

    /** How far the gateway's clock is ahead, in microseconds, when this came at a time. */
    public long aheadMicros(long cameMicros) {
      return ((receivedMicros - sentMicros) + (answeredMicros - cameMicros)) / 2;
    }
  }

  private static void notNegative(long... numbers) {
    for (long number : numbers) {
      if (number < 0) {
        throw new IllegalArgumentException("no number is negative");
      }
    }
  }
}
