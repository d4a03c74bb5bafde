package io.fallow.sim.history;

import static io.fallow.sim.history.Tale.done;
import static io.fallow.sim.history.Tale.hours;
import static io.fallow.sim.history.Tale.state;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A check that can't fail is worth nothing: each is shown what it is for. */
class JudgeTest {

  private static final Span MORNING = hours(8, 10);
  private static final Span LONGER = hours(8, 11);
  private static final Span NOON = hours(9.5, 13);
  private static final Span EVENING = hours(18, 20);

  @Test
  void findsNothingWhereEverythingIsAsItShouldBe() {
    Tale tale =
        new Tale()
            .booked("a", MORNING, 0)
            .refused(Kind.BOOK, "b", 0, NOON, 2, 409, "overlap")
            .changed(Kind.EXTEND, "a", 2, "CONFIRMED", LONGER, 4)
            .refused(Kind.SHORTEN, "a", 1, MORNING, 6, 412, "version-moved")
            .read("a", state("a", 2, "CONFIRMED", LONGER), 8)
            .changed(Kind.CANCEL, "a", 3, "CANCELLED", LONGER, 10)
            .refused(Kind.MOVE, "a", 3, NOON, 11, 409, "wrong-state")
            .held("c", NOON, 12)
            .changed(Kind.CONFIRM, "c", 2, "CONFIRMED", NOON, 14)
            .booked("d", EVENING, 15)
            .bumped("lock-1", hours(19, 20), 16)
            .stored("d", state("d", 2, "BUMPED", EVENING), 16.5)
            .refused(Kind.BOOK, "e", 0, EVENING, 18, 422, "locked-out")
            .refused(Kind.BOOK, "f", 0, hours(1, 1.1), 20, 422, "too-short")
            .held("g", hours(1, 2), 21)
            .stored("g", state("g", 2, "EXPIRED", hours(1, 2)), 601);

    assertThat(tale.findings()).isEmpty();
  }

  @Test
  void findsTwoThatStoodAtOnce() {
    Tale tale = new Tale().booked("a", MORNING, 0).booked("b", NOON, 5);

    assertThat(tale.found()).contains("StoredOverlaps", "SeenOverlaps");
  }

  @Test
  void findsThatTheTurnaroundWasBooked() {
    Tale tale = new Tale().booked("a", MORNING, 0).booked("b", hours(10, 12), 5);

    assertThat(tale.found()).contains("StoredOverlaps", "SeenOverlaps");
  }

  @Test
  void findsTwoThatStoodAtOnceAfterAChange() {
    Tale tale =
        new Tale()
            .booked("a", MORNING, 0)
            .booked("b", EVENING, 2)
            .changed(Kind.MOVE, "b", 2, "CONFIRMED", NOON, 4);

    assertThat(tale.found()).contains("StoredOverlaps", "SeenOverlaps");
  }

  @Test
  void findsTwoThatWereToldTheSameThoughTheDatabaseHasOne() {
    Tale tale =
        new Tale()
            .booked("a", MORNING, 0)
            .asked(Kind.BOOK, "b", "", 0, NOON, 5, done(state("b", 1, "CONFIRMED", NOON)));

    assertThat(tale.found()).containsExactlyInAnyOrder("SeenOverlaps", "Acknowledgements");
  }

  @Test
  void allowsOneAfterTheOther() {
    Tale tale =
        new Tale()
            .booked("a", MORNING, 0)
            .changed(Kind.CANCEL, "a", 2, "CANCELLED", MORNING, 2)
            .booked("b", NOON, 4);

    assertThat(tale.findings()).isEmpty();
  }

  @Test
  void findsABookingThatIsLost() {
    Tale tale =
        new Tale().asked(Kind.BOOK, "a", "", 0, NOON, 5, done(state("a", 1, "CONFIRMED", NOON)));

    assertThat(tale.found()).containsExactly("Acknowledgements");
  }

  @Test
  void findsAChangeThatIsLost() {
    Tale tale =
        new Tale()
            .booked("a", MORNING, 0)
            .asked(Kind.EXTEND, "x", "a", 1, LONGER, 5, done(state("a", 2, "CONFIRMED", LONGER)));

    assertThat(tale.found()).containsExactly("Acknowledgements");
  }

