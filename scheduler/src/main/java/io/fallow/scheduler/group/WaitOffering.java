package io.fallow.scheduler.group;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.scheduler.booking.BookingOutcome;
import io.fallow.scheduler.booking.BookingRequest;
import io.fallow.scheduler.booking.BookingService;
import io.fallow.scheduler.booking.Candidate;
import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.booking.Violation;
import io.fallow.scheduler.calendar.AssetLocks;
import io.fallow.scheduler.group.WaitEntry.PassedOver;
import io.fallow.scheduler.idle.IndexNotReadyException;
import io.fallow.scheduler.idle.WindowSearch;
import io.fallow.scheduler.policy.Grid;
import io.fallow.scheduler.telling.Event;
import io.fallow.scheduler.telling.Events;
import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Offers what has come free to those who wait, in turn. An offer is a hold in the waiting one's
 * name and keeps all rules of a booking; who lets it pass has had their turn for that time. A run
 * finds by itself what there is to do, so it is right after any pause and when a run before it was
 * killed; of several processes one runs at a time, as turns would be worth nothing otherwise.
 * Blocks; failures are {@link io.fallow.telemetry.store.StoreException}s.
 */
public final class WaitOffering {

  /** So many spots are tried for one who waits, before it's the next one's turn. */
  private static final int MOST_TRIED = 10;

  private static final Duration QUARTER_HOUR = Duration.ofMinutes(15);

  private final Database database;
  private final BookingService bookings;
  private final OfferedWindows windows;

  public WaitOffering(Database database, BookingService bookings, WindowSearch windows) {
    this.database = database;
    this.bookings = bookings;
    this.windows = new OfferedWindows(windows);
  }

  /** The number is any that nobody else locks. */
  private static final String ALONE = "SELECT pg_try_advisory_xact_lock(1126004)";

  /**
   * Takes note of what has become of earlier offers, and makes new ones.
   *
   * @return how many were made; none if another process is at it, or the search isn't ready yet
   */
  public int run(Instant now) {
    try {
      return database.inTransaction(
          connection -> isAlone(connection) ? inTurn(due(now), now) : Integer.valueOf(0));
    } catch (IndexNotReadyException notReady) {
      return 0;
    }
  }

  private static boolean isAlone(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(ALONE)) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private List<Turn> due(Instant now) {
    return database.inTransaction(
        connection -> {
          WaitUpkeep upkeep = new WaitUpkeep(connection, now);
          upkeep.settle();
          upkeep.expire();
          return new WaitTurns(connection, now).due();
        });
  }

  private int inTurn(List<Turn> turns, Instant now) {
    int made = 0;
    for (Turn turn : turns) {
      made += offer(turn, now) ? 1 : 0;
    }
    database.inTransaction(
        connection -> {
          new WaitTurns(connection, now).looked(turns);
          return turns.size();
        });
    return made;
  }

  private boolean offer(Turn turn, Instant now) {
    List<Spot> passed =
        database.inTransaction(connection -> new WaitTurns(connection, now).passed(turn.entry()));
    List<Spot> offered = windows.of(turn.viewer(), turn.wish(), now);
    Map<String, Optional<Candidate>> candidates = new HashMap<>();
    int tried = 0;
    for (Spot window : offered) {
      Optional<Candidate> candidate =
          candidates.computeIfAbsent(window.asset(), asset -> candidate(turn, window, now));
      Optional<Spot> spot =
          candidate.flatMap(of -> TurnTaking.spot(turn.wish(), window, passed, grid(of), now));
      if (spot.isPresent()) {
        tried++;
        if (hold(turn, held(candidate.orElseThrow(), spot.get(), now), spot.get(), now)) {
          return true;
        }
      }
      if (tried == MOST_TRIED) {
        return false;
      }
    }
    return false;
  }

  /** Empty for an asset that can't be had any more. */
  private Optional<Candidate> candidate(Turn turn, Spot window, Instant now) {
    BookingRequest whole =
        new BookingRequest(turn.viewer(), window.asset(), window.during(), true, turn.purpose());
    return bookings.prepare(whole, now).fold(Optional::of, goneMeanwhile -> Optional.empty());
  }

  /** Where the owner doesn't care, offers begin and end on quarter-hours. */
  private static Grid grid(Candidate candidate) {
    ZoneId zone = candidate.asset().asset().facility().zone();
    return candidate.policy().grid(zone).orElse(new Grid(QUARTER_HOUR, zone));
  }

  /** A hold of a spot that lasts as long as the offer. */
  private static Candidate held(Candidate candidate, Spot spot, Instant now) {
    Instant limit = TurnTaking.limit(spot.during(), candidate.policy().holdFor(), now);
    Duration offered = Duration.between(now, limit);
    return candidate.at(spot.during()).with(policy -> policy.withHoldFor(offered));
  }

  /** Whether it could be offered. */
  private boolean hold(Turn turn, Candidate candidate, Spot spot, Instant now) {
    return database.inTransaction(
        connection -> {
          WaitOffers offers = new WaitOffers(connection, now);
          AssetLocks.take(connection, List.of(candidate.assetId()));
          if (!offers.claim(turn.entry())) {
            return false;
          }
          Optional<Reservation> made = attempt(connection, turn, candidate, spot, now);
          if (made.isPresent()) {
            offers.offered(turn.entry(), made.get().id());
            Events.tell(connection, event(turn, made.get(), now));
          }
          return made.isPresent();
        });
  }

  private Optional<Reservation> attempt(
      Connection connection, Turn turn, Candidate candidate, Spot spot, Instant now)
      throws SQLException {
    BookingOutcome outcome =
        bookings.attempts().attempt(connection, candidate, Optional.empty(), now);
    List<Violation> broken =
        Attempts.fold(outcome, made -> List.<Violation>of(), Conflict::violations);
    if (!broken.isEmpty()) {
      PassedOver passed = new PassedOver(now, spot, broken);
      new WaitOffers(connection, now).passedOver(turn.entry(), passed);
    }
    return Attempts.fold(outcome, Optional::of, conflict -> Optional.empty());
  }

  private static Event event(Turn turn, Reservation hold, Instant now) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("entry", turn.entry().toString());
    data.put("asset", hold.asset());
    data.put("start", hold.start().toString());
    data.put("end", hold.end().toString());
    data.put("expiresAt", hold.expiresAt().orElseThrow().toString());
    return new Event(
        now,
        turn.viewer().organisationId(),
        "wait-list.offered",
        Optional.of(hold.item().id()),
        Optional.of(hold.id()),
        data);
  }
}
