package io.fallow.gateway.wire;

/**
 * Why a message, or one reading of it, was not accepted. The {@linkplain #code() codes} are stored
 * and shown: they never change their meaning.
 */
public enum RejectReason {
  /** The topic is none of Fallow's. */
  UNKNOWN_TOPIC("unknown-topic"),
  /** The payload is not of the form that the topic carries. */
  UNPARSABLE("unparsable"),
  /** The payload names a version of the contract that this program does not know. */
  UNSUPPORTED_VERSION("unsupported-version"),
  /** The payload holds no reading. */
  EMPTY_BATCH("empty-batch"),
  /** The payload has too many bytes or too many readings. */
  TOO_LARGE("too-large"),
  /** The topic names a gateway that is not registered. */
  UNKNOWN_GATEWAY("unknown-gateway"),
  /** The reading names an asset that the gateway's organisation does not have. */
  UNKNOWN_ASSET("unknown-asset"),
  /** The reading names an asset of another facility than the gateway's. */
  FOREIGN_ASSET("foreign-asset"),
  /** The reading's time is later than the present by more than clocks may differ. */
  TIME_IN_FUTURE("time-in-future"),
  /** The reading's time is from before any asset could have been measured. */
  TIME_TOO_OLD("time-too-old"),
  /** The reading's power is NaN or infinite. */
  NOT_FINITE("not-finite"),
  /** The message can only be understood with a Sparkplug birth that was not seen. */
  NO_BIRTH("no-birth"),
  /** The message, or a reading of it, has a field that is none of the contract's. */
  UNKNOWN_FIELD("unknown-field"),
  /** Something else about the reading: a negative power, no time, a field given twice. */
  INVALID_VALUE("invalid-value");

  private final String code;

  RejectReason(String code) {
    this.code = code;
  }

  /**
   * Whether what was not accepted may be kept to be looked at and sent again. Not where it lies
   * outside of the lists of topics and fields, or can't be understood alone: nobody knows what that
   * is, and it must not be of patients.
   */
  public boolean mayKeepPayload() {
    return this != UNKNOWN_TOPIC && this != UNKNOWN_FIELD && this != NO_BIRTH;
  }

  /** The stable name of this reason. */
  public String code() {
    return code;
  }
}
