package io.fallow.scheduler.booking;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.scheduler.calendar.TimeRange;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Puts reservations off for a lock-out that can't wait. In the transaction of the lock-out, under
 * the asset's lock, so that there is never one without the other. Both sides are told, the bookers
 * with what they could have instead; they owe nothing.
 */
public final class Bumping {

  private Bumping() {}

  /** The live reservations that are booked in any of some time; turnaround alone doesn't count. */
  public static List<Reservation> concerned(
      Connection connection, int assetId, TimeRange during, Instant now) throws SQLException {
    return new ReservationRows(connection)
        .inTheWay(assetId, during).stream()
            .filter(each -> each.status().isLive() && !each.isDue(now))
            .filter(each -> each.during().overlaps(during) && each.end().isAfter(now))
            .toList();
  }

  /**
   * Puts off the reservations that are {@linkplain #concerned concerned}.
   *
   * @param reason of the lock-out, for both sides
   * @param alternatives what the booker of each could have instead, found before; those beyond the
   *     third are left out
   * @return them, as they are now
   */
  public static List<Reservation> bump(
      Connection connection,
      int assetId,
      TimeRange during,
      String reason,
      Actor actor,
      Function<Reservation, List<Alternative>> alternatives,
      Instant now)
      throws SQLException {
    ReservationLedger ledger = new ReservationLedger(connection, actor, now);
    List<Reservation> bumped = new ArrayList<>();
    for (Reservation each : concerned(connection, assetId, during, now)) {
      Step step = Life.Live.of(each.claim()).orElseThrow().bump();
      bumped.add(ledger.take(each, step, reason, told(alternatives.apply(each))));
    }
    return List.copyOf(bumped);
  }

  /** The most that are proposed to one booker. */
  public static final int MOST_ALTERNATIVES = 3;

  private static ObjectNode told(List<Alternative> alternatives) {
    ObjectNode told = JsonNodeFactory.instance.objectNode();
    ArrayNode array = told.putArray(Details.ALTERNATIVES);
    alternatives.stream().limit(MOST_ALTERNATIVES).map(Alternative::toJson).forEach(array::add);
    return told;
  }
}
