package io.fallow.telemetry.gateways;

import io.fallow.gateway.wire.Confirmation;
import io.fallow.gateway.wire.GatewayAddress;
import java.util.List;
import java.util.Map;

/** How the platform speaks to its gateways and hears of them. Used by one thread. */
public interface Voice extends AutoCloseable {

  /**
   * Whether there is a connection; tries to make one if not, and blocks for some seconds then.
   *
   * @return a number that is another for each connection; 0 when there is none
   */
  long connection();

  /** Who is online or offline, as far as anything was heard since the connection was made. */
  Map<GatewayAddress, Boolean> online();

  /** Tells a gateway what is stored of its messages; false when that failed. */
  boolean tell(GatewayAddress gateway, List<Confirmation> stored);

  /**
   * Says in the name of a gateway, which can't any more, that it is offline; false when that
   * failed.
   */
  boolean sayOffline(GatewayAddress gateway);

  /** What gateways said of how they are since this was asked last; the newest of each. */
  Map<GatewayAddress, SaidHealth> takeHealth();

  /** Asks a gateway for its time, which it answers with its health; false when that failed. */
  boolean ping(GatewayAddress gateway);

  @Override
  void close();
}
