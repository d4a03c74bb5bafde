package io.fallow.scheduler.idle;

import io.fallow.scheduler.calendar.Calendars;
import io.fallow.scheduler.policy.Policies;
import io.fallow.scheduler.sharing.Sharing;
import io.fallow.telemetry.forecast.IdleForecasts;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.usage.UsageQueries;

/** Where all that decides about idle windows is read from. */
public record IdleSources(
    Database database,
    Registry registry,
    Sharing sharing,
    Calendars calendars,
    IdleForecasts forecasts,
    UsageQueries usage,
    Policies policies) {}
