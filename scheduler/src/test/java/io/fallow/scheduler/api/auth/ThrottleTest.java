package io.fallow.scheduler.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ThrottleTest {

  private static Problem refused(ThrowingCallable call) {
    return catchThrowableOfType(ProblemException.class, call).problem();
  }

  @Test
  void aBurstPassesAndWhatIsMoreIsToldWhenToComeBack() {
    Throttle throttle = new Throttle(new Limits(1, 0, 64, 0, 0));
    for (int i = 0; i < 64; i++) {
      throttle.take("one", 1);
    }
    Problem refused = refused(() -> throttle.take("one", 1));
    assertThat(refused.type().status()).isEqualTo(429);
    assertThat(refused.headers().get("Retry-After")).isEqualTo("1");
    assertThatCode(() -> throttle.take("other", 1)).doesNotThrowAnyException();
  }

  @Test
  void anOrganisationIsHeldToItsOwnRateHoweverManyAskForIt() {
    Throttle throttle = new Throttle(new Limits(0, 1, 3, 0, 0));
    for (int i = 0; i < 3; i++) {
      throttle.take("person-" + i, 1);
    }
    assertThat(refused(() -> throttle.take("person-3", 1)).type().status()).isEqualTo(429);
    assertThatCode(() -> throttle.take("person-0", 2)).doesNotThrowAnyException();
  }

  @Test
  void soManyAreInsideAtOnceAndWhoLeavesMakesRoom() {
    Throttle throttle = new Throttle(new Limits(0, 0, 1, 2, 0));
    throttle.enter(1);
    throttle.enter(1);
    assertThat(refused(() -> throttle.enter(1)).headers()).containsEntry("Retry-After", "1");
    throttle.enter(2);
    throttle.leave(1);
    assertThatCode(() -> throttle.enter(1)).doesNotThrowAnyException();
  }

  @Test
  void anAddressThatShowsTooMuchThatIsWorthNothingIsNotLookedAt() {
    Throttle throttle = new Throttle(new Limits(0, 0, 1, 0, 2));
    throttle.failed("192.0.2.1");
    throttle.requireTrustOf("192.0.2.1");
    throttle.failed("192.0.2.1");
    assertThat(refused(() -> throttle.requireTrustOf("192.0.2.1")).type().status()).isEqualTo(429);
    assertThatCode(() -> throttle.requireTrustOf("192.0.2.2")).doesNotThrowAnyException();
  }

  @Test
  void withoutLimitsAllPasses() {
    Throttle throttle = new Throttle(Limits.NONE);
    for (int i = 0; i < 10_000; i++) {
      throttle.take("one", 1);
      throttle.enter(1);
      throttle.failed("192.0.2.1");
      throttle.requireTrustOf("192.0.2.1");
    }
  }
}
