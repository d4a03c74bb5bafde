package io.fallow.scheduler.api.auth;

import io.fallow.scheduler.membership.ApiKey;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Who sent a request, as far as what they showed says. */
sealed interface Identity {

  /**
   * A person, by a token.
   *
   * @param organisation the one that the person is to act for; may be none of theirs
   * @param until when the token expires
   */
  record Person(String person, String name, Optional<String> organisation, Instant until)
      implements Identity {}

  /** A program, by a key that is good. */
  record Program(ApiKey key) implements Identity {}

  /** One answer for each. */
  default <T> T fold(Function<Person, T> person, Function<Program, T> program) {
    return this instanceof Person one ? person.apply(one) : program.apply((Program) this);
  }
}
