package io.fallow.scheduler.booking;

/**
 * One step in a reservation's life. Only the states of {@link Life} make steps, so that there is
 * none that leads where a reservation can't go.
 */
public final class Step {

  private final Action action;
  private final Claim after;

  Step(Action action, Claim after) {
    this.action = action;
    this.after = after;
  }

  public Action action() {
    return action;
  }

  /** What the reservation claims when the step is done. */
  public Claim after() {
    return after;
  }

  /** The same step, of which the owner says why it may break a rule. */
  public Step overridden(String reason) {
    return new Step(action, after.overridden(reason));
  }
}
