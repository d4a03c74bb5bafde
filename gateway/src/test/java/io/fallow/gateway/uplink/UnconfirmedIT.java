package io.fallow.gateway.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.QueueException;
import io.fallow.gateway.queue.QueueLimits;
import io.fallow.gateway.wire.Confirmation;
import io.fallow.gateway.wire.Confirmation.Range;
import io.fallow.gateway.wire.Reading;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten messages, all taken over by the broker, and what the platform says of them. */
class UnconfirmedIT {

  @TempDir private Path folder;
  private DiskQueue queue;
  private Unconfirmed unconfirmed;
  private long now;

  @BeforeEach
  void tenMessagesThatTheBrokerHas() {
    queue = DiskQueue.open(folder, QueueLimits.DEFAULT.withMessagesOf(1), Clock.systemUTC());
    unconfirmed = new Unconfirmed(queue, () -> now);
    for (int i = 1; i <= 10; i++) {
      queue.append(List.of(Reading.ofPower("mri-1", Instant.EPOCH.plusSeconds(i), i)));
    }
    for (long sequence : new long[] {2, 1, 3, 4, 5, 6, 7, 8, 10, 9}) {
      unconfirmed.taken(sequence);
    }
    assertThat(unconfirmed.due()).isEmpty();
  }

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void keepsWhatTheBrokerHasAndSendsItOnlyOnce() {
    assertThat(unconfirmed.takenThrough()).isEqualTo(10);
    assertThat(queue.cursor().acknowledgedThrough()).isZero();
    assertThat(unconfirmed.due()).isEmpty();
  }

  @Test
  void givesUpWhatThePlatformHasAndSendsAgainWhatItMisses() {
    say(8, new Range(3, 4), new Range(6, 6));

    assertThat(queue.cursor().acknowledgedThrough()).isEqualTo(2);
    assertThat(unconfirmed.due()).as("they may be on their way").isEmpty();
    pass(Duration.ofSeconds(5));
    assertThat(unconfirmed.due()).containsExactly(new Range(3, 4), new Range(6, 6));
    assertThat(unconfirmed.due()).isEmpty();

    say(10);
    assertThat(queue.cursor().waiting()).isZero();
  }

  @Test
  void doesNotSendAgainTooSoonAfterItSentAgain() {
    say(8, new Range(3, 4));
    pass(Duration.ofSeconds(5));
    unconfirmed.due();

    pass(Duration.ofSeconds(9));
    say(8, new Range(3, 4));
    assertThat(unconfirmed.due()).isEmpty();

    pass(Duration.ofSeconds(1));
    assertThat(unconfirmed.due()).containsExactly(new Range(3, 4));
  }

  @Test
  void sendsTheNewestAgainWhenNothingIsHeard() {
    pass(Duration.ofSeconds(30));
    assertThat(unconfirmed.due()).containsExactly(new Range(10, 10));
    assertThat(unconfirmed.due()).isEmpty();

    say(10, new Range(7, 9));
    pass(Duration.ofSeconds(10));
    assertThat(unconfirmed.due()).containsExactly(new Range(7, 9));
  }

  @Test
  void doesNotSendAgainWhatTheBrokerTookOverAMomentAgo() {
    queue.append(List.of(Reading.ofPower("mri-1", Instant.EPOCH.plusSeconds(11), 11)));
    pass(Duration.ofSeconds(60));
    assertThat(unconfirmed.due()).containsExactly(new Range(10, 10));
    unconfirmed.taken(11);
    pass(Duration.ofSeconds(4));

    say(11, new Range(9, 11));
    assertThat(unconfirmed.due()).containsExactly(new Range(9, 10));

    pass(Duration.ofSeconds(10));
    say(11, new Range(9, 11));
    assertThat(unconfirmed.due()).containsExactly(new Range(9, 11));
  }

  @Test
  void knowsWhatIsLeftToBeSentBesideWhatIsLive() {
    for (int i = 11; i <= 20; i++) {
      queue.append(List.of(Reading.ofPower("mri-1", Instant.EPOCH.plusSeconds(i), i)));
    }
    unconfirmed.taken(18);
    say(15, new Range(11, 13));

    assertThat(unconfirmed.open(1, 20))
        .containsExactly(new Range(11, 13), new Range(16, 17), new Range(19, 20));
    assertThat(unconfirmed.takenThrough()).isEqualTo(10);
  }

  @Test
  void asksForNothingThatItHasGivenUp() {
    say(10, new Range(3, 4));
    say(10);
    pass(Duration.ofSeconds(10));

    say(10, new Range(3, 4));

    assertThat(unconfirmed.due()).isEmpty();
  }

  @Test
  void overlooksWhatIsSaidOfAnotherQueue() {
    unconfirmed.confirmed(new Confirmation(queue.cursor().epoch() + 1, 10, List.of()));

    assertThat(queue.cursor().waiting()).isEqualTo(10);
  }

  @Test
  void believesNothingWhenItsFolderWasPutBackFromACopy() {
    assertThatThrownBy(() -> say(11))
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("put back from a copy");

    assertThat(queue.cursor().waiting()).isEqualTo(10);
  }

  private void say(long through, Range... missing) {
    unconfirmed.confirmed(new Confirmation(queue.cursor().epoch(), through, List.of(missing)));
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
