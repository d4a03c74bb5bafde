package io.fallow.gateway.source;

/** What a value says of its asset. */
public enum Quantity {
  /** What the machine does. */
  ACTIVITY,
  /** Electrical power; scaled to watts. */
  POWER,
  /** A count that only grows, such as cycles or scans. */
  COUNTER
}
