package io.fallow.scheduler.attendance;

import static io.fallow.scheduler.attendance.Scene.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.Activity;
import io.fallow.scheduler.booking.Claim;
import io.fallow.scheduler.booking.Status;
import io.fallow.telemetry.usage.UsageInterval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SleeperTest {

  private static final Instant DAY_OVER = at("18:00");
  private static final Activity[] LIKELY = {
    Activity.IN_USE,
    Activity.IN_USE,
    Activity.OFF,
    Activity.STANDBY,
    Activity.UNKNOWN,
    Activity.FAULT
  };

  /** Where a reservation ends, whenever one looked. */
  private record End(Status status, String came, String left, String overran) {
    static End of(Claim claim) {
      return new End(
          claim.status(),
          claim.attendance().checkedInAt().toString(),
          claim.attendance().usedUntil().toString(),
          claim.attendance().overrunSince().toString());
    }
  }

  @Test
  void whoSleptForHoursComesToTheSameEndsAsWhoLookedEachSecond() {
    Random dice = new Random(7);
    Map<Status, Integer> ends = new EnumMap<>(Status.class);
    for (int world = 0; world < 6; world++) {
      Timeline seen = anyDay(dice);
      End slept = End.of(Scene.settled(Scene.visit(), seen, DAY_OVER).claim());
      Visit watched =
          Scene.watched(
              Scene.visit(), seen, Duration.ofSeconds(40), Duration.ofSeconds(1), at("15:00"));
      assertThat(End.of(watched.claim())).as("world %s: %s", world, seen.all()).isEqualTo(slept);
      ends.merge(slept.status(), 1, Integer::sum);
    }
    assertThat(ends.keySet()).contains(Status.COMPLETED, Status.NO_SHOW);
  }

  @Test
  void aDeafHourChangesNothingThatItsReadingsTellAfterwards() {
    Random dice = new Random(8);
    for (int world = 0; world < 80; world++) {
      Timeline seen = anyDay(dice);
      Instant deafFrom = at("09:30").plusSeconds(dice.nextInt(10_000));
      Visit deaf = Scene.visit();
      for (Instant now = at("09:30"); now.isBefore(DAY_OVER); now = now.plusSeconds(60)) {
        boolean silent = now.isAfter(deafFrom) && now.isBefore(deafFrom.plusSeconds(3_600));
        deaf = Scene.settled(deaf, Scene.before(seen, silent ? deafFrom : now), now);
      }
      End slept = End.of(Scene.settled(Scene.visit(), seen, DAY_OVER).claim());
      End heard = End.of(deaf.claim());
      assertThat(heard.status()).as("world %s: %s", world, seen.all()).isEqualTo(slept.status());
      assertThat(heard.came()).isEqualTo(slept.came());
    }
  }

  private static Timeline anyDay(Random dice) {
    List<UsageInterval> intervals = new ArrayList<>();
    Instant from = at("08:00");
    Activity last = Activity.UNKNOWN;
    while (from.isBefore(at("15:00"))) {
      Instant to = from.plusSeconds(60 + dice.nextInt(dice.nextInt(4) == 0 ? 9_000 : 1_800));
      Activity next = LIKELY[dice.nextInt(LIKELY.length)];
      if (next != last) {
        intervals.add(new UsageInterval(1, from, to, next));
        last = next;
        from = to;
      }
    }
    intervals.add(new UsageInterval(1, from, at("20:00"), idle(last)));
    return Timeline.of(intervals);
  }

  private static Activity idle(Activity last) {
    return last == Activity.OFF ? Activity.STANDBY : Activity.OFF;
  }
}
