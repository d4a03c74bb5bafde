package io.fallow.scheduler.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.telemetry.work.OverloadedException;
import org.junit.jupiter.api.Test;

class ProblemResponsesTest {

  @Test
  void anOverloadAsksToTryAgainALittleLater() {
    Problem problem = ProblemResponses.of(new OverloadedException("requests"));

    assertThat(problem.type()).isEqualTo(ProblemType.OVERLOADED);
    assertThat(problem.type().status()).isEqualTo(503);
    assertThat(problem.headers()).containsEntry("Retry-After", "1");
  }

  @Test
  void whatIsOurFaultTellsAnIncidentsNumberAndNothingElse() {
    Problem problem = ProblemResponses.of(new IllegalStateException("secret detail"));

    assertThat(problem.type()).isEqualTo(ProblemType.INTERNAL);
    assertThat(problem.toJson().getString("incident")).isNotBlank();
    assertThat(problem.toJson().encode()).doesNotContain("secret detail");
  }
}
