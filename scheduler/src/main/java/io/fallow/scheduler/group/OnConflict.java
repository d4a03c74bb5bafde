package io.fallow.scheduler.group;

/** What becomes of a series of which some times can't be booked; its name is what is stored. */
public enum OnConflict {
  /** Nothing is booked: all or none. */
  REFUSE,
  /** The others are booked. */
  SKIP,
  /** The others are booked, and what is free nearest to each conflict is named. */
  PROPOSE
}
