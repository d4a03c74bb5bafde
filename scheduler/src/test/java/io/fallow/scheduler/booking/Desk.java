package io.fallow.scheduler.booking;

import static io.fallow.scheduler.DomainWorld.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.scheduler.booking.BookingOutcome.Booked;
import io.fallow.scheduler.booking.BookingOutcome.Refused;
import io.fallow.scheduler.calendar.Lockout;
import io.fallow.scheduler.calendar.LockoutKind;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.policy.Scope;
import io.fallow.scheduler.policy.Statement;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Organisation;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What people do with reservations in a world, in few words. */
final class Desk {

  private final DomainWorld world;

  Desk(DomainWorld world) {
    this.world = world;
  }

  BookingOutcome book(Organisation who, Asset asset, TimeRange during) {
    return book(who, asset.publicId(), during, NOW);
  }

  BookingOutcome book(Organisation who, Asset asset, TimeRange during, Instant now) {
    return book(who, asset.publicId(), during, now);
  }

  BookingOutcome book(Organisation who, String asset, TimeRange during) {
    return book(who, asset, during, NOW);
  }

  private BookingOutcome book(Organisation who, String asset, TimeRange during, Instant now) {
    return world.booking.book(
        new BookingRequest(world.viewer(who), asset, during, false, "a test"), now);
  }

  BookingOutcome hold(Organisation who, Asset asset, TimeRange during, Instant now) {
    return world.booking.book(
        new BookingRequest(world.viewer(who), asset.publicId(), during, true, ""), now);
  }

  BookingOutcome bookFor(
      Organisation who, String whom, Asset asset, TimeRange during, Optional<String> override) {
    return world.booking.book(
        new BookingRequest(
            world.viewer(who),
            asset.publicId(),
            during,
            false,
            "a favour",
            Optional.empty(),
            Optional.of(whom),
            override),
        NOW);
  }

  BookingOutcome override(Organisation who, Asset asset, TimeRange during, String reason) {
    return world.booking.book(
        new BookingRequest(
            world.viewer(who),
            asset.publicId(),
            during,
            false,
            "",
            Optional.empty(),
            Optional.empty(),
            Optional.of(reason)),
        NOW);
  }

  ChangeOutcome confirm(Organisation who, UUID id, Instant now) {
    return world.booking.steps().confirm(world.viewer(who), id, now);
  }

  ChangeOutcome approve(Organisation who, UUID id, Instant now) {
    return world.booking.steps().approve(world.viewer(who), id, "", now);
  }

  ChangeOutcome decline(Organisation who, UUID id, Instant now) {
    return world.booking.steps().decline(world.viewer(who), id, "no time", now);
  }

  ChangeOutcome cancel(Organisation who, UUID id, Instant now) {
    return world.booking.steps().cancel(world.viewer(who), id, "", now);
  }

  ChangeOutcome release(Organisation who, UUID id, Instant now) {
    return world.booking.steps().release(world.viewer(who), id, now);
  }

  ChangeOutcome move(Organisation who, Reservation seen, TimeRange to, Instant now) {
    return move(who, seen, to, Optional.empty(), now);
  }

  ChangeOutcome move(
      Organisation who, Reservation seen, TimeRange to, String override, Instant now) {
    return move(who, seen, to, Optional.of(override), now);
  }

  private ChangeOutcome move(
      Organisation who, Reservation seen, TimeRange to, Optional<String> override, Instant now) {
    return world.booking.change(
        new ChangeRequest(
            world.viewer(who),
            seen.id(),
            seen.version(),
            Optional.of(to.start()),
            Optional.of(to.end()),
            override),
        now);
  }

  /** What telemetry does when a reservation's use begins. */
  Reservation checkIn(Reservation confirmed, Instant at) {
    return world.database.inTransaction(
        connection -> {
          ReservationLedger ledger = new ReservationLedger(connection, Actor.TELEMETRY, at);
          Reservation found = ledger.locked(confirmed.id()).orElseThrow();
          return ledger.take(found, new Life.Confirmed(found.claim()).checkIn(at), "");
        });
  }

  void say(Asset asset, String policy) {
    world.policies.say(
        asset.organisationId(), new Scope.OfAsset(asset.id()), Statement.read(policy), "lena", NOW);
  }

  void lockOut(Asset asset, LockoutKind kind, TimeRange during) {
    world.calendars.addLockout(asset, new Lockout(0, kind, during, "a test"));
  }

  Reservation find(Organisation who, Reservation reservation) {
    return world.booking.get(world.viewer(who), reservation.id(), NOW).orElseThrow();
  }

  private static final String TOLD =
      "SELECT kind FROM event WHERE organisation_id = ? AND reservation_id = ? ORDER BY id";

  /** What an organisation was told of a reservation, in order. */
  List<String> told(Organisation who, Reservation reservation) {
    return world.database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(TOLD)) {
            statement.setInt(1, who.id());
            statement.setObject(2, reservation.id());
            List<String> kinds = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                kinds.add(row.getString(1));
              }
            }
            return kinds;
          }
        });
  }

  /** Ends all agreements at {@link DomainWorld#NOW}, or has them go on for good. */
  void endAgreements(boolean end) {
    String until = end ? "'" + NOW + "'" : "NULL";
    world.database.inTransaction(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "UPDATE agreement SET valid = tstzrange(lower(valid), " + until + ")")) {
            return statement.executeUpdate();
          }
        });
  }

  static Reservation booked(BookingOutcome outcome) {
    assertThat(outcome).isInstanceOf(Booked.class);
    return ((Booked) outcome).reservation();
  }

  static Reservation changed(ChangeOutcome outcome) {
    assertThat(outcome).isInstanceOf(ChangeOutcome.Changed.class);
    return ((ChangeOutcome.Changed) outcome).reservation();
  }

  static String code(ChangeOutcome outcome) {
    assertThat(outcome).isInstanceOf(ChangeOutcome.NotPossible.class);
    return ((ChangeOutcome.NotPossible) outcome).violation().code();
  }

  static List<String> refused(ChangeOutcome outcome) {
    assertThat(outcome).isInstanceOf(ChangeOutcome.Refused.class);
    return codes(((ChangeOutcome.Refused) outcome).violations());
  }

  static List<String> codes(BookingOutcome outcome) {
    assertThat(outcome).isInstanceOf(Refused.class);
    return codes(((Refused) outcome).violations());
  }

  private static List<String> codes(List<Violation> violations) {
    return violations.stream().map(Violation::code).toList();
  }

  /** From some hours to some hours after now. */
  static TimeRange slot(int fromHour, int toHour) {
    return new TimeRange(NOW.plus(Duration.ofHours(fromHour)), NOW.plus(Duration.ofHours(toHour)));
  }
}
