package io.fallow.telemetry.usage;

/**
 * What an asset is believed to do.
 *
 * @param activity code of an activity
 * @param since microseconds
 */
record Belief(int activity, long since) {}
