package io.fallow.scheduler.telling.webhook;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** What came of sending a message once. */
public sealed interface Attempt {

  /** The status that says that a receiver wants nothing any more. */
  int GONE = 410;

  /**
   * There was an answer.
   *
   * @param wish how long the receiver asks to be left alone
   */
  record Answered(int code, String beginning, Optional<Duration> wish) implements Attempt {

    @Override
    public <T> T fold(Function<Answered, T> answered, Function<Failed, T> failed) {
      return answered.apply(this);
    }
  }

  /**
   * There was none.
   *
   * @param reason in plain words
   */
  record Failed(String reason) implements Attempt {

    @Override
    public <T> T fold(Function<Answered, T> answered, Function<Failed, T> failed) {
      return failed.apply(this);
    }
  }

  /** One of the two. */
  <T> T fold(Function<Answered, T> answered, Function<Failed, T> failed);

  /** Whether the message has arrived. */
  default boolean succeeded() {
    return fold(answer -> answer.code() / 100 == 2, failure -> false);
  }

  /** Whether the receiver has said that there will never be anybody. */
  default boolean isGone() {
    return fold(answer -> answer.code() == GONE, failure -> false);
  }

  /** The status of the answer. */
  default OptionalInt status() {
    return fold(answer -> OptionalInt.of(answer.code()), failure -> OptionalInt.empty());
  }

  /** The beginning of the answer, or the reason why there is none. */
  default String text() {
    return fold(Answered::beginning, Failed::reason);
  }

  /** How long the receiver asks to be left alone. */
  default Optional<Duration> retryAfter() {
    return fold(Answered::wish, failure -> Optional.empty());
  }
}
