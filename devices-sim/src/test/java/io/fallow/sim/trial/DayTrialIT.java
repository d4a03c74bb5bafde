package io.fallow.sim.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.sim.trial.Fact.Kind;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * A day in little more than a minute. Readings then lag by an hour of the day, so that nobody can
 * be told of what is of use only while it lasts; all else comes out as it was.
 */
class DayTrialIT {

  @Test
  void nothingIsSaidOfADayThatWasNotSoAndAllThatLastsIsFoundOut() throws Exception {
    DayVerdict verdict = new DayTrial(new DayTrial.Plan(1, 2, 900, 6), System.out).run();

    System.out.println(verdict);
    assertThat(verdict.total().wrong()).as("%s", verdict.faults()).isZero();
    assertThat(verdict.total().right()).isPositive();
    assertThat(Arrays.stream(Kind.values()).filter(kind -> !kind.isOfTheMoment()))
        .as("%s", verdict.faults())
        .allSatisfy(kind -> assertThat(verdict.of(kind).missed()).as(kind.words()).isZero());
  }
}
