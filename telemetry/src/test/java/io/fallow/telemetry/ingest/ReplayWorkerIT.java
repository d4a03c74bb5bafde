package io.fallow.telemetry.ingest;

import static io.fallow.telemetry.ingest.IngestStack.NOW;
import static io.fallow.telemetry.ingest.IngestStack.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.wire.Reading;
import io.fallow.telemetry.rejects.ReplayWorker;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.DatabaseConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people ask to have replayed, as the pipeline takes it up. */
final class ReplayWorkerIT extends OnIngestStack {

  private static final String REQUESTS =
      "SELECT coalesce(reason, 'one') || ' ' || stored || ' ' || refused || ' '"
          + " || (ended_at IS NOT NULL) FROM replay_request ORDER BY id";

  private SimpleMeterRegistry meters;

  @BeforeEach
  void nothingIsAskedFor() {
    stack.execute("TRUNCATE replay_request");
    meters = new SimpleMeterRegistry();
  }

  private void ask(String which, String value) {
    stack.execute(
        "INSERT INTO replay_request (organisation_id, gateway_id, "
            + which
            + ", asked_at, asked_by) SELECT organisation_id, id, "
            + value
            + ", '"
            + NOW.plusSeconds(60)
            + "', 'lena@lakeside' FROM gateway WHERE code = 'gw-1'");
  }

  private void work(Instant now) throws Exception {
    DatabaseConfig config =
        new DatabaseConfig(
            "replay", stack.server.jdbcUrl(), stack.server.user(), stack.server.password(), 2);
    try (Database database = Database.open(config);
        ReplayWorker worker =
            new ReplayWorker(database, meters, Clock.fixed(now, ZoneOffset.UTC))) {
      worker.runOnce();
    }
  }

  private void awaitRejects(int count) {
    await().atMost(PATIENCE).until(() -> stack.rejects() == count);
  }

  @Test
  void allOfAReasonAreStoredOnceWhatWasWrongIsPutRight() throws Exception {
    for (int i = 1; i <= 120; i++) {
      stack.send(i, Reading.ofPower("later-1", NOW.minusSeconds(i), i));
    }
    stack.send(200, Reading.ofPower("mri-1", NOW.plusSeconds(99_999), 1));
    awaitRejects(121);
    ask("reason", "'unknown-asset'");

    work(NOW.plusSeconds(61));
    assertThat(stack.texts(REQUESTS))
        .as("still unknown")
        .containsExactly("unknown-asset 0 120 true");

    stack.asset("main", "later-1");
    ask("reason", "'unknown-asset'");
    work(NOW.plusSeconds(62));

    assertThat(stack.texts(REQUESTS))
        .containsExactly("unknown-asset 0 120 true", "unknown-asset 120 0 true");
    assertThat(stack.readings()).isEqualTo(120);
    assertThat(
            stack.texts(
                "SELECT DISTINCT reason || ' ' || (replayed_at IS NOT NULL) FROM rejected_message"
                    + " ORDER BY 1"))
        .containsExactly("time-in-future false", "unknown-asset true");
    assertThat(meters.counter("fallow.rejects.replayed", "outcome", "stored").count())
        .isEqualTo(120);
  }

  @Test
  void oneAloneIsReplayedAndNoneOfAnotherGateway() throws Exception {
    stack.send(1, Reading.ofPower("later-2", NOW, 1));
    awaitRejects(1);
    stack.send(2, Reading.ofPower("later-2", NOW, 2));
    awaitRejects(2);
    stack.asset("main", "later-2");
    String last = stack.texts("SELECT max(id) FROM rejected_message").get(0);
    ask("reject_id", last);
    stack.execute("UPDATE rejected_message SET gateway_id = gateway_id + 1000 WHERE id < " + last);
    ask("reject_id", "(SELECT min(id) FROM rejected_message)");

    work(NOW.plusSeconds(61));

    assertThat(stack.texts(REQUESTS)).containsExactly("one 1 0 true", "one 0 0 true");
    assertThat(stack.texts("SELECT power_w FROM reading")).containsExactly("2");
  }

  @Test
  void whatADeadProcessWasAtIsTakenUpAfterAMinute() throws Exception {
    stack.send(1, Reading.ofPower("later-3", NOW, 1));
    awaitRejects(1);
    stack.asset("main", "later-3");
    ask("reason", "'unknown-asset'");
    stack.execute("UPDATE replay_request SET taken_until = '" + NOW.plusSeconds(90) + "'");

    work(NOW.plusSeconds(80));
    assertThat(stack.readings()).as("somebody is at it").isZero();
    work(NOW.plusSeconds(90));

    assertThat(stack.texts(REQUESTS)).containsExactly("unknown-asset 1 0 true");
    assertThat(stack.readings()).isEqualTo(1);
  }

  @Test
  void whereTwoAreAtTheSameItIsStoredOnce() throws Exception {
    for (int i = 1; i <= 60; i++) {
      stack.send(i, Reading.ofPower("later-4", NOW.minusSeconds(i), i));
    }
    awaitRejects(60);
    stack.asset("main", "later-4");
    ask("reason", "'unknown-asset'");
    for (int i = 0; i < 3; i++) {
      ask("reject_id", "(SELECT min(id) + " + 7 * i + " FROM rejected_message)");
    }

    CountDownLatch together = new CountDownLatch(1);
    ExecutorService two = Executors.newFixedThreadPool(2);
    Future<?> one = two.submit(() -> workAfter(together));
    Future<?> other = two.submit(() -> workAfter(together));
    together.countDown();
    one.get();
    other.get();
    two.shutdown();

    assertThat(stack.readings()).isEqualTo(60);
    assertThat(stack.texts("SELECT count(*) FROM replay_request WHERE ended_at IS NULL"))
        .containsExactly("0");
  }

  private Void workAfter(CountDownLatch together) throws Exception {
    together.await();
    work(NOW.plusSeconds(61));
    return null;
  }
}
