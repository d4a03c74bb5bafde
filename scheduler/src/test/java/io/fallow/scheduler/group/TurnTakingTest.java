package io.fallow.scheduler.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.policy.Grid;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TurnTakingTest {

  private static final Instant NOW = at("08:00");
  private static final Grid QUARTERS = new Grid(Duration.ofMinutes(15), ZoneOffset.UTC);
  private static final Wish TWO_HOURS = wish("00:00", "23:00", 2, 3);

  @Test
  void offersTheFirstWindowThatIsLongEnoughAndNoMoreOfItThanIsOfUse() {
    List<Spot> windows = List.of(spot("a", "09:00", "10:00"), spot("b", "10:00", "18:00"));
    assertThat(offered(TWO_HOURS, windows, List.of())).contains(spot("b", "10:00", "13:00"));
  }

  @Test
  void offersNothingOutsideTheRangeThatIsWaitedFor() {
    Wish afternoon = wish("12:00", "15:00", 2, 3);
    assertThat(offered(afternoon, List.of(spot("a", "08:00", "13:30")), List.of())).isEmpty();
    assertThat(offered(afternoon, List.of(spot("a", "08:00", "14:30")), List.of()))
        .contains(spot("a", "12:00", "14:30"));
  }

  @Test
  void doesNotOfferAgainWhatWasLetPass() {
    List<Spot> windows = List.of(spot("a", "09:00", "15:00"), spot("b", "10:00", "12:00"));
    assertThat(offered(TWO_HOURS, windows, List.of(spot("a", "09:00", "12:00"))))
        .contains(spot("a", "12:00", "15:00"));
    assertThat(offered(TWO_HOURS, windows, List.of(spot("a", "09:00", "14:00"))))
        .contains(spot("b", "10:00", "12:00"));
  }

  @Test
  void leavesTimeToDecideAndKeepsToTheGridOfTheOwner() {
    assertThat(offered(TWO_HOURS, List.of(spot("a", "07:00", "12:00")), List.of()))
        .contains(spot("a", "08:15", "11:15"));
    assertThat(offered(TWO_HOURS, List.of(spot("a", "07:00", "10:10")), List.of())).isEmpty();
  }

  @Test
  void beginsAndEndsOnACoarseGridOfTheOwners() {
    Grid hours = new Grid(Duration.ofHours(1), ZoneOffset.ofHoursMinutes(5, 30));
    Spot window = spot("a", "08:00", "12:00");
    assertThat(TurnTaking.spot(TWO_HOURS, window, List.of(), hours, NOW))
        .contains(spot("a", "08:30", "11:30"));
    assertThat(TurnTaking.spot(TWO_HOURS, spot("a", "08:31", "10:40"), List.of(), hours, NOW))
        .isEmpty();
  }

  @Test
  void offersNothingOfARangeThatHasPassed() {
    assertThat(
            offered(wish("05:00", "08:05", 2, 3), List.of(spot("a", "05:00", "12:00")), List.of()))
        .isEmpty();
  }

  @Test
  void anOfferEndsWithItsTimeLimitOrWhenItsTimeBegins() {
    assertThat(limit("12:00", 10)).isEqualTo(at("08:30"));
    assertThat(limit("12:00", 60)).isEqualTo(at("09:00"));
    assertThat(limit("08:15", 60)).isEqualTo(at("08:15"));
  }

  private static Instant limit(String start, int holdMinutes) {
    TimeRange during = spot("a", start, "14:00").during();
    return TurnTaking.limit(during, Duration.ofMinutes(holdMinutes), NOW);
  }

  private static Optional<Spot> offered(Wish wish, List<Spot> windows, List<Spot> passed) {
    return windows.stream()
        .flatMap(window -> TurnTaking.spot(wish, window, passed, QUARTERS, NOW).stream())
        .findFirst();
  }

  private static Wish wish(String from, String to, int leastHours, int mostHours) {
    return new Wish(
        "mri",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new TimeRange(at(from), at(to)),
        Duration.ofHours(leastHours),
        Duration.ofHours(mostHours));
  }

  static Spot spot(String asset, String from, String to) {
    return new Spot(asset, new TimeRange(at(from), at(to)));
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-23T" + time + ":00Z");
  }
}
