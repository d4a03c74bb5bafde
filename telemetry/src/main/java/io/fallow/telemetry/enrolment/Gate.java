package io.fallow.telemetry.enrolment;

import java.util.Optional;
import java.util.Set;

/**
 * The doors of a broker. Some brokers keep a list of whom they let in, which has to be brought to
 * them; others ask each time, and need only be told whose connections to end. Used from any number
 * of threads; every method blocks for some seconds at most, and throws {@link GateClosedException}
 * where the broker doesn't answer.
 */
public interface Gate {

  /**
   * Lets a login in from now on, and replaces what the broker knew of it.
   *
   * @param password empty for one that comes with a certificate
   */
  void admit(Login login, Optional<String> password);

  /** Lets these logins in no more and ends their connections. Unknown ones are fine. */
  void dismiss(Set<Login> logins);

  /** Whom it would let in by a list of its own; empty where it has none. */
  Optional<Set<Login>> listed();

  /** For a broker that asks each time and of whose connections nobody has to be told. */
  Gate NONE =
      new Gate() {
        @Override
        public void admit(Login login, Optional<String> password) {}

        @Override
        public void dismiss(Set<Login> logins) {}

        @Override
        public Optional<Set<Login>> listed() {
          return Optional.empty();
        }
      };
}
