package io.fallow.telemetry.registry;

import java.time.ZoneId;

/**
 * A site of an organisation.
 *
 * @param code unique within the organisation
 * @param zone in which the facility's wall clocks run
 * @param latitude degrees north
 * @param longitude degrees east
 */
public record Facility(
    int id,
    int organisationId,
    String code,
    String name,
    ZoneId zone,
    double latitude,
    double longitude) {}
