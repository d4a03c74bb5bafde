package io.fallow.telemetry.usage;

import io.fallow.gateway.wire.Activity;

/**
 * What an asset is believed to do from an instant on, until something newer is known.
 *
 * @param time microseconds
 * @param powerW watts, or {@link Sample#NONE}
 */
record Held(long time, Activity activity, float powerW) {

  /** Nobody knows, from an instant on. */
  static Held nothing(long time) {
    return new Held(time, Activity.UNKNOWN, Sample.NONE);
  }
}
