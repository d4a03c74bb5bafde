package io.fallow.gateway.source.csv;

/** What can be remarkable about a row of an export. */
public enum Finding {
  /** 00:00 under the date of the day that ends, behind that day's other rows. */
  MIDNIGHT("midnight", "00:00 stands under the date of the day that ends (--mend-midnight)"),
  /** A local time that occurs twice, on the day when clocks go back. */
  AMBIGUOUS_TIME("ambiguous-time", "the clock was set back: settled by the rows before it"),
  /** A local time that never was, on the day when clocks go forward. */
  NONEXISTENT_TIME(
      "nonexistent-time",
      "the clock was set forward over this time: is the meter's zone a fixed offset (--zone +01:00)?"),
  /** Earlier than a row before it. */
  BACK_IN_TIME("back-in-time", "earlier than a row before it (--keep-out-of-order)"),
  /** The same time as the row before it. */
  DUPLICATE_TIME("duplicate-time", "the same time as its neighbour (--duplicates first|last)"),
  /** Time later than the present. */
  FUTURE("future", "later than the present"),
  /** Time from before the year 2000. */
  TOO_OLD("too-old", "before the year 2000"),
  /** No time of the given format. */
  BAD_TIME("bad-time", "the time is not of the given format"),
  /** The row has fewer columns than are asked for. */
  MISSING_COLUMN("missing-column", "the row ends before a column that is asked for"),
  /** All cells that could hold a value are empty. */
  NO_VALUE("no-value", "the row has no value"),
  /** Not a number. */
  BAD_NUMBER("bad-number", "the value is not a number"),
  /** NaN or infinite. */
  NOT_FINITE("not-finite", "the value is NaN or infinite"),
  /** Below zero. */
  NEGATIVE("negative", "the value is below zero"),
  /** More power than any machine takes. */
  IMPLAUSIBLE("implausible", "the value is a terawatt or more"),
  /** An activity for which no meaning was given. */
  UNKNOWN_ACTIVITY("unknown-activity", "the activity has no meaning (--activity-map)"),
  /** The rows before it are missing. */
  GAP("gap", "the rows between it and the one before are missing");

  private final String code;
  private final String words;

  Finding(String code, String words) {
    this.code = code;
    this.words = words;
  }

  /** Its stable name. */
  public String code() {
    return code;
  }

  /** What it means, and which option mends it. */
  public String words() {
    return words;
  }
}
