package io.fallow.scheduler.api.operation;

import io.fallow.scheduler.agreement.Agreements;
import io.fallow.scheduler.attendance.Attendances;
import io.fallow.scheduler.booking.BookingService;
import io.fallow.scheduler.calendar.Calendars;
import io.fallow.scheduler.circle.Circles;
import io.fallow.scheduler.group.BundleService;
import io.fallow.scheduler.group.SeriesService;
import io.fallow.scheduler.group.WaitList;
import io.fallow.scheduler.group.WaitOffering;
import io.fallow.scheduler.idle.IdleIndex;
import io.fallow.scheduler.idle.IdleSources;
import io.fallow.scheduler.idle.WindowSearch;
import io.fallow.scheduler.membership.ApiKeys;
import io.fallow.scheduler.membership.KnownKeys;
import io.fallow.scheduler.membership.Members;
import io.fallow.scheduler.membership.Memberships;
import io.fallow.scheduler.policy.Policies;
import io.fallow.scheduler.policy.Qualifications;
import io.fallow.scheduler.sharing.Sharing;
import io.fallow.telemetry.enrolment.Gate;
import io.fallow.telemetry.enrolment.GatewayAccess;
import io.fallow.telemetry.forecast.IdleForecasts;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.usage.UsageQueries;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** What the API stands on. All of it blocks and may be used by any number of threads. */
public record SchedulerServices(
    Database database,
    Registry registry,
    GatewayAccess gatewayAccess,
    Memberships memberships,
    KnownKeys keys,
    UsageQueries usage,
    Sharing sharing,
    Agreements agreements,
    Circles circles,
    Policies policies,
    Qualifications qualifications,
    IdleIndex index,
    WindowSearch windows,
    BookingService bookings,
    Attendances attendances,
    SeriesService series,
    BundleService bundles,
    WaitList waitList,
    WaitOffering waitOffering) {

  /** All of it, over one database, where no broker has to be told of gateways. */
  public static SchedulerServices over(Database database, MeterRegistry meters) {
    return over(database, new GatewayAccess(database, Gate.NONE, List.of()), meters);
  }

  /** All of it, over one database, with what lets gateways in. */
  public static SchedulerServices over(
      Database database, GatewayAccess gatewayAccess, MeterRegistry meters) {
    Registry registry = new Registry(database);
    UsageQueries usage = new UsageQueries(database);
    Sharing sharing = new Sharing(database, registry);
    Calendars calendars = new Calendars(database);
    Policies policies = new Policies(database);
    IdleForecasts forecasts = new IdleForecasts(database);
    IdleSources sources =
        new IdleSources(database, registry, sharing, calendars, forecasts, usage, policies);
    IdleIndex index = IdleIndex.over(sources, meters);
    WindowSearch windows = new WindowSearch(sources, index, meters);
    BookingService bookings =
        new BookingService(database, registry, sharing, calendars, policies, forecasts, meters);
    return new SchedulerServices(
        database,
        registry,
        gatewayAccess,
        new Memberships(new Members(database)),
        new KnownKeys(new ApiKeys(database)),
        usage,
        sharing,
        new Agreements(database),
        new Circles(database),
        policies,
        new Qualifications(database),
        index,
        windows,
        bookings,
        new Attendances(database, registry, calendars, policies, forecasts, windows, meters),
        new SeriesService(database, bookings, windows),
        new BundleService(database, bookings),
        new WaitList(database, bookings),
        new WaitOffering(database, bookings, windows));
  }
}
