package io.fallow.gateway.credentials;

/** The gateway cannot get, keep or read its credentials; the message is for its operator. */
public final class CredentialsException extends Exception {

  private static final long serialVersionUID = 1L;

  CredentialsException(String message) {
    super(message);
  }

  CredentialsException(String message, Throwable cause) {
    super(message, cause);
  }
}
