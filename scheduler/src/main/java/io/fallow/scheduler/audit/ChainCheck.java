package io.fallow.scheduler.audit;

import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/**
 * Holds the audit trail against its seals: page by page, so that it may be as long as it likes, and
 * nobody waits for it. What is written meanwhile does not matter. Blocks; for one thread; failures
 * are {@link io.fallow.telemetry.store.StoreException}s.
 */
final class ChainCheck {

  private static final int PAGE = 2_000;

  private final Database database;
  private final AuditKeys keys;
  private final LongConsumer progress;
  private final OrganisationNames names;
  private final Suspects suspects;
  private final Map<Integer, ChainWalk> walks = new TreeMap<>();
  private long walked;

  /**
   * A check, to be run once.
   *
   * @param progress is told now and then how many numbers were looked at
   */
  ChainCheck(Database database, AuditKeys keys, LongConsumer progress) {
    this.database = database;
    this.keys = keys;
    this.progress = progress;
    this.names = database.inTransaction(OrganisationNames::read);
    this.suspects = new Suspects(keys);
  }

  OrganisationNames names() {
    return names;
  }

  /**
   * Walks all chains, or an organisation's.
   *
   * @param anchors heads that were exported before
   */
  ChainReport run(OptionalInt organisation, List<Head> anchors) {
    walk(organisation);
    List<ChainFault> faults = new ArrayList<>();
    walks.values().forEach(walk -> faults.addAll(walk.faults()));
    faults.addAll(suspects.faults(names));
    faults.addAll(new AnchorCheck(database, keys).faults(of(organisation, anchors)));
    faults.addAll(new UnsealedCheck(database).faults(organisation));
    faults.addAll(database.inTransaction(c -> WatchCheck.faults(c, tables())));
    List<ChainSummary> chains = walks.values().stream().map(ChainWalk::summary).toList();
    return ChainReport.of(names, chains, faults);
  }

  private static List<Head> of(OptionalInt organisation, List<Head> heads) {
    return heads.stream()
        .filter(
            head ->
                organisation.isEmpty() || head.seal().organisationId() == organisation.getAsInt())
        .toList();
  }

  private Set<String> tables() {
    Set<String> tables = new TreeSet<>();
    walks.values().forEach(walk -> tables.addAll(walk.tables()));
    return tables;
  }

  private static final String NEXT =
      "SELECT "
          + AuditRows.SEAL
          + ", "
          + AuditRows.ENTRY
          + """

          FROM audit_seal s LEFT JOIN audit_entry e ON e.id = s.entry_id
          WHERE (s.organisation_id, s.number) > (?, ?) AND s.organisation_id <= ?
          ORDER BY s.organisation_id, s.number LIMIT ?
          """;

  /** Where the next page begins: behind it. */
  private record Position(int organisationId, long number) {}

  private void walk(OptionalInt organisation) {
    int last = organisation.orElse(Integer.MAX_VALUE);
    Position position = new Position(organisation.orElse(Integer.MIN_VALUE), Long.MIN_VALUE);
    long before;
    do {
      before = walked;
      Position from = position;
      position = database.inTransaction(connection -> page(connection, from, last));
      progress.accept(walked);
    } while (walked == before + PAGE);
  }

  private Position page(Connection connection, Position from, int last) throws SQLException {
    Position position = from;
    try (PreparedStatement query = connection.prepareStatement(NEXT)) {
      query.setInt(1, from.organisationId());
      query.setLong(2, from.number());
      query.setInt(3, last);
      query.setInt(4, PAGE);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          Seal seal = AuditRows.seal(row);
          walkOf(seal.organisationId()).take(seal, AuditRows.entryIfAny(row));
          position = new Position(seal.organisationId(), seal.number());
          walked++;
        }
      }
    }
    return position;
  }

  private ChainWalk walkOf(int organisationId) {
    return walks.computeIfAbsent(organisationId, id -> new ChainWalk(id, keys, suspects));
  }
}
