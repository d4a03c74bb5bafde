package io.fallow.gateway.wire;

import java.util.Optional;

/**
 * A payload that cannot be accepted as a whole. The message says what is wrong with it and where.
 */
public final class WireFormatException extends Exception {

  private static final long serialVersionUID = 1L;

  private final RejectReason reason;
  private final transient MessageKey key;

  /**
   * A fault of a payload.
   *
   * @param detail what is wrong and where, for the gateway's operator
   */
  public WireFormatException(RejectReason reason, String detail) {
    super(detail);
    this.reason = reason;
    this.key = null;
  }

  /** A fault of a payload, found by a parser. */
  public WireFormatException(RejectReason reason, String detail, Throwable cause) {
    super(detail, cause);
    this.reason = reason;
    this.key = null;
  }

  private WireFormatException(WireFormatException fault, MessageKey key) {
    super(fault.getMessage(), fault);
    this.reason = fault.reason;
    this.key = key;
  }

  /** The same fault, of a message whose number could be read all the same. */
  public WireFormatException of(MessageKey number) {
    return new WireFormatException(this, number);
  }

  /** The message's number, if it has one and it could be read. */
  public Optional<MessageKey> key() {
    return Optional.ofNullable(key);
  }

  /** Why the payload is rejected. */
  public RejectReason reason() {
    return reason;
  }
}
