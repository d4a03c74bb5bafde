package io.fallow.gateway.wire;

/**
 * What an asset does. The {@linkplain #code() codes} are stored and sent: they never change their
 * meaning.
 */
public enum Activity {
  /** No data: nobody knows. Never counted as idle. */
  UNKNOWN(0),
  /** Without power. Idle. */
  OFF(1),
  /** Powered and waiting. Idle. */
  STANDBY(2),
  /** At work. */
  IN_USE(3),
  /** Broken down: neither at work nor available. */
  FAULT(4);

  private static final Activity[] BY_CODE = values();

  private final short code;

  Activity(int code) {
    this.code = (short) code;
  }

  /** The stable number of this activity, 0 to 4. */
  public short code() {
    return code;
  }

  /**
   * The activity of a stored number.
   *
   * @throws IllegalArgumentException for a number that is no activity's
   */
  public static Activity ofCode(int code) {
    if (!isCode(code)) {
      throw new IllegalArgumentException("no activity has the code " + code);
    }
    return BY_CODE[code];
  }

  static boolean isCode(long code) {
    return code >= 0 && code < BY_CODE.length;
  }

  /** The code of the activity of this name; -1 if there is none. */
  static int codeOf(String name) {
    for (Activity each : BY_CODE) {
      if (each.name().equals(name)) {
        return each.code;
      }
    }
    return -1;
  }
}
