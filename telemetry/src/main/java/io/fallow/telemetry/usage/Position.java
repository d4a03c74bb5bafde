package io.fallow.telemetry.usage;

/**
 * Where a fold stands: from here it can go on with newer readings as if it had never stopped.
 *
 * @param held what the newest reading says
 * @param since when the held activity began, in microseconds; not after the newest reading
 */
record Position(Held held, long since) {}
