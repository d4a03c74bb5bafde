package io.fallow.scheduler.agreement;

/** What an organisation is in an agreement. */
public enum Side {
  /** Whose assets they are. */
  OWNER,
  /** With whom they are shared. */
  PARTNER,
  /** One of the circle with which they are shared: it may book, and has no say. */
  MEMBER
}
