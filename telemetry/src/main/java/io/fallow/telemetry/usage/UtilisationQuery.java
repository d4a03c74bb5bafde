package io.fallow.telemetry.usage;

import java.time.Instant;
import java.util.Optional;

/**
 * Which utilisation is asked for: that of all assets of an organisation, summed up by group and by
 * bucket. Buckets are those of each asset's own calendar: under one day of a group with facilities
 * in several zones stands what each of them did on its day of that date.
 *
 * @param from clock hours that start at this instant or later
 * @param to and before this one
 * @param now time from here on is not counted as unknown
 * @param after groups behind this one in order; those of the page before end with it
 * @param limit groups at most; fewer come where they have many buckets
 */
public record UtilisationQuery(
    int organisationId,
    By by,
    Bucket bucket,
    Instant from,
    Instant to,
    Instant now,
    Optional<String> after,
    int limit) {

  /** Whose hours are added up. */
  public enum By {
    /** Each asset for itself. */
    ASSET("o.code || '.' || a.code"),
    /** Assets of one type. */
    TYPE("a.type"),
    /** Assets of one facility. */
    FACILITY("o.code || '.' || f.code"),
    /** All. */
    ORGANISATION("o.code::text");

    private final String sql;

    By(String sql) {
      this.sql = sql;
    }

    /** The group of an asset {@code a}, its facility {@code f} and organisation {@code o}. */
    String sql() {
      return "(" + sql + ") COLLATE \"C\"";
    }
  }

  /** Which hours are added up. */
  public enum Bucket {
    /** A clock hour; one that is lived through twice is one bucket, of two hours. */
    HOUR,
    /** A day, of 23 to 25 hours. */
    DAY,
    /** A week from Monday on. */
    WEEK
  }
}
