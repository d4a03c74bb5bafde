package io.fallow.sim.device;

import java.time.Instant;

/** A stretch in which a sensor sent nothing; with its end it is heard again. */
public record Silence(Instant start, Instant end) {}
