package io.fallow.telemetry.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.sim.database.TestDatabase;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.DatabaseConfig;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RegistryIT {

  private static final GatewayAddress GATEWAY = new GatewayAddress("lakeside", "ward-gw");
  private static final ActivityRule RULE =
      new ActivityRule.PowerThreshold(2500, 150, Duration.ofMinutes(5));

  private static TestDatabase server;
  private static Database database;
  private static Registry registry;

  @BeforeAll
  static void open() {
    server = TestDatabase.create();
    database =
        Database.open(
            new DatabaseConfig("test", server.jdbcUrl(), server.user(), server.password(), 2));
    database.migrate();
    registry = new Registry(database);
    registry.registerOrganisation("lakeside", "Lakeside Hospitals");
    registry.registerFacility(
        "lakeside", "berlin", "Lakeside Berlin", ZoneId.of("Europe/Berlin"), 52.5, 13.4);
  }

  @AfterAll
  static void close() {
    database.close();
    server.close();
  }

  @Test
  void findsAnAssetByItsPublicId() {
    Asset registered = registry.registerAsset(mri("MRI 1", RULE));

    assertThat(registry.asset("lakeside.mri-1")).contains(registered);
    assertThat(registered.publicId()).isEqualTo("lakeside.mri-1");
    assertThat(registered.organisationName()).isEqualTo("Lakeside Hospitals");
    assertThat(registered.facility().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(registered.capabilities()).containsExactlyInAnyOrder("3T", "cardiac");
    assertThat(registered.rule()).isEqualTo(RULE);
    assertThat(registry.assets()).contains(registered);
  }

  @Test
  void findsNothingForTextsThatAreNoPublicId() {
    assertThat(registry.asset("mri-1")).isEmpty();
    assertThat(registry.asset("lakeside.mri-1.x")).isEmpty();
    assertThat(registry.asset("other.mri-1")).isEmpty();
    assertThat(registry.organisation("nobody")).isEmpty();
  }

  @Test
  void registeringAgainChangesAndKeepsTheId() {
    Asset first = registry.registerAsset(mri("MRI 1", RULE));
    ActivityRule other = new ActivityRule.Reported(Duration.ofMinutes(2));
    Asset second = registry.registerAsset(mri("MRI one", other));

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.name()).isEqualTo("MRI one");
    assertThat(second.rule()).isEqualTo(other);
    assertThat(registry.registerOrganisation("lakeside", "Lakeside Hospitals").id())
        .isEqualTo(registry.organisation("lakeside").orElseThrow().id());
  }

  @Test
  void aGatewayConnectsWithItsOwnPasswordOnly() {
    Gateway gateway = registry.registerGateway(GATEWAY, "berlin", "s3cret");

    assertThat(registry.gateway(GATEWAY)).contains(gateway);
    assertThat(registry.gateways()).contains(gateway);
    assertThat(registry.mayConnect(GATEWAY, "s3cret")).isTrue();
    assertThat(registry.mayConnect(GATEWAY, "S3cret")).isFalse();
    assertThat(registry.mayConnect(new GatewayAddress("lakeside", "ghost"), "s3cret")).isFalse();

    registry.registerGateway(GATEWAY, "berlin", "changed");
    assertThat(registry.mayConnect(GATEWAY, "s3cret")).isFalse();
    assertThat(registry.mayConnect(GATEWAY, "changed")).isTrue();
  }

  @Test
  void saysWhatIsMissing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry.registerGateway(GATEWAY, "moon", "s3cret"))
        .withMessage("there is no facility moon of organisation lakeside");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry.registerFacility("nobody", "x", "X", ZoneId.of("UTC"), 0, 0))
        .withMessage("there is no organisation nobody");
  }

  private static NewAsset mri(String name, ActivityRule rule) {
    return new NewAsset("lakeside", "berlin", "mri-1", name, "mri", Set.of("3T", "cardiac"), rule);
  }
}
