package io.fallow.telemetry.sparkplug;

/** A message as it came from the broker. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy of each payload is waste
record Arrival(String topic, byte[] payload) {}
