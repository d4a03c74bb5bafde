package io.fallow.scheduler.api;

/** Another program listens on the port. */
public final class PortTaken extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PortTaken(String host, int port, Throwable cause) {
    super(
        "port %d on %s is taken by another program: free it, or set FALLOW_HTTP_PORT to another"
            .formatted(port, host),
        cause);
  }
}
