package io.fallow.telemetry.ingest;

import static io.fallow.telemetry.ingest.IngestStack.NOW;
import static io.fallow.telemetry.ingest.IngestStack.PATIENCE;
import static io.fallow.telemetry.ingest.IngestStack.power;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Two instances and their sessions at the broker. */
class SessionsIT extends OnIngestStack {

  private static final String OWN_HOLDERS =
      "SELECT count(DISTINCT holder) FROM ingest_session WHERE client_id IN ('ingest-1', 'ingest-2')";

  @Test
  void anInstanceThatWasOnlySlowComesBackToItsSession() throws Exception {
    try (IngestService second = stack.ingest("ingest-2")) {
      await().atMost(PATIENCE).until(() -> second.health().connected());
      await().atMost(PATIENCE).until(() -> stack.texts(OWN_HOLDERS).contains("2"));

      // Its renewal waits for the lock, and finds the lease taken.
      stack.execute(
          """
          UPDATE ingest_session SET seen_at = clock_timestamp(), holder =
              (SELECT holder FROM ingest_session WHERE client_id = 'ingest-2')
          WHERE client_id = 'ingest-1';
          SELECT pg_sleep(7)
          """);

      await().atMost(PATIENCE).until(() -> stack.texts(OWN_HOLDERS).contains("2"));
      await().atMost(PATIENCE).until(() -> stack.health().healthy() && second.health().healthy());
      for (int i = 1; i <= 50; i++) {
        stack.send(i, power(NOW.minusSeconds(i), i));
      }
      stack.awaitReadings(50);
    }
  }

  @Test
  void anInstanceWhoseNameIsTakenByAnotherDoesNotFightForIt() {
    try (IngestService namesake = stack.ingest("ingest-1")) {
      await().atMost(PATIENCE).until(() -> !stack.health().connected());

      await()
          .during(Duration.ofSeconds(10))
          .atMost(PATIENCE)
          .until(() -> namesake.health().connected());

      assertThat(stack.health().trouble()).contains("another process serves the session ingest-1");
    }
  }
}
