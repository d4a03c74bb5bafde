package io.fallow.scheduler.agreement;

/** What became of what was proposed. */
public enum Status {
  PROPOSED,
  ACCEPTED,
  DECLINED,
  WITHDRAWN
}
