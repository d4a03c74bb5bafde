package io.fallow.gateway.source.csv;

import io.fallow.gateway.source.SourceException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Reads a log's times, line after line. Of a time that the clocks pass twice it is the first one
 * unless a line before it was already there. Not safe for several threads.
 */
public final class WallClock {

  private final TimeParser parser;
  private final ZoneId zone;
  private Instant latest = Instant.MIN;

  /**
   * Of a format, as imports name them.
   *
   * @param zone of times without an offset
   * @throws IllegalArgumentException for what is no format
   */
  public WallClock(String format, ZoneId zone) {
    this.parser = TimeParser.of(format);
    this.zone = zone;
  }

  /**
   * The instant of a text.
   *
   * @throws SourceException if it is no time, or one that the clocks leave out
   */
  public Instant instant(String text) throws SourceException {
    RowTime time;
    try {
      time = parser.parse(text.strip());
    } catch (RowRejected e) {
      throw new SourceException("'" + text.strip() + "' is no time of the format", e);
    }
    Instant instant = time.instant().isPresent() ? time.instant().get() : settle(time);
    latest = instant;
    return instant;
  }

  private Instant settle(RowTime time) throws SourceException {
    LocalDateTime local = time.wallClock(zone);
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      throw new SourceException(local + " does not exist in " + zone);
    }
    Instant first = local.toInstant(offsets.get(0));
    return first.isBefore(latest) ? local.toInstant(offsets.get(offsets.size() - 1)) : first;
  }
}
