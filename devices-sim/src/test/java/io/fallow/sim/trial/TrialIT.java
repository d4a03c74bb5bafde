package io.fallow.sim.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.uplink.UplinkConfig.Until;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The trials, shortened. What they print says how they went. */
class TrialIT {

  @Test
  void nothingThatWasAcknowledgedIsLostOrDoubledWhateverIsKilled() throws Exception {
    Verdict verdict = new LossTrial(4, 1, Until.PLATFORM, System.out).run();

    assertThat(verdict.sound()).as("%s", verdict).isTrue();
  }

  @Test
  void oneOfTwoInstancesTakesOverFromTheOther() throws Exception {
    TakeoverTrial.Outcome outcome = new TakeoverTrial(System.out).run();

    assertThat(outcome.passed()).as("%s", outcome).isTrue();
  }

  @Test
  void anOutageOfAGatewaysLineIsMadeUpWhileItGoesOn() throws Exception {
    BacklogTrial.Outcome outcome = new BacklogTrial(Duration.ofHours(1), System.out).run();

    assertThat(outcome.sound()).as("%s", outcome).isTrue();
  }

  @Test
  void aGatewayThatIsKilledLosesAndDoublesNothing() throws Exception {
    GatewayTrial.Outcome outcome = new GatewayTrial(5, 1, System.out).run();

    assertThat(outcome.sound()).as("%s", outcome).isTrue();
  }

  @Test
  void memoryStaysFlatWhileTheDatabaseIsAwayAndEverythingArrives() throws Exception {
    OutageTrial.Outcome outcome = new OutageTrial(Duration.ofSeconds(15), System.out).run();

    assertThat(outcome.passed()).as("%s", outcome).isTrue();
  }
}