  @Test
  void findsAChangeThatWasStoredOtherwiseThanTold() {
    Tale tale = new Tale().booked("a", MORNING, 0);
    tale.stored("a", state("a", 2, "CONFIRMED", EVENING), 5.5);
    tale.asked(Kind.EXTEND, "x", "a", 1, LONGER, 5, done(state("a", 2, "CONFIRMED", LONGER)));

    assertThat(tale.found()).contains("Acknowledgements", "Unasked");
  }

  @Test
  void findsAnAnswerThatCameBeforeTheCommit() {
    State state = state("a", 1, "CONFIRMED", MORNING);
    Tale tale =
        new Tale().stored("a", state, 3).asked(Kind.BOOK, "a", "", 0, MORNING, 0, done(state));

    assertThat(tale.found()).contains("Acknowledgements");
  }

  @Test
  void findsAChangeThatWasMadeOfAnotherVersionThanTheOneSeen() {
    Tale tale = new Tale().booked("a", MORNING, 0);
    tale.changed(Kind.EXTEND, "a", 2, "CONFIRMED", LONGER, 2);
    tale.stored("a", state("a", 3, "CONFIRMED", EVENING), 4.5);
    tale.asked(Kind.MOVE, "x", "a", 1, EVENING, 4, done(state("a", 3, "CONFIRMED", EVENING)));

    assertThat(tale.found()).containsExactlyInAnyOrder("Acknowledgements", "Unasked");
  }

  @Test
  void findsAReaderWhoSawWhatWasOver() {
    Tale tale =
        new Tale()
            .booked("a", MORNING, 0)
            .changed(Kind.EXTEND, "a", 2, "CONFIRMED", LONGER, 4)
            .read("a", state("a", 1, "CONFIRMED", MORNING), 8);

    assertThat(tale.found()).containsExactly("Acknowledgements");
  }

  @Test
  void findsALockOutThatIsLost() {
    Tale tale = new Tale().bumped("lock", MORNING, 0);
    tale.lockouts.clear();

    assertThat(tale.found()).containsExactly("Acknowledgements");
  }

  @Test
  void findsAReservationThatALockOutLeft() {
    Tale tale = new Tale().booked("a", MORNING, 0).bumped("lock", hours(9, 10), 5);

    assertThat(tale.found()).containsExactly("LockedOut");
  }

  @Test
  void findsARefusalForAnOverlapWithNobody() {
    Tale tale = new Tale().refused(Kind.BOOK, "a", 0, MORNING, 0, 409, "overlap");

    assertThat(tale.found()).containsExactly("Refusals");
  }

  @Test
  void findsARefusalForAnOverlapWithOneThatWasKnownToBeOver() {
    Tale tale =
        new Tale()
            .booked("a", MORNING, 0)
            .changed(Kind.CANCEL, "a", 2, "CANCELLED", MORNING, 2)
            .refused(Kind.BOOK, "b", 0, NOON, 4, 409, "overlap");

    assertThat(tale.found()).containsExactly("Refusals");
  }

  @Test
  void findsARefusalOfAChangeForAnOverlapWithItself() {
    Tale tale =
        new Tale().booked("a", MORNING, 0).refused(Kind.EXTEND, "a", 1, LONGER, 4, 409, "overlap");

    assertThat(tale.found()).containsExactly("Refusals");
  }

  @Test
  void findsARefusalForAVersionThatHadNotMoved() {
    Tale tale =
        new Tale()
            .booked("a", MORNING, 0)
            .refused(Kind.EXTEND, "a", 1, LONGER, 4, 412, "version-moved");

    assertThat(tale.found()).containsExactly("Refusals");
  }

  @Test
  void findsARefusalForAStateThatItWasNotIn() {
    Tale tale =
        new Tale()
            .held("a", MORNING, 0)
            .refused(Kind.CONFIRM, "a", 1, MORNING, 4, 409, "wrong-state");

    assertThat(tale.found()).containsExactly("Refusals");
  }

  @Test
  void findsARuleThatWasNotBroken() {
    for (String code :
        new String[] {
          "too-short",
          "too-long",
          "in-the-past",
          "beyond-horizon",
          "locked-out",
          "overlaps",
          "not-the-booker",
          "whim"
        }) {
      Tale tale = new Tale().refused(Kind.BOOK, "a", 0, MORNING, 0, 422, code);

      assertThat(tale.found()).as(code).containsExactly("Refusals");
    }
  }

