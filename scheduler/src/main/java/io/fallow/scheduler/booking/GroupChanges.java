package io.fallow.scheduler.booking;

import io.fallow.scheduler.booking.ChangeOutcome.NotPossible;
import io.fallow.scheduler.calendar.AssetLocks;
import io.fallow.scheduler.policy.Policy;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Changes the reservations of a series or bundle in one transaction, for the organisation that
 * booked it. Blocks; safe for any number of threads; failures are {@link
 * io.fallow.telemetry.store.StoreException}s.
 */
public final class GroupChanges {

  private final Database database;
  private final BookingTerms terms;

  GroupChanges(Database database, BookingTerms terms) {
    this.database = database;
    this.terms = terms;
  }

  /**
   * What has become of a group.
   *
   * @param reservations all of it as it stands, by start
   * @param refused what couldn't be changed as asked
   */
  public record Changed(List<Reservation> reservations, List<NotPossible> refused) {

    /** Takes copies. */
    public Changed {
      reservations = List.copyOf(reservations);
      refused = List.copyOf(refused);
    }
  }

  /** The reservations of a group, whatever has become of them, by start. */
  public List<Reservation> of(Viewer viewer, UUID group, Instant now) {
    return database.inTransaction(
        connection ->
            members(connection, viewer, group).stream().map(each -> each.asOf(now)).toList());
  }

  private static List<Reservation> members(Connection connection, Viewer viewer, UUID group)
      throws SQLException {
    return new ReservationRows(connection)
        .ofGroup(group).stream().filter(each -> each.isOf(viewer.organisationId())).toList();
  }

  /** Confirms every hold of a group; if one can't be, none is. */
  public Changed confirm(Viewer viewer, UUID group, Instant now) {
    Decider confirm = (connection, asked, policy) -> asked.confirm(policy);
    Change change = new Change(viewer, group, each -> true, confirm, "", now);
    return change.make(/* allOrNone= */ true);
  }

  /**
   * Gives back what can be given back of a group.
   *
   * @param which of its reservations
   * @param reason for the other side; may be empty
   */
  public Changed cancel(
      Viewer viewer, UUID group, Predicate<Reservation> which, String reason, Instant now) {
    Decider cancel =
        (connection, asked, policy) -> asked.cancel(FeeTerms.of(connection, asked.found().id()));
    Change change = new Change(viewer, group, which, cancel, reason, now);
    return change.make(/* allOrNone= */ false);
  }

  /** What to do with each of a group. */
  private interface Decider {
    Decision on(Connection connection, Decisions asked, Policy policy) throws SQLException;
  }

  /** One change of a group. */
  private final class Change {

    private final Viewer viewer;
    private final UUID group;
    private final Predicate<Reservation> which;
    private final Decider decision;
    private final String reason;
    private final Instant now;

    Change(
        Viewer viewer,
        UUID group,
        Predicate<Reservation> which,
        Decider decision,
        String reason,
        Instant now) {
      this.viewer = viewer;
      this.group = group;
      this.which = which;
      this.decision = decision;
      this.reason = reason;
      this.now = now;
    }

    /** The terms are those of each reservation's asset and booker, which never change. */
    Changed make(boolean allOrNone) {
      List<Reservation> seen = of(viewer, group, now).stream().filter(which).toList();
      Map<Integer, Policy> policies = new HashMap<>();
      for (Reservation each : seen) {
        policies.computeIfAbsent(each.item().id(), asset -> terms.of(each, now));
      }
      return database.inTransaction(connection -> make(connection, seen, policies, allOrNone));
    }

    private Changed make(
        Connection connection,
        List<Reservation> seen,
        Map<Integer, Policy> policies,
        boolean allOrNone)
        throws SQLException {
      AssetLocks.take(connection, policies.keySet());
      Savepoint before = connection.setSavepoint();
      ReservationLedger ledger = new ReservationLedger(connection, Actor.of(viewer), now);
      List<NotPossible> refused = new ArrayList<>();
      for (Reservation each : seen) {
        Reservation found = ledger.find(each.id()).orElseThrow();
        Policy policy = policies.get(found.item().id());
        Decision decided = decision.on(connection, new Decisions(found, viewer, now), policy);
        decided.refusal().ifPresent(why -> refused.add(new NotPossible(found, why)));
        if (decided.step().isPresent()) {
          Reservation after = ledger.take(found, decided.step().get(), reason);
          FeeTerms.keep(connection, after, policy);
        }
      }
      if (allOrNone && !refused.isEmpty()) {
        connection.rollback(before);
      }
      return new Changed(members(connection, viewer, group), refused);
    }
  }
}
