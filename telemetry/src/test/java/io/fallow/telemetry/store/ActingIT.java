package io.fallow.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fallow.sim.database.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With one connection, on which nothing may be left for who has it next. */
class ActingIT {

  private static final Acting HARBOR = new Acting(7, "hanna@harbor");
  private static final Acting FORGE = new Acting(8, "fred@forge");
  private static final String PLATFORM = "nobody for none as fallow_jobs";

  private TestDatabase server;
  private Database database;

  @BeforeEach
  void open() {
    server = TestDatabase.create();
    database =
        Database.open(
            new DatabaseConfig("test", server.jdbcUrl(), server.user(), server.password(), 1));
    database.migrate();
  }

  @AfterEach
  void close() {
    database.close();
    server.close();
  }

  @Test
  void aTransactionKnowsForWhomItIs() {
    assertThat(database.actingFor(HARBOR, this::inTransaction))
        .isEqualTo("hanna@harbor for 7 as fallow_api");
    assertThat(inTransaction()).isEqualTo(PLATFORM);
  }

  @Test
  void soDoesEachStatementThatOnlyReads() {
    String twice =
        database.actingFor(HARBOR, () -> database.reading(c -> forWhom(c) + ", " + forWhom(c)));
    assertThat(twice)
        .isEqualTo("hanna@harbor for 7 as fallow_api, hanna@harbor for 7 as fallow_api");
    assertThat(database.reading(ActingIT::forWhom)).isEqualTo(PLATFORM);
  }

  /** The driver parts what travels together where it has described a result without bounds. */
  @Test
  void noStatementForgetsForWhomItIsHoweverOftenAndWithWhateverParameters() {
    for (Object value : Arrays.asList(null, "text", 7, OffsetDateTime.now(ZoneOffset.UTC))) {
      for (int i = 0; i < 20; i++) {
        String seen =
            database.actingFor(HARBOR, () -> database.reading(c -> forWhomWith(c, value)));
        assertThat(seen).as("%s, %d", value, i).isEqualTo("7 as fallow_api");
      }
    }
    assertThat(database.reading(ActingIT::forWhom)).isEqualTo(PLATFORM);
  }

  private static String forWhomWith(Connection connection, Object value) throws SQLException {
    String sql =
        "SELECT acting_organisation() || ' as ' || current_user, convert_to(?::text, 'UTF8')";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setObject(1, value);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  @Test
  void aStatementThatFailsLeavesNothingOnTheConnection() {
    assertThatThrownBy(
            () ->
                database.actingFor(
                    HARBOR,
                    () -> database.reading(c -> c.prepareStatement("SELECT 1 / 0").execute())))
        .isInstanceOf(StoreException.class);
    assertThat(inTransaction()).isEqualTo(PLATFORM);
    assertThat(database.actingFor(FORGE, () -> database.reading(ActingIT::forWhom)))
        .isEqualTo("fred@forge for 8 as fallow_api");
  }

  @Test
  void scopesWithinScopesEndWhereTheyBegan() {
    String seen =
        database.actingFor(
            HARBOR,
            () ->
                database.actingFor(FORGE, this::inTransaction)
                    + ", "
                    + database.asPlatform(this::inTransaction)
                    + ", "
                    + inTransaction());
    assertThat(seen)
        .isEqualTo(
            "fred@forge for 8 as fallow_api, " + PLATFORM + ", hanna@harbor for 7 as fallow_api");
  }

  @Test
  void aFailureLeavesTheScopeAndNothingOnTheConnection() {
    assertThatThrownBy(
            () ->
                database.actingFor(
                    HARBOR,
                    () ->
                        database.inTransaction(
                            connection -> {
                              throw new IllegalStateException(forWhom(connection));
                            })))
        .hasMessage("hanna@harbor for 7 as fallow_api");
    assertThatThrownBy(
            () -> database.actingFor(HARBOR, () -> database.reading(c -> text(c, "SELECT broken"))))
        .isInstanceOf(StoreException.Broken.class);
    assertThat(inTransaction()).isEqualTo(PLATFORM);
    assertThat(database.reading(ActingIT::forWhom)).isEqualTo(PLATFORM);
  }

  @Test
  void anotherThreadIsNotInTheScope() {
    String elsewhere =
        database.actingFor(HARBOR, () -> CompletableFuture.supplyAsync(this::inTransaction).join());
    assertThat(elsewhere).isEqualTo(PLATFORM);
  }

  private String inTransaction() {
    return database.inTransaction(ActingIT::forWhom);
  }

  private static String forWhom(Connection connection) throws SQLException {
    return text(
        connection,
        "SELECT coalesce(acting_person(), 'nobody') || ' for '"
            + " || coalesce(acting_organisation()::text, 'none')"
            + " || CASE WHEN current_user = session_user THEN '' ELSE ' as ' || current_user END");
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }
}
