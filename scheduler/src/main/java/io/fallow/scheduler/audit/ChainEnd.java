package io.fallow.scheduler.audit;

/** The last number of a chain, and its code. */
record ChainEnd(long number, Code code) {

  /** Of a chain that has not begun. */
  static final ChainEnd NONE = new ChainEnd(0, Code.NONE);
}
