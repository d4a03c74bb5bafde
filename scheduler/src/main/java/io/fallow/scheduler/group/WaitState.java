package io.fallow.scheduler.group;

/** What has become of an entry of the wait-list; its name is what is stored. */
public enum WaitState {
  /** Waits, or has been made an offer that stands. */
  WAITING,
  /** Took an offer. */
  FULFILLED,
  /** Doesn't want it any more. */
  WITHDRAWN,
  /** Its range has passed. */
  EXPIRED
}