  @Test
  void findsAReservationThatItsBookerWasNotShown() {
    Tale tale =
        new Tale()
            .booked("a", MORNING, 0)
            .refused(Kind.CANCEL, "a", 1, MORNING, 4, 404, "reservation-not-found");

    assertThat(tale.found()).containsExactly("Refusals");
  }

  @Test
  void findsAnAssetThatWasNotShown() {
    Tale tale = new Tale().refused(Kind.BOOK, "a", 0, MORNING, 4, 404, "asset-not-found");

    assertThat(tale.found()).containsExactly("Refusals");
  }

  @Test
  void findsAReservationThatNobodyAskedFor() {
    Tale tale = new Tale().stored("a", state("a", 1, "CONFIRMED", MORNING), 3);

    assertThat(tale.found()).containsExactly("Unasked");
  }

  @Test
  void findsAReservationThatWasRefused() {
    Tale tale =
        new Tale()
            .booked("a", NOON, 0)
            .changed(Kind.CANCEL, "a", 2, "CANCELLED", NOON, 2)
            .refused(Kind.BOOK, "b", 0, MORNING, 2.5, 409, "overlap")
            .stored("b", state("b", 1, "CONFIRMED", MORNING), 3.2);

    assertThat(tale.found()).containsExactly("Unasked");
  }

  @Test
  void findsWhatIsThereTwice() {
    Tale tale = new Tale().booked("a", MORNING, 0);
    State again = state("other", 1, "CONFIRMED", EVENING);
    tale.stored("a", again, 0.5);

    assertThat(tale.found()).contains("Unasked");
  }

  @Test
  void findsAVersionThatIsMissing() {
    Tale tale =
        new Tale().booked("a", MORNING, 0).changed(Kind.EXTEND, "a", 3, "CONFIRMED", LONGER, 4);

    assertThat(tale.found()).contains("Unasked");
  }

  @Test
  void findsATurnaroundThatWasNotStored() {
    Tale tale = new Tale();
    State bare =
        new State(
            Tale.reservation("a"),
            Tale.ASSET,
            1,
            "CONFIRMED",
            MORNING,
            MORNING,
            java.util.Optional.empty());
    tale.stored("a", bare, 0.5).asked(Kind.BOOK, "a", "", 0, MORNING, 0, done(bare));

    assertThat(tale.found()).containsExactly("Unasked");
  }

  @Test
  void findsAHoldThatEndedBeforeItsTime() {
    Tale tale = new Tale().held("a", MORNING, 0).stored("a", state("a", 2, "EXPIRED", MORNING), 30);

    assertThat(tale.found()).containsExactly("Unasked");
  }

  @Test
  void findsALifeAfterTheEnd() {
    Tale tale =
        new Tale()
            .booked("a", MORNING, 0)
            .changed(Kind.CANCEL, "a", 2, "CANCELLED", MORNING, 2)
            .stored("a", state("a", 3, "CONFIRMED", MORNING), 9);

    assertThat(tale.found()).containsExactly("Unasked");
  }

  @Test
  void allowsThatAFeeIsWaivedAfterTheEnd() {
    Tale tale =
        new Tale()
            .booked("a", MORNING, 0)
            .changed(Kind.CANCEL, "a", 2, "CANCELLED", MORNING, 2)
            .stored("a", state("a", 3, "CANCELLED", MORNING), 9);

    assertThat(tale.findings()).isEmpty();
  }

  @Test
  void findsALockOutThatNobodyAskedFor() {
    Tale tale = new Tale().bumped("lock", MORNING, 0);
    tale.operations.clear();

    assertThat(tale.found()).containsExactly("Unasked");
  }

  @Test
  void allowsWhatNobodyCouldSayInTheEnd() {
    Tale tale =
        new Tale()
            .stored("a", state("a", 1, "CONFIRMED", MORNING), 0.5)
            .asked(Kind.BOOK, "a", "", 0, MORNING, 0, new Result.Unknown())
            .asked(Kind.BOOK, "b", "", 0, EVENING, 0, new Result.Unknown());

    assertThat(tale.findings()).isEmpty();
  }
}
