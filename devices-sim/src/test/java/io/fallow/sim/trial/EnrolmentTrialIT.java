package io.fallow.sim.trial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EnrolmentTrialIT {

  @Test
  void gatewaysEnrolOverHttpConnectAndAreCut() throws Exception {
    EnrolmentTrial.Outcome outcome = new EnrolmentTrial(25, System.out).run();

    assertThat(outcome.gateways()).isEqualTo(25);
    assertThat(outcome.connected()).isEqualTo(10);
    assertThat(outcome.cut()).isLessThan(EnrolmentTrial.CUT_LIMIT);
  }
}
