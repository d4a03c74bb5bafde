package io.fallow.scheduler;

import io.fallow.scheduler.api.operation.SchedulerServices;
import java.time.Duration;
import java.util.List;

/** What the scheduler does by itself, whether anybody asks or not. */
final class SchedulerJobs {

  private SchedulerJobs() {}

  static List<Job> of(SchedulerServices services) {
    return List.of(
        new Job("expiry", Duration.ofSeconds(10), now -> services.bookings().expire(now)),
        new Job("forget-keys", Duration.ofMinutes(10), now -> services.bookings().forgetKeys(now)));
  }
}
