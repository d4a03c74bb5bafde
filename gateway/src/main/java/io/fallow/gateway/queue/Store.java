package io.fallow.gateway.queue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The database file of a queue. One thread at a time writes; its {@linkplain StoreReader reader} is
 * apart.
 */
final class Store implements Closeable {

  static final int PAGE_BYTES = 4_096;

  private static final int VACUUM_PAGES = 1_024;

  private final Path file;
  private final Connection connection;
  private Meta meta;

  private Store(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE message (
              sequence INTEGER PRIMARY KEY, format INTEGER NOT NULL, readings INTEGER NOT NULL,
              newest_time INTEGER NOT NULL, stored INTEGER NOT NULL, crc32c INTEGER NOT NULL,
              payload BLOB NOT NULL) STRICT
          """,
          """
          CREATE TABLE meta (
              one INTEGER PRIMARY KEY, version INTEGER NOT NULL, epoch INTEGER NOT NULL,
              last INTEGER NOT NULL, settled INTEGER NOT NULL, messages INTEGER NOT NULL,
              readings INTEGER NOT NULL, age INTEGER NOT NULL, wall INTEGER NOT NULL,
              clean INTEGER NOT NULL, crc32c INTEGER NOT NULL) STRICT
          """,
          """
          CREATE TABLE mark (
              source TEXT PRIMARY KEY, value TEXT NOT NULL, crc32c INTEGER NOT NULL) STRICT
          """,
          """
          CREATE TABLE dropped (
              id INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, first INTEGER NOT NULL,
              last INTEGER NOT NULL, readings INTEGER NOT NULL, from_time INTEGER,
              to_time INTEGER, why INTEGER NOT NULL) STRICT
          """,
          """
          CREATE TABLE dropped_total (
              why INTEGER PRIMARY KEY, messages INTEGER NOT NULL, readings INTEGER NOT NULL) STRICT
          """);

  /** Makes a new file; one that is there must be empty. */
  static Store create(Path file, Meta meta) throws SQLException {
    Store store = new Store(file, Sqlite.writer(file));
    try {
      store.edit(
          meta,
          edit -> {
            for (String table : TABLES) {
              Sqlite.execute(store.connection, table);
            }
          });
      return store;
    } catch (SQLException e) {
      Sqlite.close(store.connection, e);
      throw e;
    }
  }

  /**
   * Opens a file that is there.
   *
   * @param thorough whether all of it is looked through, which takes a second for some hundred
   *     megabytes, unless it was closed in order
   * @throws SQLException also when something is wrong with it: {@link Sqlite#isDamage}
   */
  static Store open(Path file, boolean thorough) throws SQLException {
    Store store = new Store(file, Sqlite.writer(file));
    try {
      store.meta = read(store.connection);
      if (thorough && !store.meta.clean()) {
        store.check();
      }
      store.edit(store.meta.closed(false), edit -> {});
      return store;
    } catch (SQLException e) {
      Sqlite.close(store.connection, e);
      throw e;
    }
  }

  private static final String META =
      """
      SELECT version, epoch, last, settled, messages, readings, age, wall, clean, crc32c FROM meta
      """;

  /**
   * What the store of a connection says of itself.
   *
   * @throws SQLException also if that is damaged
   */
  static Meta read(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(META);
        ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        throw damaged("it does not say what it holds");
      }
      Meta meta =
          new Meta(
              row.getInt("version"),
              row.getLong("epoch"),
              row.getLong("last"),
              row.getLong("settled"),
              row.getLong("messages"),
              row.getLong("readings"),
              row.getLong("age"),
              row.getLong("wall"),
              row.getBoolean("clean"));
      if (row.getInt("crc32c") != meta.checksum()) {
        throw damaged("what it says of itself has another checksum");
      }
      return meta;
    }
  }

  private void check() throws SQLException {
    try (PreparedStatement check = connection.prepareStatement("PRAGMA quick_check(1)");
        ResultSet row = check.executeQuery()) {
      if (!row.next() || !"ok".equals(row.getString(1))) {
        throw damaged("SQLite's check says: " + row.getString(1));
      }
    }
  }

  static SQLException damaged(String what) {
    return new SQLException(what, null, org.sqlite.SQLiteErrorCode.SQLITE_CORRUPT.code);
  }

  Path file() {
    return file;
  }

  /** As of the last edit that succeeded. */
  Meta meta() {
    return meta;
  }

  /** What an edit does. */
  @FunctionalInterface
  interface Change {
    void to(Edit edit) throws SQLException;
  }

  /** Changes the store: all of it, on the disk on return, or nothing. */
  void edit(Change change) throws SQLException {
    edit(meta, change);
  }

  private void edit(Meta from, Change change) throws SQLException {
    Sqlite.execute(connection, "BEGIN IMMEDIATE");
    try {
      Edit edit = new Edit(connection, from);
      change.to(edit);
      Meta after = edit.meta();
      write(after);
      Sqlite.execute(connection, "COMMIT");
      meta = after;
    } catch (SQLException | RuntimeException e) {
      rollBack(e);
      throw e;
    }
  }

  /** Most failures have ended the transaction already. */
  private void rollBack(Exception failure) {
    try {
      Sqlite.execute(connection, "ROLLBACK");
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  private static final String WRITE =
      """
      INSERT OR REPLACE INTO meta (one, version, epoch, last, settled, messages, readings, age,
                                   wall, clean, crc32c)
      VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private void write(Meta after) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(WRITE)) {
      update.setInt(1, after.version());
      update.setLong(2, after.epoch());
      update.setLong(3, after.last());
      update.setLong(4, after.settled());
      update.setLong(5, after.messages());
      update.setLong(6, after.readings());
      update.setLong(7, after.ageMillis());
      update.setLong(8, after.wallMillis());
      update.setBoolean(9, after.clean());
      update.setInt(10, after.checksum());
      update.executeUpdate();
    }
  }

  /** Bytes of the pages that hold something. */
  long usedBytes() throws SQLException {
    return Edit.usedBytes(connection);
  }

  /** The mark of a source; empty if there is none, or none that can be read. */
  Optional<String> mark(String source) throws SQLException {
    return Marks.read(connection, source);
  }

  /** The ranges that were given up last, oldest first. */
  List<Dropped> dropped() throws SQLException {
    return DroppedRows.read(connection);
  }

  /** All that was ever given up, by reason. */
  DropTotals dropTotals() throws SQLException {
    return DroppedRows.totals(connection);
  }

  /** Gives a part of the empty pages back to the disk when most are empty; whether it did. */
  boolean shrink() throws SQLException {
    long free = Sqlite.number(connection, "PRAGMA freelist_count");
    long pages = Sqlite.number(connection, "PRAGMA page_count");
    boolean worthIt = free > VACUUM_PAGES && free > pages / 2;
    if (worthIt) {
      Sqlite.execute(connection, "PRAGMA incremental_vacuum(" + VACUUM_PAGES + ")");
    }
    return worthIt;
  }

  /** Gives all that is empty back to the disk, also of the journal. */
  void shrinkAll() throws SQLException {
    Sqlite.execute(connection, "PRAGMA incremental_vacuum");
    emptyJournal();
  }

  /** Brings the journal's content to where it belongs, and its bytes back to the disk. */
  void emptyJournal() throws SQLException {
    Sqlite.execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
  }

  /** Notes that it is closed in order, and closes it. */
  @Override
  public void close() throws IOException {
    try (connection) {
      edit(meta.closed(true), edit -> {});
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Closes it as it is. */
  void abandon() throws SQLException {
    connection.close();
  }

  /** Numbers in their order as runs without a hole. */
  static List<long[]> runs(List<Long> sequences) {
    List<long[]> runs = new ArrayList<>();
    for (long each : sequences) {
      long[] run = runs.isEmpty() ? null : runs.get(runs.size() - 1);
      if (run != null && run[1] + 1 == each) {
        run[1] = each;
      } else {
        runs.add(new long[] {each, each});
      }
    }
    return runs;
  }
}
