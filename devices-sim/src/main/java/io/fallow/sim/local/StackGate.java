package io.fallow.sim.local;

import io.fallow.sim.broker.EmbeddedBroker;
import io.fallow.telemetry.enrolment.Gate;
import io.fallow.telemetry.enrolment.Login;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The embedded broker's gate: it asks about each login, and is told whose connections to end. */
record StackGate(EmbeddedBroker broker) implements Gate {

  @Override
  public void admit(Login login, Optional<String> password) {}

  @Override
  public void dismiss(Set<Login> logins) {
    broker.cut(logins.stream().map(Login::user).collect(Collectors.toSet()));
  }

  @Override
  public Optional<Set<Login>> listed() {
    return Optional.empty();
  }
}
