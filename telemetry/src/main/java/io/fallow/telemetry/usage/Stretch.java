package io.fallow.telemetry.usage;

import io.fallow.gateway.wire.Activity;

/** A stretch {@code [start, end)} of one activity, in microseconds. */
record Stretch(long start, long end, Activity activity) {

  Stretch until(long newEnd) {
    return new Stretch(start, newEnd, activity);
  }
}
