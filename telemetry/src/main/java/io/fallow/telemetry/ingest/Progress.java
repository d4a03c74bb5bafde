package io.fallow.telemetry.ingest;

import io.fallow.gateway.wire.RejectReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the writers have done and what hinders them: counted, logged once, and told. */
final class Progress {

  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

  private final Counter readings;
  private final Counter messages;
  private final Counter duplicates;
  private final Counter failures;
  private final Map<RejectReason, Counter> rejected = new EnumMap<>(RejectReason.class);
  private final DistributionSummary batchRows;
  private final Timer commit;
  private final AtomicReference<Optional<String>> trouble = new AtomicReference<>(Optional.empty());

  Progress(MeterRegistry meters) {
    readings = meters.counter("fallow.ingest.readings");
    messages = meters.counter("fallow.ingest.messages");
    duplicates = meters.counter("fallow.ingest.duplicates");
    failures = meters.counter("fallow.ingest.failures");
    batchRows = meters.summary("fallow.ingest.batch.rows");
    commit = meters.timer("fallow.ingest.commit");
    for (RejectReason reason : RejectReason.values()) {
      rejected.put(reason, meters.counter("fallow.ingest.rejected", "reason", reason.code()));
    }
  }

  /** A batch was committed. */
  void stored(BatchStore.Stored stored, long nanos) {
    readings.increment(stored.readings());
    messages.increment(stored.messages());
    duplicates.increment(stored.duplicates());
    stored.rejected().forEach((reason, count) -> rejected.get(reason).increment(count));
    batchRows.record(stored.readings());
    commit.record(nanos, TimeUnit.NANOSECONDS);
    trouble
        .getAndSet(Optional.empty())
        .ifPresent(before -> LOG.info("The database takes readings again, after: {}", before));
  }

  /** An attempt failed and will be made again. */
  void failed(RuntimeException failure) {
    failures.increment();
    Optional<String> now = Optional.of(String.valueOf(failure.getMessage()));
    if (!now.equals(trouble.getAndSet(now))) {
      LOG.warn("Readings wait at the broker, the database does not take them: {}", now.get());
    }
  }

  /** Why nothing is stored at present, if so. */
  Optional<String> trouble() {
    return trouble.get();
  }
}
