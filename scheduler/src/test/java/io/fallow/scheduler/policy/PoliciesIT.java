package io.fallow.scheduler.policy;

import static io.fallow.scheduler.DomainWorld.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.scheduler.calendar.Turnaround;
import io.fallow.scheduler.sharing.VisibleAsset;
import io.fallow.telemetry.registry.Asset;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PoliciesIT {

  private static DomainWorld world;

  @BeforeAll
  static void create() {
    world = new DomainWorld();
  }

  @AfterAll
  static void close() {
    world.close();
  }

  private static VisibleAsset seenByHarbor(Asset asset) {
    return world.sharing.visible(world.harbor.id(), asset.publicId(), NOW).orElseThrow();
  }

  private static void say(Scope scope, String json) {
    world.policies.say(world.lakeside.id(), scope, Statement.read(json), "lena", NOW);
  }

  private static Policy forHarbor(Asset asset) {
    return world.policies.book().of(seenByHarbor(asset), world.harbor.id());
  }

  @Test
  void whatIsSaidCountsAtOnceAndUntilItIsWithdrawn() {
    Asset asset = world.asset("said", "ct");
    Scope type = new Scope.OfType(world.lakeside.id(), "ct");
    Scope agreement = new Scope.OfAgreement(seenByHarbor(asset).agreementId().orElseThrow());
    say(type, "{\"longest\":\"PT8H\"}");
    assertThat(forHarbor(asset).longest()).isEqualTo(Duration.ofHours(8));
    say(new Scope.OfAsset(asset.id()), "{\"longest\":\"PT4H\"}");
    say(agreement, StatementTest.EVERY_TERM);
    say(agreement, "{\"longest\":\"PT2H\"}");
    assertThat(forHarbor(asset).longest()).isEqualTo(Duration.ofHours(2));
    assertThat(forHarbor(asset).withheld()).isFalse();
    world.policies.withdraw(world.lakeside.id(), agreement);
    assertThat(forHarbor(asset).longest()).isEqualTo(Duration.ofHours(4));
    assertThat(world.policies.said(world.lakeside.id(), agreement)).isEmpty();
    assertThat(world.policies.said(world.lakeside.id(), type))
        .contains(Statement.read("{\"longest\":\"PT8H\"}"));
  }

  @Test
  void keepsEveryTerm() {
    Asset asset = world.asset("whole", "mri");
    Scope scope = new Scope.OfAsset(asset.id());
    say(scope, StatementTest.EVERY_TERM);
    assertThat(world.policies.said(world.lakeside.id(), scope))
        .contains(Statement.read(StatementTest.EVERY_TERM));
  }

  @Test
  void theBookIsReadAnewOnlyWhenSomethingHasChanged() {
    Asset asset = world.asset("steady", "mri");
    PolicyBook before = world.policies.book();
    assertThat(world.policies.book()).isSameAs(before);
    world.turnarounds.set(asset, new Turnaround(Duration.ofMinutes(7), Duration.ZERO));
    PolicyBook after = world.policies.book();
    assertThat(after.edition()).isNotEqualTo(before.edition());
    assertThat(after.of(seenByHarbor(asset), Optional.empty()).turnaround().before())
        .isEqualTo(Duration.ofMinutes(7));
    world.registry.registerFacility("harbor", "quay", "Quay", DomainWorld.BERLIN, 53.5, 10);
    assertThat(world.policies.book().nearest(world.harbor.id(), asset)).isPresent();
  }

  @Test
  void aTransactionSeesWhatWasSaidBeforeItAskedWhoeverSaidIt() {
    Asset asset = world.asset("elsewhere", "mri");
    VisibleAsset seen = seenByHarbor(asset);
    Policies elsewhere = new Policies(world.database);
    Duration longest =
        world.database.inTransaction(
            connection -> {
              world.policies.book(connection);
              elsewhere.say(
                  world.lakeside.id(),
                  new Scope.OfAsset(asset.id()),
                  Statement.read("{\"longest\":\"PT3H\"}"),
                  "lena",
                  NOW);
              return world.policies.book(connection).of(seen, Optional.empty()).longest();
            });
    assertThat(longest).isEqualTo(Duration.ofHours(3));
  }

  @Test
  void aPolicySaysMoreThanTheTurnaroundsOfOldAndWins() {
    Asset asset = world.asset("turned", "xray");
    world.turnarounds.set("xray", new Turnaround(Duration.ofMinutes(5), Duration.ofMinutes(5)));
    say(new Scope.OfType(world.lakeside.id(), "xray"), "{\"after\":\"PT15M\"}");
    assertThat(forHarbor(asset).turnaround())
        .isEqualTo(new Turnaround(Duration.ofMinutes(5), Duration.ofMinutes(15)));
  }
}
