package io.fallow.sim.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.sim.trial.DayVerdict.Count;
import io.fallow.sim.trial.Fact.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DayVerdictTest {

  private static final Instant NINE = Instant.parse("2026-11-24T09:00:00Z");

  @Test
  void countsWhatIsRightWrongMissedAndWhatNobodyCouldHear() {
    List<Fact> truth =
        List.of(
            fact(Kind.CHECKED_IN, "a", 0),
            fact(Kind.CHECKED_IN, "b", 0),
            fact(Kind.NO_SHOW, "c", 0),
            fact(Kind.RELEASE_OFFERED, "a", 10));
    List<Fact> said =
        List.of(
            fact(Kind.CHECKED_IN, "a", 0),
            fact(Kind.CHECKED_IN, "b", 5),
            fact(Kind.NO_SHOW, "d", 0));

    DayVerdict verdict = new DayVerdict(truth, said, fact -> true);

    assertThat(verdict.of(Kind.CHECKED_IN)).isEqualTo(new Count(2, 1, 1, 1, 0));
    assertThat(verdict.of(Kind.NO_SHOW)).isEqualTo(new Count(1, 0, 1, 1, 0));
    assertThat(verdict.of(Kind.RELEASE_OFFERED)).isEqualTo(new Count(1, 0, 0, 0, 1));
    assertThat(verdict.sound()).isFalse();
    assertThat(verdict.faults()).hasSize(4);
  }

  @Test
  void findsNoFaultWithTheTruthOfADay() {
    Machine machine = Machine.drawn("mill", Instant.parse("2026-11-24T00:00:00Z"), new Random(3));
    DayVerdict verdict = new DayVerdict(Fact.of(machine), Fact.of(machine), fact -> false);
    assertThat(verdict.sound()).isTrue();
    assertThat(verdict.total().right()).isEqualTo(Fact.of(machine).size());
  }

  private static Fact fact(Kind kind, String subject, int minute) {
    return new Fact(kind, subject, NINE.plusSeconds(60L * minute));
  }
}
