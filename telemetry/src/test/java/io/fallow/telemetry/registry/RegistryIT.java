package io.fallow.telemetry.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.sim.database.TestDatabase;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.DatabaseConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RegistryIT {

  private static final GatewayAddress GATEWAY = new GatewayAddress("lakeside", "ward-gw");
  private static final Duration GAP = Duration.ofMinutes(5);
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
    assertThat(registered.rules()).isEqualTo(RuleHistory.always(RULE));
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
    assertThat(second.rules()).isEqualTo(RuleHistory.always(other));
    assertThat(registry.registerOrganisation("lakeside", "Lakeside Hospitals").id())
        .isEqualTo(registry.organisation("lakeside").orElseThrow().id());
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

  @Test
  void anAssetsOwnRuleComesBeforeItsTypesAndThatBeforeTheRegisteredOne() {
    registry.registerAsset(
        new NewAsset("lakeside", "berlin", "ct-1", "CT 1", "ct", Set.of(), RULE));
    ActivityRule ofType = new ActivityRule.Reported(Duration.ofMinutes(7));
    ActivityRule own =
        new ActivityRule.CounterIncrements(
            Duration.ofMinutes(10), OptionalDouble.of(20), OptionalLong.empty(), GAP);
    Instant march = Instant.parse("2026-03-01T00:00:00Z");
    registry.setAssetRule("lakeside.ct-1", Optional.of(own), march);
    long edition = registry.rulesEdition();
    registry.setTypeRule("lakeside", "ct", ofType, march.minusSeconds(60));
    registry.setAssetRule("lakeside.ct-1", Optional.empty(), march.plusSeconds(60));

    RuleHistory rules = registry.asset("lakeside.ct-1").orElseThrow().rules();
    assertThat(rules.at(march.minusSeconds(61))).isEqualTo(RULE);
    assertThat(rules.at(march.minusSeconds(60))).isEqualTo(ofType);
    assertThat(rules.at(march)).isEqualTo(own);
    assertThat(rules.at(march.plusSeconds(60))).isEqualTo(ofType);
    assertThat(rules.changedSince(edition)).contains(march.minusSeconds(60));
    assertThat(rules.changedSince(registry.rulesEdition())).isEmpty();
    assertThat(registry.assetRules("lakeside.ct-1"))
        .extracting(RuleEdit::rule)
        .containsExactly(Optional.of(own), Optional.empty());
    assertThat(registry.typeRules("lakeside", "ct")).hasSize(1);
    assertThat(registry.typeRules("lakeside", "mri")).isEmpty();
  }

  @Test
  void ofTwoRulesThatCountFromTheSameInstantTheLastSaidDoes() {
    registry.registerAsset(
        new NewAsset("lakeside", "berlin", "pet-1", "PET 1", "pet", Set.of(), RULE));
    ActivityRule second = new ActivityRule.Reported(Duration.ofMinutes(7));
    registry.setTypeRule("lakeside", "pet", new ActivityRule.Reported(GAP), Instant.EPOCH);
    registry.setTypeRule("lakeside", "pet", second, Instant.EPOCH);
    RuleHistory rules = registry.asset("lakeside.pet-1").orElseThrow().rules();
    assertThat(rules.at(Instant.EPOCH)).isEqualTo(second);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry.setTypeRule("nobody", "pet", second, Instant.EPOCH));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry.setAssetRule("lakeside.x", Optional.empty(), Instant.EPOCH));
  }

  private static NewAsset mri(String name, ActivityRule rule) {
    return new NewAsset("lakeside", "berlin", "mri-1", name, "mri", Set.of("3T", "cardiac"), rule);
  }
}
