package io.fallow.telemetry.access;

import io.fallow.telemetry.enrolment.Gate;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Which broker has to be told of gateways, and where they find it.
 *
 * @param mosquitto present where a Mosquitto keeps a list
 * @param emqx present where an EMQX puts clients out; not beside the other
 * @param brokers what a gateway that enrols is told
 */
public record GateConfig(
    Optional<BrokerAdmin> mosquitto, Optional<EmqxApi> emqx, List<URI> brokers) {

  /** Takes a copy. */
  public GateConfig {
    brokers = List.copyOf(brokers);
  }

  /** The gate; one of a Mosquitto connects when it is first needed. */
  public Gate open() {
    return mosquitto.<Gate>map(DynsecGate::new).or(() -> emqx.map(EmqxGate::new)).orElse(Gate.NONE);
  }
}
