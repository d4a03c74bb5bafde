package io.fallow.telemetry.usage;

import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import io.fallow.telemetry.usage.UtilisationGroup.Line;
import io.fallow.telemetry.usage.UtilisationGroup.Sums;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Utilisation of an organisation's assets by group and by bucket of the calendar, added up in the
 * database. Blocks; throws {@link io.fallow.telemetry.store.StoreException} when the database
 * fails.
 */
public final class UtilisationReport {

  private static final long MOST_LINES = 20_000;

  private final Database database;

  /** Asks this database. */
  public UtilisationReport(Database database) {
    this.database = database;
  }

  /**
   * Some groups, in order of their ids.
   *
   * @param next what to ask for the groups after; empty if there are none
   */
  public record Page(List<UtilisationGroup> groups, Optional<String> next) {}

  /** The groups that are asked for. */
  public Page page(UtilisationQuery query) {
    return database.inTransaction(connection -> page(connection, query));
  }

  private static Page page(Connection connection, UtilisationQuery query) throws SQLException {
    Map<String, Map<ZoneId, Integer>> members = members(connection, query);
    List<String> ids = new ArrayList<>(members.keySet());
    int size = Math.min(ids.size(), groupsAtOnce(query));
    List<String> chosen = ids.subList(0, size);
    Map<String, Map<LocalDateTime, Sums>> sums = sums(connection, query, chosen);
    List<UtilisationGroup> groups =
        chosen.stream()
            .map(id -> group(id, members.get(id), sums.getOrDefault(id, Map.of()), query))
            .toList();
    return new Page(groups, size < ids.size() ? Optional.of(ids.get(size - 1)) : Optional.empty());
  }

  private static int groupsAtOnce(UtilisationQuery query) {
    Duration length =
        switch (query.bucket()) {
          case HOUR -> Duration.ofHours(1);
          case DAY -> Duration.ofDays(1);
          case WEEK -> Duration.ofDays(7);
        };
    long buckets = Duration.between(query.from(), query.to()).dividedBy(length) + 2;
    return (int) Math.min(query.limit(), Math.max(1, MOST_LINES / buckets));
  }

  private static final String OF =
      """
      FROM asset a JOIN facility f ON f.id = a.facility_id
                   JOIN organisation o ON o.id = a.organisation_id
      """;

  /** How many assets each group has in each zone. */
  private static Map<String, Map<ZoneId, Integer>> members(
      Connection connection, UtilisationQuery query) throws SQLException {
    String key = query.by().sql();
    String sql =
        """
        SELECT %1$s AS id, f.zone, count(*) AS assets
        %2$s
        WHERE a.organisation_id = ? AND (?::text IS NULL OR %1$s > ?)
        GROUP BY 1, 2
        ORDER BY 1
        """
            .formatted(key, OF);
    Map<String, Map<ZoneId, Integer>> members = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, query.organisationId());
      statement.setString(2, query.after().orElse(null));
      statement.setString(3, query.after().orElse(null));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          members
              .computeIfAbsent(row.getString("id"), any -> new HashMap<>())
              .put(ZoneId.of(row.getString("zone")), row.getInt("assets"));
        }
      }
    }
    return members;
  }

  private static Map<String, Map<LocalDateTime, Sums>> sums(
      Connection connection, UtilisationQuery query, List<String> ids) throws SQLException {
    String sql =
        """
        SELECT %1$s AS id, date_trunc(?, u.hour AT TIME ZONE f.zone) AS bucket,
               sum(in_use_s) AS in_use, sum(standby_s) AS standby, sum(off_s) AS off,
               sum(fault_s) AS fault, sum(energy_wh) AS energy
        %2$s JOIN utilisation_hour u ON u.asset_id = a.id
        WHERE a.organisation_id = ? AND u.hour >= ? AND u.hour < ? AND %1$s = ANY (?)
        GROUP BY 1, 2
        """
            .formatted(query.by().sql(), OF);
    Map<String, Map<LocalDateTime, Sums>> sums = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, query.bucket().name().toLowerCase(Locale.ROOT));
      statement.setInt(2, query.organisationId());
      statement.setObject(3, SqlValues.timestamp(query.from()));
      statement.setObject(4, SqlValues.timestamp(query.to()));
      statement.setArray(5, connection.createArrayOf("text", ids.toArray()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          sums.computeIfAbsent(row.getString("id"), any -> new HashMap<>())
              .put(row.getObject("bucket", LocalDateTime.class), sums(row));
        }
      }
    }
    return sums;
  }

  private static Sums sums(ResultSet row) throws SQLException {
    return new Sums(
        row.getDouble("in_use"),
        row.getDouble("standby"),
        row.getDouble("off"),
        row.getDouble("fault"),
        0,
        row.getDouble("energy"));
  }

  private static UtilisationGroup group(
      String id,
      Map<ZoneId, Integer> members,
      Map<LocalDateTime, Sums> sums,
      UtilisationQuery query) {
    SortedMap<LocalDateTime, Double> lengths = new TreeMap<>();
    members.forEach(
        (zone, assets) ->
            CalendarBuckets.lengths(zone, query.bucket(), query.from(), query.to(), query.now())
                .forEach((start, s) -> lengths.merge(start, s * assets, Double::sum)));
    sums.keySet().forEach(start -> lengths.putIfAbsent(start, 0.0));
    List<Line> lines = new ArrayList<>();
    lengths.forEach(
        (start, length) ->
            lines.add(new Line(start, sums.getOrDefault(start, Sums.NONE).of(length))));
    int assets = members.values().stream().mapToInt(Integer::intValue).sum();
    Optional<ZoneId> zone =
        members.size() == 1 ? members.keySet().stream().findFirst() : Optional.empty();
    return new UtilisationGroup(id, assets, zone, lines);
  }
}
