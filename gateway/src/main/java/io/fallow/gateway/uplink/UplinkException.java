package io.fallow.gateway.uplink;

/** A connection that did not come about, or broke. The message is for the gateway's operator. */
final class UplinkException extends Exception {

  private static final long serialVersionUID = 1L;

  UplinkException(String message) {
    super(message);
  }

  UplinkException(String message, Throwable cause) {
    super(message, cause);
  }
}
