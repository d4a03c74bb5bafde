package io.fallow.sim.trial;

import io.fallow.sim.http.Ask;
import io.fallow.sim.http.Line;
import io.fallow.sim.http.Said;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Repeats a request until there is an answer that says what has become of it. Blocks; for one
 * thread.
 */
final class Persistence implements AutoCloseable {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final long PAUSE_MS = 150;

  private final Line line;
  private final Instant giveUp;

  /** Of the scheduler at this port. */
  Persistence(int port, Instant giveUp) {
    this.line = new Line(port, ANSWER_WITHIN);
    this.giveUp = giveUp;
  }

  /**
   * What came of it.
   *
   * @param said absent if nobody answered to the end
   * @param undecided attempts without a word
   */
  record Outcome(Optional<Said> said, int undecided) {

    /** Whether it was refused after an attempt that may have been done. */
    boolean isDoubtful() {
      return undecided > 0 && said.filter(Answers::isDone).isEmpty();
    }
  }

  /** One attempt: for what would be done twice if it were repeated. */
  Outcome sendOnce(Ask ask) {
    Optional<Said> said = once(ask);
    return new Outcome(said, said.isPresent() ? 0 : 1);
  }

  /** As many attempts as it takes: for what is done once however often it is asked for. */
  Outcome send(Ask ask) throws InterruptedException {
    for (int undecided = 0; ; undecided++) {
      Optional<Said> said = once(ask);
      if (said.isPresent() || Instant.now().isAfter(giveUp)) {
        return new Outcome(said, undecided);
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
    }
  }

  private Optional<Said> once(Ask ask) {
    try {
      Said said = line.send(ask);
      return Answers.isUndecided(said) ? Optional.empty() : Optional.of(said);
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    line.close();
  }
}
