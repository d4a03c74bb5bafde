package io.fallow.gateway.source.mtconnect;

import io.fallow.gateway.source.Quantity;
import io.fallow.gateway.source.Target;
import java.util.Map;
import java.util.Optional;

/** Machines as an operator writes them. */
final class Machines {

  private Machines() {}

  static Machine of(String device, String path, String power, String counter) {
    return new Machine(
        device,
        Optional.ofNullable(path),
        "asset",
        Map.of(),
        Optional.ofNullable(power).map(each -> new Gauge(each, target(Quantity.POWER))),
        Optional.ofNullable(counter).map(each -> new Gauge(each, target(Quantity.COUNTER))));
  }

  private static Target target(Quantity quantity) {
    return new Target("asset", quantity, 1, Map.of());
  }
}
