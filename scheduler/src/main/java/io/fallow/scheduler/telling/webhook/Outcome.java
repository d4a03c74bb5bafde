package io.fallow.scheduler.telling.webhook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.scheduler.telling.Event;
import io.fallow.scheduler.telling.EventKinds;
import io.fallow.scheduler.telling.Events;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes down what came of an attempt. A message that arrived has arrived, whoever has the claim by
 * now; of one that failed, only who still has it says so.
 */
record Outcome(Connection connection, Outgoing sent, Attempt attempt, Instant now) {

  private static final Duration REST = Duration.ofSeconds(5);
  private static final Duration LONGEST_REST = Duration.ofMinutes(1);
  private static final Duration LONGEST_WISH = Duration.ofHours(24);

  private static final String SUCCEEDED =
      """
      UPDATE webhook SET failing_since = NULL, failures = 0, rests_until = NULL,
        claim = CASE WHEN claim = ? THEN NULL ELSE claim END,
        claimed_until = CASE WHEN claim = ? THEN NULL ELSE claimed_until END
      WHERE id = ?
      """;

  void delivered() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SUCCEEDED)) {
      statement.setObject(1, sent.claim());
      statement.setObject(2, sent.claim());
      statement.setObject(3, sent.webhook());
      statement.executeUpdate();
    }
    mark(Delivery.Status.DELIVERED, Optional.empty());
  }

  private static final String FAILED =
      """
      UPDATE webhook SET failing_since = coalesce(failing_since, ?), failures = failures + 1,
        rests_until = ?::timestamptz + least(failures + 1, ?) * ?::interval,
        claim = NULL, claimed_until = NULL
      WHERE id = ? AND claim = ?
      RETURNING failing_since, organisation_id
      """;

  void failed() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FAILED)) {
      statement.setObject(1, SqlValues.timestamp(now));
      statement.setObject(2, SqlValues.timestamp(now.plus(wish())));
      statement.setInt(3, (int) LONGEST_REST.dividedBy(REST));
      statement.setString(4, REST.toString());
      statement.setObject(5, sent.webhook());
      statement.setObject(6, sent.claim());
      try (ResultSet row = statement.executeQuery()) {
        if (row.next()) {
          failed(SqlValues.instant(row, "failing_since"), row.getInt("organisation_id"));
        }
      }
    }
  }

  private Duration wish() {
    Duration wish = attempt.retryAfter().orElse(Duration.ZERO);
    return wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish;
  }

  private void failed(Instant failingSince, int organisationId) throws SQLException {
    if (attempt.isGone()) {
      mark(Delivery.Status.FAILED, Optional.empty());
      disable("its receiver is gone for good (410)", organisationId);
      return;
    }
    Optional<Duration> wait = RetryTimes.after(sent.attempts() + 1, ThreadLocalRandom.current());
    if (wait.isPresent()) {
      mark(Delivery.Status.PENDING, Optional.of(now.plus(wish()).plus(wait.get())));
      return;
    }
    Instant firstAttempt = mark(Delivery.Status.FAILED, Optional.empty());
    if (!failingSince.isAfter(firstAttempt)) {
      disable("nothing has got through since " + failingSince, organisationId);
    }
  }

  private static final String MARK =
      """
      UPDATE webhook_delivery SET status = ?, attempts = attempts + 1,
        first_attempt_at = coalesce(first_attempt_at, ?), last_attempt_at = ?, next_attempt_at = ?,
        response_status = ?, response_text = ?
      WHERE id = ?
      RETURNING first_attempt_at
      """;

  /** When the message was first sent. */
  private Instant mark(Delivery.Status status, Optional<Instant> next) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(MARK)) {
      statement.setString(1, status.name());
      statement.setObject(2, SqlValues.timestamp(now));
      statement.setObject(3, SqlValues.timestamp(now));
      statement.setObject(
          4, next.map(SqlValues::timestamp).orElse(null), Types.TIMESTAMP_WITH_TIMEZONE);
      statement.setObject(
          5, attempt.status().isPresent() ? attempt.status().getAsInt() : null, Types.INTEGER);
      statement.setString(6, attempt.text());
      statement.setLong(7, sent.delivery());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? SqlValues.instant(row, "first_attempt_at") : now;
      }
    }
  }

  private static final String DISABLE =
      """
      UPDATE webhook SET disabled_at = ?, disabled_reason = ?
      WHERE id = ? AND disabled_at IS NULL
      """;

  private void disable(String reason, int organisationId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DISABLE)) {
      statement.setObject(1, SqlValues.timestamp(now));
      statement.setString(2, reason);
      statement.setObject(3, sent.webhook());
      if (statement.executeUpdate() == 1) {
        Events.tell(connection, disabled(reason, organisationId));
      }
    }
  }

  private Event disabled(String reason, int organisationId) {
    ObjectNode data =
        JsonNodeFactory.instance
            .objectNode()
            .put("webhook", sent.webhook().toString())
            .put("url", sent.url())
            .put("reason", reason);
    return new Event(
        now, organisationId, EventKinds.WEBHOOK_DISABLED, Optional.empty(), Optional.empty(), data);
  }
}
