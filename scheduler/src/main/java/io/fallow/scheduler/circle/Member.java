package io.fallow.scheduler.circle;

import io.fallow.telemetry.registry.Organisation;
import java.time.Instant;

/** An organisation that is a member of a circle. */
public record Member(Organisation organisation, Instant since) {}
