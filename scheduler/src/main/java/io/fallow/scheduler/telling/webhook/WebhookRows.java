package io.fallow.scheduler.telling.webhook;

import io.fallow.scheduler.telling.webhook.Webhook.Disabled;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads the webhooks of an organisation. */
record WebhookRows(Connection connection, int organisationId) {

  private static final String ALL =
      """
      SELECT id, url, kinds, description, created_at, created_by, old_secret_until, failing_since,
             disabled_at, disabled_reason
      FROM webhook WHERE organisation_id = ?
      """;

  private static final String IN_ORDER = ALL + "ORDER BY created_at, id";

  List<Webhook> all() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(IN_ORDER)) {
      statement.setInt(1, organisationId);
      return read(statement);
    }
  }

  private static final String ONE = ALL + "AND id = ? FOR UPDATE";

  /** One, which nobody else changes until the transaction ends. */
  Optional<Webhook> locked(UUID id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ONE)) {
      statement.setInt(1, organisationId);
      statement.setObject(2, id);
      return read(statement).stream().findFirst();
    }
  }

  private static List<Webhook> read(PreparedStatement statement) throws SQLException {
    List<Webhook> found = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        found.add(webhook(row));
      }
    }
    return found;
  }

  private static Webhook webhook(ResultSet row) throws SQLException {
    String reason = row.getString("disabled_reason");
    return new Webhook(
        row.getObject("id", UUID.class),
        row.getString("url"),
        kinds(row),
        row.getString("description"),
        SqlValues.instant(row, "created_at"),
        row.getString("created_by"),
        SqlValues.optionalInstant(row, "old_secret_until"),
        SqlValues.optionalInstant(row, "failing_since"),
        SqlValues.optionalInstant(row, "disabled_at").map(at -> new Disabled(at, reason)));
  }

  private static Set<String> kinds(ResultSet row) throws SQLException {
    return new LinkedHashSet<>(List.of((String[]) row.getArray("kinds").getArray()));
  }
}
