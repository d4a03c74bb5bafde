package io.fallow.scheduler.sharing;

import static io.fallow.scheduler.DomainWorld.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fallow.scheduler.DomainWorld;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Organisation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SharingIT {

  private static DomainWorld world;
  private static Asset mri;
  private static Asset ct;

  @BeforeAll
  static void create() {
    world = new DomainWorld();
    mri = world.asset("mri-1", "mri");
    ct = world.asset("ct-1", "ct");
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void showsAnOrganisationItsOwnAssetsAndThoseSharedWithIt() {
    assertThat(world.sharing.visibleTo(world.lakeside.id(), NOW))
        .extracting(VisibleAsset::asset, VisibleAsset::relation)
        .containsExactly(tuple(ct, Relation.OWN), tuple(mri, Relation.OWN));
    assertThat(world.sharing.visibleTo(world.harbor.id(), NOW))
        .extracting(VisibleAsset::asset, VisibleAsset::relation)
        .containsExactly(tuple(ct, Relation.SHARED), tuple(mri, Relation.SHARED));
    assertThat(world.sharing.visibleTo(world.forge.id(), NOW)).isEmpty();
    assertThat(world.sharing.visible(world.forge.id(), "lakeside.mri-1", NOW)).isEmpty();
    assertThat(world.sharing.visible(world.harbor.id(), "lakeside.mri-1", NOW)).isPresent();
  }

  @Test
  void sharesUntilTheLastOfTheAgreementsEndsThatFollowEachOther() {
    Organisation partner = world.registry.registerOrganisation("renewing", "Renewing");
    agree(partner, 0, 10);
    assertThat(sharedUntil(partner)).contains(day(10));
    agree(partner, 12, 20);
    assertThat(sharedUntil(partner)).as("after a break").contains(day(10));
    world.sharing.agree(
        new Terms(world.lakeside, partner, Terms.Scope.of(mri), day(9), Optional.of(day(12))));
    assertThat(sharedUntil(partner)).contains(day(20));
    world.sharing.agree(new Terms(world.lakeside, partner, Terms.Scope.of(mri), day(15)));
    assertThat(sharedUntil(partner)).as("until further notice").isEmpty();
    assertThat(world.sharing.visible(world.lakeside.id(), mri.publicId(), NOW).orElseThrow())
        .isEqualTo(VisibleAsset.own(mri));
  }

  private static void agree(Organisation partner, int from, int until) {
    world.sharing.agree(
        new Terms(
            world.lakeside, partner, Terms.Scope.everything(), day(from), Optional.of(day(until))));
  }

  private static Instant day(int day) {
    return NOW.plus(Duration.ofDays(day));
  }

  private static Optional<Instant> sharedUntil(Organisation partner) {
    return world.sharing.visible(partner.id(), mri.publicId(), NOW).orElseThrow().sharedUntil();
  }

  @Test
  void countsTheAgreementThatIsMostCloselyAboutTheAsset() {
    Organisation partner = partner("many", Terms.Scope.everything());
    int general = agreement(partner);
    world.sharing.agree(new Terms(world.lakeside, partner, Terms.Scope.of(world.clinic), NOW));
    assertThat(agreement(partner)).isGreaterThan(general);
    world.sharing.agree(new Terms(world.lakeside, partner, Terms.Scope.of(mri), NOW));
    int closest = agreement(partner);
    world.sharing.agree(new Terms(world.lakeside, partner, Terms.Scope.ofType("mri"), NOW));
    assertThat(agreement(partner)).isEqualTo(closest);
  }

  private static int agreement(Organisation partner) {
    return world
        .sharing
        .visible(partner.id(), mri.publicId(), NOW)
        .orElseThrow()
        .agreementId()
        .orElseThrow();
  }

  @Test
  void sharesOneTypeOneFacilityOrOneAsset() {
    assertThat(sharedWith(partner("by-type", Terms.Scope.ofType("ct")))).containsExactly(ct);
    assertThat(sharedWith(partner("by-asset", Terms.Scope.of(mri)))).containsExactly(mri);
    assertThat(sharedWith(partner("by-site", Terms.Scope.of(world.clinic))))
        .containsExactly(ct, mri);
  }

  @Test
  void sharesOnlyWhileTheAgreementHolds() {
    Organisation partner = world.registry.registerOrganisation("brief", "Brief");
    Instant end = NOW.plus(Duration.ofDays(1));
    assertThat(agree(partner, NOW, Optional.of(end))).isTrue();
    assertThat(visible(partner, NOW.minusSeconds(1))).isFalse();
    assertThat(visible(partner, NOW)).isTrue();
    assertThat(visible(partner, end)).isFalse();
  }

  @Test
  void agreesOnceAboutTheSameThings() {
    Organisation partner = world.registry.registerOrganisation("again", "Again");
    Instant end = NOW.plus(Duration.ofDays(1));
    assertThat(agree(partner, NOW, Optional.of(end))).isTrue();
    assertThat(agree(partner, NOW, Optional.empty())).isFalse();
    assertThat(agree(partner, end, Optional.empty())).isTrue();
  }

  @Test
  void refusesToShareWhatIsSomebodyElses() {
    assertThatThrownBy(() -> new Terms(world.forge, world.harbor, Terms.Scope.of(mri), NOW))
        .hasMessageContaining("only what is its own");
    assertThatThrownBy(() -> new Terms(world.forge, world.forge, Terms.Scope.everything(), NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Organisation partner(String code, Terms.Scope scope) {
    Organisation partner = world.registry.registerOrganisation(code, code);
    world.sharing.agree(new Terms(world.lakeside, partner, scope, NOW));
    return partner;
  }

  private static boolean agree(Organisation partner, Instant from, Optional<Instant> until) {
    return world.sharing.agree(
        new Terms(world.lakeside, partner, Terms.Scope.of(mri), from, until));
  }

  private static boolean visible(Organisation partner, Instant now) {
    return world.sharing.visible(partner.id(), mri.publicId(), now).isPresent();
  }

  private static List<Asset> sharedWith(Organisation partner) {
    return world.sharing.visibleTo(partner.id(), NOW).stream().map(VisibleAsset::asset).toList();
  }
}
