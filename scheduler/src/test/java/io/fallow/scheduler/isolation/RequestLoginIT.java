package io.fallow.scheduler.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.telemetry.store.Acting;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.RequestLogin;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With a login of their own for requests, beside that of the platform. */
class RequestLoginIT {

  private static final Acting HARBOR = new Acting(IsolationWorld.HARBOR, "hanna@harbor");
  private static final String WEBHOOKS = "SELECT current_user || ' ' || count(*) FROM webhook";

  private static IsolationWorld world;
  private Database database;

  @BeforeAll
  static void create() throws SQLException {
    world = new IsolationWorld();
  }

  @AfterAll
  static void drop() throws SQLException {
    world.close();
  }

  @BeforeEach
  void open() {
    database = world.database();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatIsDoneForAnOrganisationIsAskedByItAndAllElseByThePlatforms() {
    assertThat(database.actingFor(HARBOR, this::inTransaction)).isEqualTo(world.login + " 1");
    assertThat(database.actingFor(HARBOR, this::reading)).isEqualTo(world.login + " 1");
    assertThat(inTransaction()).endsWith(" 3").doesNotStartWith(world.login);
    assertThat(database.actingFor(HARBOR, () -> database.asPlatform(this::reading)))
        .endsWith(" 3")
        .doesNotStartWith(world.login);
  }

  private String inTransaction() {
    return database.inTransaction(c -> IsolationWorld.prepared(c, WEBHOOKS));
  }

  private String reading() {
    return database.reading(c -> IsolationWorld.prepared(c, WEBHOOKS));
  }

  @Test
  void aLoginThatIsBoundHasNoFault() {
    assertThat(RequestLogin.faults(database)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ALTER ROLE % BYPASSRLS, ALTER ROLE % NOBYPASSRLS, passes by row-level security",
    "ALTER ROLE % SUPERUSER, ALTER ROLE % NOSUPERUSER, passes by row-level security",
    "GRANT fallow_jobs TO %, REVOKE fallow_jobs FROM %, which sees all",
    "REVOKE fallow_api FROM %, GRANT fallow_api TO %, is no member of fallow_api",
  })
  void aLoginThatIsNotBoundIsNamed(String loosen, String bind, String fault) throws SQLException {
    administer(loosen);
    List<String> faults = RequestLogin.faults(database);
    administer(bind);
    assertThat(faults).anyMatch(each -> each.endsWith(fault));
  }

  private static void administer(String sql) throws SQLException {
    IsolationWorld.run(world.owner, sql.replace("%", world.login));
    world.owner.commit();
  }
}
