package io.fallow.telemetry.ops;

import java.net.BindException;

/** Another program listens on the port. */
public final class PortTaken extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private PortTaken(String host, int port, String variable, Throwable cause) {
    super(
        "port %d on %s is taken by another program: free it, or set %s to another"
            .formatted(port, host, variable),
        cause);
  }

  /**
   * Names what kept a server from listening.
   *
   * @param variable that chooses the port
   * @return the failure itself where it is another one
   */
  public static Throwable named(Throwable failure, String host, int port, String variable) {
    return failure instanceof BindException
        ? new PortTaken(host, port, variable, failure)
        : failure;
  }
}
