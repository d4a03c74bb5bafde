package io.fallow.scheduler.attendance;

import static io.fallow.scheduler.attendance.Scene.saw;
import static io.fallow.scheduler.attendance.Scene.settled;
import static io.fallow.scheduler.attendance.Scene.visit;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.booking.Action;
import io.fallow.scheduler.booking.Attendance;
import io.fallow.scheduler.booking.Claim;
import io.fallow.scheduler.booking.Status;
import io.fallow.scheduler.booking.Step;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgementTest {

  @Test
  void useWithinAConfirmedReservationChecksItInWhenItBegins() {
    Claim claim = at("10:06", visit(), saw("09:00 OFF", "10:05 IN_USE", "10:06"));
    assertThat(claim.status()).isEqualTo(Status.IN_USE);
    assertThat(claim.attendance().checkedInAt()).contains(at("10:05"));
  }

  @Test
  void useThatBeganALittleEarlyChecksInAtTheStart() {
    Claim claim = at("10:01", visit(), saw("09:00 OFF", "09:50 IN_USE", "10:01"));
    assertThat(claim.attendance().checkedInAt()).contains(at("10:00"));
  }

  @Test
  void useThatBeganLongBeforeIsTheOwnersAndTheGracePeriodWaitsForItsEnd() {
    Timeline owner = saw("08:00 IN_USE", "10:10 STANDBY", "10:24");
    assertThat(at("10:24", visit(), owner).status()).isEqualTo(Status.CONFIRMED);
    Timeline nobody = saw("08:00 IN_USE", "10:10 STANDBY", "10:25");
    assertThat(at("10:25", visit(), nobody).status()).isEqualTo(Status.NO_SHOW);
    Timeline booker = saw("08:00 IN_USE", "10:10 STANDBY", "10:20 IN_USE", "10:21");
    assertThat(at("10:21", visit(), booker).attendance().checkedInAt()).contains(at("10:20"));
  }

  @Test
  void nobodyIsANoShowWhoCouldNotBegin() {
    Timeline owner = saw("08:00 IN_USE", "11:50 STANDBY", "12:30");
    assertThat(at("12:30", visit(), owner).status()).isEqualTo(Status.COMPLETED);
    Timeline broken = saw("09:00 OFF", "09:59 FAULT", "11:50 OFF", "12:30");
    assertThat(at("12:30", visit(), broken).status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void noUseByTheEndOfTheGracePeriodIsANoShow() {
    assertThat(at("10:16", visit(), saw("09:00 OFF", "10:14")).status())
        .isEqualTo(Status.CONFIRMED);
    assertThat(at("10:16", visit(), saw("09:00 OFF", "10:15")).status()).isEqualTo(Status.NO_SHOW);
  }

  @Test
  void useAfterTheGracePeriodDoesNotUndoANoShowHoweverLateOneLooks() {
    Timeline late = saw("09:00 OFF", "10:40 IN_USE", "11:30 OFF", "16:00");
    assertThat(at("16:00", visit(), late).status()).isEqualTo(Status.NO_SHOW);
  }

  @Test
  void noDataIsNotANoShow() {
    Timeline silent = saw("09:00 OFF", "10:05");
    assertThat(at("11:30", visit(), silent).status()).isEqualTo(Status.CONFIRMED);
    Timeline gap = saw("09:00 OFF", "10:05 UNKNOWN", "10:30 OFF", "11:30");
    assertThat(at("11:30", visit(), gap).status()).isEqualTo(Status.CONFIRMED);
    assertThat(at("11:30", visit(), saw("10:05 OFF", "11:30")).status())
        .isEqualTo(Status.CONFIRMED);
    assertThat(at("11:30", visit(), saw()).status()).isEqualTo(Status.CONFIRMED);
  }

  @Test
  void whoIsSeenAfterASilenceHasCome() {
    Timeline gap = saw("09:00 OFF", "10:05 UNKNOWN", "10:30 OFF", "10:50 IN_USE", "11:00");
    assertThat(at("11:00", visit(), gap).attendance().checkedInAt()).contains(at("10:50"));
  }

  @Test
  void whatNobodySawIsCompletedAndSaysSo() {
    for (Timeline silent : new Timeline[] {saw(), saw("09:00 OFF", "10:05")}) {
      assertThat(at("12:24", visit(), silent).status()).isEqualTo(Status.CONFIRMED);
      Claim claim = at("12:25", visit(), silent);
      assertThat(claim.status()).isEqualTo(Status.COMPLETED);
      assertThat(claim.attendance()).isEqualTo(Attendance.NONE);
    }
  }

  @Test
  void readingsThatComeLateSettleWhatWasNotObserved() {
    Claim unobserved = at("13:00", visit(), saw("09:00 OFF", "10:05"));
    Visit open = Scene.with(visit(), unobserved);
    Claim used = at("14:00", open, saw("09:00 OFF", "10:10 IN_USE", "11:40 OFF", "13:30"));
    assertThat(used.status()).isEqualTo(Status.COMPLETED);
    assertThat(used.attendance().checkedInAt()).contains(at("10:10"));
    assertThat(used.attendance().usedUntil()).contains(at("11:40"));
    assertThat(at("14:00", open, saw("09:00 OFF", "13:30")).status()).isEqualTo(Status.NO_SHOW);
    Claim late = at("14:00", open, saw("09:00 OFF", "10:10 IN_USE", "12:40 OFF", "13:30"));
    assertThat(late.attendance().usedUntil()).contains(at("12:40"));
    assertThat(late.attendance().overrunSince()).contains(at("12:00"));
  }

  @Test
  void readingsThatComeLateAreTakenAsIfTheyHadBeenThere() {
    Timeline silent = saw("09:00 OFF", "10:05");
    Visit waiting = settled(visit(), silent, at("10:50"));
    Timeline none = saw("09:00 OFF", "10:50");
    assertThat(settled(waiting, none, at("10:51")).claim().status()).isEqualTo(Status.NO_SHOW);
    Timeline use = saw("09:00 OFF", "10:10 IN_USE", "10:50");
    assertThat(settled(waiting, use, at("10:51")).claim().attendance().checkedInAt())
        .contains(at("10:10"));
  }

  @Test
  void aNoShowThatLateReadingsContradictStaysOneAndSaysSo() {
    Claim away = at("10:16", visit(), saw("09:00 OFF", "10:15"));
    Visit noShow = Scene.with(visit(), away);
    Timeline rederived = saw("09:00 OFF", "10:07 IN_USE", "10:15");
    Claim claim = at("11:00", noShow, rederived);
    assertThat(claim.status()).isEqualTo(Status.NO_SHOW);
    assertThat(claim.attendance().checkedInAt()).contains(at("10:07"));
    assertThat(Judgement.next(Scene.with(visit(), claim), rederived, at("11:01"))).isEmpty();
  }

  @Test
  void completesOnceTheAssetIsTurnedAround() {
    Timeline seen = saw("09:00 OFF", "10:00 IN_USE", "11:50 OFF", "12:10");
    assertThat(at("12:09", visit(), seen).status()).isEqualTo(Status.IN_USE);
    Claim claim = at("12:10", visit(), seen);
    assertThat(claim.status()).isEqualTo(Status.COMPLETED);
    assertThat(claim.attendance().usedUntil()).contains(at("11:50"));
  }

  @Test
  void offersToReleaseTheRestOncePerIdleStretch() {
    Visit used =
        Scene.with(visit(), at("10:01", visit(), saw("09:00 OFF", "10:00 IN_USE", "10:01")));
    Timeline idle = saw("09:00 OFF", "10:00 IN_USE", "10:30 OFF", "10:40 STANDBY", "10:50");
    assertThat(next(used, saw("10:00 IN_USE", "10:30 OFF", "10:49"), "10:49")).isEmpty();
    assertThat(next(used, idle, "10:51")).map(Step::action).contains(Action.RELEASE_OFFERED);
    Visit offered = Scene.with(used, next(used, idle, "10:51").orElseThrow().after());
    assertThat(offered.claim().attendance().releaseOfferedAt()).contains(at("10:50"));
    assertThat(next(offered, idle, "10:52")).isEmpty();
    Timeline again =
        saw("09:00 OFF", "10:00 IN_USE", "10:30 OFF", "11:00 IN_USE", "11:10 OFF", "11:30");
    assertThat(next(offered, again, "11:31")).map(Step::action).contains(Action.RELEASE_OFFERED);
  }

  @Test
  void offersNothingWhileNobodyKnowsWhetherTheAssetIsStillIdle() {
    Visit used =
        Scene.with(visit(), at("10:01", visit(), saw("09:00 OFF", "10:00 IN_USE", "10:01")));
    Timeline idle = saw("09:00 OFF", "10:00 IN_USE", "10:30 OFF", "10:55");
    assertThat(next(used, idle, "11:11")).isEmpty();
    assertThat(next(used, saw("10:00 IN_USE", "11:30 OFF", "12:00"), "12:00")).isEmpty();
  }

  @Test
  void useBeyondTheEndIsAnOverrunForWhichTheAssetIsKeptAhead() {
    Timeline seen = saw("09:00 OFF", "10:00 IN_USE", "12:03");
    Claim claim = at("12:03", visit(), seen);
    assertThat(claim.status()).isEqualTo(Status.IN_USE);
    assertThat(claim.attendance().overrunSince()).contains(at("12:00"));
    assertThat(claim.blocked().end()).isEqualTo(at("12:30"));
    Claim later = at("12:21", visit(), saw("09:00 OFF", "10:00 IN_USE", "12:21"));
    assertThat(later.blocked().end()).isEqualTo(at("13:00"));
  }

  @Test
  void anOverrunNeverTakesWhatOthersHave() {
    Visit visit = followedAt("12:10", Optional.empty());
    Claim claim = at("12:40", visit, saw("09:00 OFF", "10:00 IN_USE", "12:40"));
    assertThat(claim.attendance().overrunSince()).contains(at("12:00"));
    assertThat(claim.blocked().end()).isEqualTo(at("12:10"));
  }

  @Test
  void anOverrunEndsWithTheFirstPause() {
    Timeline seen =
        saw("09:00 OFF", "10:00 IN_USE", "12:20 OFF", "12:25 IN_USE", "12:29 OFF", "12:30");
    Claim claim = at("12:30", visit(), seen);
    assertThat(claim.status()).isEqualTo(Status.COMPLETED);
    assertThat(claim.attendance().usedUntil()).contains(at("12:20"));
  }

  @Test
  void whoLeavesInTheLastMinuteDoesNotOverrun() {
    Claim claim = at("12:10", visit(), saw("09:00 OFF", "10:00 IN_USE", "12:00:50 OFF", "12:10"));
    assertThat(claim.status()).isEqualTo(Status.COMPLETED);
    assertThat(claim.attendance().overrunSince()).isEmpty();
    assertThat(claim.attendance().usedUntil()).contains(at("12:00:50"));
  }

  @Test
  void useThatGoesOnIntoTheSameBookersNextReservationIsHandedOn() {
    Visit visit = followedAt("12:10", Optional.of(at("12:10")));
    Claim claim = at("12:15", visit, saw("09:00 OFF", "10:00 IN_USE", "12:15"));
    assertThat(claim.status()).isEqualTo(Status.COMPLETED);
    assertThat(claim.attendance().usedUntil()).contains(at("12:10"));
  }

  @Test
  void aShortSilenceInTheMiddleOfUseDoesNotEndIt() {
    Timeline seen =
        saw("09:00 OFF", "10:00 IN_USE", "11:56 UNKNOWN", "12:04 IN_USE", "12:20 OFF", "12:30");
    assertThat(at("12:30", visit(), seen).attendance().usedUntil()).contains(at("12:20"));
  }

  @Test
  void useOfWhichNobodySawTheEndIsCompletedWithoutOne() {
    Timeline seen = saw("09:00 OFF", "10:00 IN_USE", "11:40");
    assertThat(at("12:24", visit(), seen).status()).isEqualTo(Status.IN_USE);
    Claim claim = at("12:25", visit(), seen);
    assertThat(claim.status()).isEqualTo(Status.COMPLETED);
    assertThat(claim.attendance().checkedInAt()).contains(at("10:00"));
    assertThat(claim.attendance().usedUntil()).isEmpty();
    Visit open = Scene.with(visit(), claim);
    Timeline late = saw("09:00 OFF", "10:00 IN_USE", "11:45 OFF", "12:40");
    assertThat(at("12:41", open, late).attendance().usedUntil()).contains(at("11:45"));
  }

  private static Visit followedAt(String blocked, Optional<Instant> handedOn) {
    Visit visit = visit();
    return new Visit(
        visit.claim(),
        visit.usesFrom(),
        visit.earlyFrom(),
        handedOn,
        Optional.of(at(blocked)),
        visit.terms());
  }

  private static Optional<Step> next(Visit visit, Timeline seen, String now) {
    return Judgement.next(visit, seen, at(now));
  }

  private static Claim at(String now, Visit visit, Timeline seen) {
    return settled(visit, seen, at(now)).claim();
  }

  private static Instant at(String time) {
    return Scene.at(time);
  }
}
