package io.fallow.scheduler;

import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.audit.AuditKeys;
import io.fallow.scheduler.audit.Sealer;
import io.fallow.scheduler.audit.UnsealedMeter;
import io.fallow.scheduler.telling.EventLog;
import io.fallow.scheduler.telling.HeldBack;
import io.fallow.scheduler.telling.webhook.Deliveries;
import io.fallow.telemetry.enrolment.Departures;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.Statistics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the scheduler does by itself, whether anybody asks or not. */
final class SchedulerJobs {

  private SchedulerJobs() {}

  static List<Job> of(SchedulerServices services, AuditKeys auditKeys, MeterRegistry meters) {
    HeldBack heldBack = new HeldBack(services.database(), meters);
    Departures departures = services.gatewayAccess().departures();
    Sealer sealer = new Sealer(services.database(), auditKeys);
    UnsealedMeter unsealed = new UnsealedMeter(services.database(), meters);
    return List.of(
        new Job("expiry", Duration.ofSeconds(10), now -> services.bookings().expire(now)),
        new Job("fees", Duration.ofSeconds(2), now -> services.bookings().waiveFees(now)),
        new Job("forget-keys", Duration.ofMinutes(10), now -> services.bookings().forgetKeys(now)),
        new Job("forget-told", Duration.ofMinutes(10), now -> forget(services.database(), now)),
        new Job("statistics", Duration.ofSeconds(5), now -> Statistics.renew(services.database())),
        new Job("events", Duration.ofSeconds(15), heldBack::look),
        new Job("audit-seals", Duration.ofSeconds(1), now -> sealer.seal()),
        new Job("audit-unsealed", Duration.ofSeconds(15), now -> unsealed.look()),
        new Job("attendance", Duration.ofSeconds(1), now -> services.attendances().follow(now)),
        new Job(
            "attendance-back", Duration.ofSeconds(30), now -> services.attendances().lookBack(now)),
        new Job(
            "attendance-around",
            Duration.ofSeconds(15),
            now -> services.attendances().lookAround(now)),
        new Job("departures", Duration.ofSeconds(1), departures::look),
        new Job(
            "broker-list",
            Duration.ofSeconds(15),
            now -> services.gatewayAccess().comparison().look(now)),
        new Job("wait-list", Duration.ofSeconds(5), now -> services.waitOffering().run(now)));
  }

  /** Forgets what was told long ago. */
  private static void forget(Database database, Instant now) {
    new EventLog(database).sweep(now);
    new Deliveries(database).sweep(now);
  }
}
