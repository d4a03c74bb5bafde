package io.fallow.gateway.tls;

/** A file that TLS needs cannot be used; the message is for the gateway's operator. */
public final class TlsException extends Exception {

  private static final long serialVersionUID = 1L;

  TlsException(String message) {
    super(message);
  }

  TlsException(String message, Throwable cause) {
    super(message, cause);
  }
}
