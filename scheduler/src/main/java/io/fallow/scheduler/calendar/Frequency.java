package io.fallow.scheduler.calendar;

/** How often a recurrence rule repeats. What is more frequent than hourly is not taken. */
enum Frequency {
  HOURLY,
  DAILY,
  WEEKLY,
  MONTHLY,
  YEARLY
}
