package io.fallow.scheduler.attendance;

import static io.fallow.scheduler.attendance.Scene.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.booking.Attendance;
import io.fallow.scheduler.booking.BookedAsset;
import io.fallow.scheduler.booking.Booker;
import io.fallow.scheduler.booking.Claim;
import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.booking.Status;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VisitsTest {

  private static final int OURS = 1;
  private static final int OTHERS = 2;

  private final Reservation reservation = reservation(OURS, Status.CONFIRMED, "10:00", "12:00");

  @Test
  void useFromAQuarterHourBeforeTheStartOnIsTheBookers() {
    assertThat(visit().usesFrom()).isEqualTo(at("09:45"));
    assertThat(visit(reservation(OTHERS, Status.COMPLETED, "08:00", "09:40")).usesFrom())
        .isEqualTo(at("09:45"));
  }

  @Test
  void useThatGoesOnFromAnothersReservationIsTheOthers() {
    assertThat(visit(reservation(OTHERS, Status.IN_USE, "08:00", "10:00")).usesFrom())
        .isEqualTo(at("10:00"));
    assertThat(visit(reservation(OTHERS, Status.NO_SHOW, "08:00", "10:00")).usesFrom())
        .isEqualTo(at("09:45"));
  }

  @Test
  void useThatGoesOnFromTheSameBookersReservationIsHandedOn() {
    Reservation before = reservation(OURS, Status.IN_USE, "08:00", "10:00");
    assertThat(visit(before).usesFrom()).isEqualTo(at("07:45"));
    assertThat(Visits.of(before, List.of(before, reservation), Policy.PLATFORM).handedOn())
        .contains(at("10:00"));
  }

  @Test
  void useBeforeTheStartNeedsToBeUnexplainedButInTheSameBookersEarlierReservation() {
    assertThat(visit().earlyFrom()).isEqualTo(at("09:45"));
    assertThat(visit(reservation(OTHERS, Status.COMPLETED, "08:00", "09:55")).earlyFrom())
        .isEqualTo(at("09:55"));
    Visit again = visit(reservation(OURS, Status.COMPLETED, "08:00", "09:50"));
    assertThat(again.isEarly(at("09:49"))).isFalse();
    assertThat(again.isEarly(at("09:50"))).isTrue();
    assertThat(again.isEarly(at("10:00"))).isFalse();
    assertThat(again.withoutEarlyUse().usesFrom()).isEqualTo(at("10:00"));
  }

  @Test
  void theNextReservationBoundsWhatIsKept() {
    Visit visit = visit(reservation(OTHERS, Status.CONFIRMED, "12:30", "13:00"));
    assertThat(visit.handedOn()).isEmpty();
    assertThat(visit.nextBlocked()).contains(at("12:20"));
  }

  private Visit visit(Reservation... others) {
    return Visits.of(reservation, List.of(others), Policy.PLATFORM);
  }

  private static Reservation reservation(int booker, Status status, String from, String to) {
    TimeRange during = new TimeRange(at(from), at(to));
    Duration turnaround =
        status == Status.CONFIRMED && from.equals("12:30") ? Duration.ofMinutes(10) : Duration.ZERO;
    Claim claim =
        new Claim(
            status,
            during,
            during.widened(turnaround, Duration.ZERO),
            Optional.empty(),
            Attendance.NONE,
            OptionalInt.empty(),
            Optional.empty());
    return new Reservation(
        UUID.randomUUID(),
        new BookedAsset(1, "works.mill", "Mill", 9, "works"),
        new Booker(booker, "org" + booker, "someone", OptionalInt.empty()),
        claim,
        "",
        OptionalInt.empty(),
        Optional.empty(),
        at("08:00"),
        at("08:00"),
        1);
  }
}
