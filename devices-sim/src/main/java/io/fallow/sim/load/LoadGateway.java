package io.fallow.sim.load;

import io.fallow.gateway.wire.GatewayAddress;
import java.util.List;

/**
 * A gateway to publish as.
 *
 * @param password of its MQTT user, which is named as its address
 * @param assets codes of the assets that it reports, in turn
 */
public record LoadGateway(GatewayAddress address, String password, List<String> assets) {

  /** Takes a copy of the assets. */
  public LoadGateway {
    assets = List.copyOf(assets);
    if (assets.isEmpty()) {
      throw new IllegalArgumentException("a gateway reports at least one asset");
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return address + ", " + assets.size() + " assets";
  }
}
