package io.fallow.gateway.queue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;

/** SQLite as this room uses it. */
final class Sqlite {

  /** After so many pages the journal is written over from its start. */
  private static final int JOURNAL_PAGES = 128;

  private static final int CACHE_KIB = 1_024;
  private static final int BUSY_MILLIS = 5_000;

  private Sqlite() {}

  /** A connection that writes; it makes the file if there is none. A commit is on the disk. */
  static Connection writer(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setSynchronous(SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setCacheSize(-CACHE_KIB);
    Connection connection = connect(file, config.toProperties());
    try {
      // Before the first table, or they have no effect; the journal's kind stays with the file.
      execute(connection, "PRAGMA page_size = " + Store.PAGE_BYTES);
      execute(connection, "PRAGMA auto_vacuum = INCREMENTAL");
      execute(connection, "PRAGMA journal_mode = " + JournalMode.WAL.getValue());
      execute(connection, "PRAGMA wal_autocheckpoint = " + JOURNAL_PAGES);
      execute(connection, "PRAGMA cell_size_check = ON");
      return connection;
    } catch (SQLException e) {
      close(connection, e);
      throw e;
    }
  }

  /** A connection that only reads, also while another process writes. */
  static Connection reader(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setCacheSize(-CACHE_KIB);
    return connect(file, config.toProperties());
  }

  private static Connection connect(Path file, Properties properties) throws SQLException {
    return org.sqlite.JDBC.createConnection("jdbc:sqlite:" + file.toAbsolutePath(), properties);
  }

  /** Runs a statement to its end, also one that works a step a row. */
  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (statement.execute(sql)) {
        try (ResultSet rows = statement.getResultSet()) {
          while (rows.next()) {
            rows.getObject(1);
          }
        }
      }
    }
  }

  /** The one number that a query answers. */
  static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /** Whether the disk has no room. */
  static boolean isFull(SQLException failure) {
    return isOne(failure, SQLiteErrorCode.SQLITE_FULL);
  }

  static boolean isIoFailure(SQLException failure) {
    return isOne(failure, SQLiteErrorCode.SQLITE_IOERR);
  }

  static boolean isReadOnly(SQLException failure) {
    return isOne(failure, SQLiteErrorCode.SQLITE_READONLY);
  }

  /** Whether the file isn't what SQLite wrote. */
  static boolean isDamage(SQLException failure) {
    return isOne(failure, SQLiteErrorCode.SQLITE_CORRUPT)
        || isOne(failure, SQLiteErrorCode.SQLITE_NOTADB)
        || isOne(failure, SQLiteErrorCode.SQLITE_FORMAT)
        || isOne(failure, SQLiteErrorCode.SQLITE_SCHEMA)
        || isOne(failure, SQLiteErrorCode.SQLITE_MISMATCH)
        || isOne(failure, SQLiteErrorCode.SQLITE_CONSTRAINT)
        || isOne(failure, SQLiteErrorCode.SQLITE_ERROR);
  }

  private static boolean isOne(SQLException failure, SQLiteErrorCode code) {
    return (failure.getErrorCode() & 0xff) == code.code;
  }

  static void close(Connection connection, Throwable failure) {
    try {
      connection.close();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }
}
