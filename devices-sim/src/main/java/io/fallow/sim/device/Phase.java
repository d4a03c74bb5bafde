package io.fallow.sim.device;

import io.fallow.gateway.wire.Activity;

/** What a machine does, as finely as its power tells. */
enum Phase {
  OFF(Activity.OFF),
  STANDBY(Activity.STANDBY),
  WARM_UP(Activity.STANDBY),
  IN_USE(Activity.IN_USE),
  FAULT(Activity.FAULT);

  private final Activity activity;

  Phase(Activity activity) {
    this.activity = activity;
  }

  Activity activity() {
    return activity;
  }
}
