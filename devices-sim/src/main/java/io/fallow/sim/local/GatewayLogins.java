package io.fallow.sim.local;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.telemetry.registry.Registry;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Whether a gateway has this password. Before there is a registry, no gateway has. */
final class GatewayLogins implements BiPredicate<GatewayAddress, String> {

  private volatile Optional<Registry> registry = Optional.empty();

  void knownTo(Registry known) {
    registry = Optional.of(known);
  }

  @Override
  public boolean test(GatewayAddress address, String password) {
    return registry.filter(known -> known.mayConnect(address, password)).isPresent();
  }
}
