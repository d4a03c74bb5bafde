package io.fallow.gateway.wire;

/**
 * A payload that cannot be accepted as a whole. The message says what is wrong with it and where.
 */
public final class WireFormatException extends Exception {

  private static final long serialVersionUID = 1L;

  private final RejectReason reason;

  /**
   * A fault of a payload.
   *
   * @param detail what is wrong and where, for the gateway's operator
   */
  public WireFormatException(RejectReason reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  /** A fault of a payload, found by a parser. */
  public WireFormatException(RejectReason reason, String detail, Throwable cause) {
    super(detail, cause);
    this.reason = reason;
  }

  /** Why the payload is rejected. */
  public RejectReason reason() {
    return reason;
  }
}
