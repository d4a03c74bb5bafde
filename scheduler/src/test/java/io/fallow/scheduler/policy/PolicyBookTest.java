package io.fallow.scheduler.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.calendar.Turnaround;
import io.fallow.scheduler.policy.Quotas.Quota;
import io.fallow.scheduler.sharing.VisibleAsset;
import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Facility;
import io.fallow.telemetry.registry.RuleHistory;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyBookTest {

  private static final int OWNER = 1;
  private static final int BOOKER = 2;
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static final Facility BARN = place(10, OWNER, "barn", 48.0, 9.0);
  private static final Facility NEAR = place(20, BOOKER, "near", 48.1, 9.0); // 11 km
  private static final Facility FAR = place(21, BOOKER, "far", 49.0, 9.0); // 111 km

  private static final Scope TYPE = new Scope.OfType(OWNER, "tractor");
  private static final Scope ASSET = new Scope.OfAsset(5);
  private static final Scope AGREEMENT = new Scope.OfAgreement(7);

  private static final VisibleAsset SHARED = VisibleAsset.shared(tractor(), OptionalInt.of(7));
  private static final VisibleAsset OWN = VisibleAsset.own(tractor());

  private static Facility place(int id, int organisation, String code, double north, double east) {
    return new Facility(id, organisation, code, code, BERLIN, north, east);
  }

  private static Asset tractor() {
    return new Asset(
        5,
        OWNER,
        "owner",
        "Owner",
        BARN,
        "t-1",
        "Tractor",
        "tractor",
        Set.of(),
        RuleHistory.always(new ActivityRule.Reported(Duration.ofMinutes(5))));
  }

  private static PolicyBook book(Map<Scope, String> said) {
    Map<Scope, Statement> statements = new HashMap<>();
    said.forEach((scope, json) -> statements.put(scope, Statement.read(json)));
    return new PolicyBook(1, statements, Map.of(OWNER, List.of(BARN), BOOKER, List.of(FAR, NEAR)));
  }

  private static Policy shared(Map<Scope, String> said) {
    return book(said).of(SHARED, BOOKER);
  }

  @Test
  void isThePlatformsWhereNobodySaidAnything() {
    assertThat(shared(Map.of())).isEqualTo(Policy.PLATFORM);
    assertThat(shared(Map.of(TYPE, "{}", ASSET, "{}", AGREEMENT, "{}"))).isEqualTo(Policy.PLATFORM);
  }

  @Test
  void theMostSpecificStatementCountsTermByTerm() {
    Policy policy =
        shared(
            Map.of(
                TYPE, "{\"longest\":\"P1D\",\"notice\":\"PT1H\",\"grace\":\"PT5M\"}",
                ASSET, "{\"longest\":\"PT8H\",\"notice\":\"PT2H\"}",
                AGREEMENT, "{\"longest\":\"PT2H\"}"));
    assertThat(policy.longest()).isEqualTo(Duration.ofHours(2));
    assertThat(policy.notice()).isEqualTo(Duration.ofHours(2));
    assertThat(policy.grace()).isEqualTo(Duration.ofMinutes(5));
    assertThat(policy.shortest()).isEqualTo(Policy.PLATFORM.shortest());
  }

  @Test
  void saysEveryTermThatCanBeStated() {
    Policy policy = shared(Map.of(AGREEMENT, StatementTest.EVERY_TERM));
    assertThat(policy.shortest()).isEqualTo(Duration.ofMinutes(30));
    assertThat(policy.longest()).isEqualTo(Duration.ofHours(8));
    assertThat(policy.granularity()).isEqualTo(Duration.ofMinutes(15));
    assertThat(policy.notice()).isEqualTo(Duration.ofHours(2));
    assertThat(policy.horizon()).isEqualTo(Duration.ofDays(14));
    assertThat(policy.quotas())
        .isEqualTo(
            new Quotas(
                Optional.of(new Quota<>(3, AGREEMENT)),
                Optional.of(new Quota<>(2, AGREEMENT)),
                Optional.of(new Quota<>(Duration.ofHours(20), AGREEMENT)),
                Optional.of(new Quota<>(Duration.ofMinutes(3750), AGREEMENT))));
    assertThat(policy.transport()).hasSize(2);
    assertThat(policy.qualifications()).containsExactly("iso-13485");
    assertThat(policy.personQualifications()).containsExactlyInAnyOrder("a", "mri-level-2");
    assertThat(policy.approval()).isEqualTo(Policy.Approval.OWNER);
    assertThat(policy.approvalWithin()).isEqualTo(Duration.ofHours(12));
    assertThat(policy.holdFor()).isEqualTo(Duration.ofMinutes(10));
    assertThat(policy.grace()).isEqualTo(Duration.ofMinutes(30));
    assertThat(policy.releaseAfterIdle()).isEqualTo(Duration.ofMinutes(45));
    assertThat(policy.faultAfter()).isEqualTo(Duration.ofMinutes(15));
    assertThat(policy.cancellation()).hasSize(2);
    assertThat(policy.price().orElseThrow().per()).isEqualTo(Policy.Price.Per.USED);
    assertThat(policy.withheld()).isTrue();
    assertThat(policy.leastProbability()).isEqualTo(0.8);
    assertThat(policy.probabilityStep()).isEqualTo(0.1);
  }

  @Test
  void aMoreSpecificNoneLiftsALimit() {
    Policy policy =
        shared(
            Map.of(
                TYPE,
                "{\"simultaneous\":1,\"granularity\":\"PT1H\",\"price\":"
                    + "{\"perHour\":9,\"currency\":\"EUR\",\"per\":\"used\"}}",
                AGREEMENT,
                "{\"simultaneous\":\"none\",\"granularity\":\"none\",\"price\":\"free\"}"));
    assertThat(policy.quotas().any()).isFalse();
    assertThat(policy.grid(BERLIN)).isEmpty();
    assertThat(policy.price()).isEmpty();
  }

  @Test
  void aQuotaCountsWhatItWasSaidFor() {
    Quotas quotas =
        shared(
                Map.of(
                    TYPE, "{\"simultaneous\":2,\"hoursPerWeek\":8}", AGREEMENT, "{\"pending\":1}"))
            .quotas();
    assertThat(quotas.simultaneous()).contains(new Quota<>(2, TYPE));
    assertThat(quotas.pending()).contains(new Quota<>(1, AGREEMENT));
    assertThat(TYPE.covers(99, "tractor", 3)).isTrue();
    assertThat(TYPE.covers(99, "baler", 7)).isFalse();
    assertThat(ASSET.covers(5, "tractor", 3)).isTrue();
    assertThat(ASSET.covers(6, "tractor", 7)).isFalse();
    assertThat(AGREEMENT.covers(5, "tractor", 7)).isTrue();
    assertThat(AGREEMENT.covers(5, "tractor", 0)).isFalse();
  }

  @Test
  void anAgreementIsNothingToTheOwnerAndAnotherOwnersTypeNothingToAnybody() {
    PolicyBook book =
        book(
            Map.of(
                AGREEMENT,
                "{\"withheld\":true}",
                new Scope.OfType(9, "tractor"),
                "{\"notice\":\"PT9H\"}"));
    assertThat(book.of(OWN, OWNER)).isEqualTo(Policy.PLATFORM);
  }

  @Test
  void transportAddsToTheTurnaroundByWhereTheBookerComesFrom() {
    PolicyBook book =
        book(
            Map.of(
                TYPE,
                "{\"before\":\"PT10M\",\"after\":\"PT5M\",\"transport\":["
                    + "{\"beyondKm\":0,\"before\":\"PT30M\",\"after\":\"PT20M\"},"
                    + "{\"beyondKm\":50,\"before\":\"PT2H\",\"after\":\"PT1H\"}]}"));
    assertThat(book.of(SHARED, Optional.of(NEAR)).turnaround()).isEqualTo(minutes(40, 25));
    assertThat(book.of(SHARED, Optional.of(FAR)).turnaround()).isEqualTo(minutes(130, 65));
    assertThat(book.of(OWN, OWNER).turnaround()).isEqualTo(minutes(10, 5));
  }

  @Test
  void whoSaysNotFromWhereComesFromTheNearestFacilityAndWhoHasNoneFromFarAway() {
    PolicyBook book =
        book(
            Map.of(
                ASSET,
                "{\"transport\":[{\"beyondKm\":50,\"before\":\"PT2H\",\"after\":\"PT1H\"}]}"));
    assertThat(book.nearest(BOOKER, SHARED.asset())).contains(NEAR);
    assertThat(book.of(SHARED, BOOKER).turnaround()).isEqualTo(Turnaround.NONE);
    assertThat(book.of(SHARED, 77).turnaround()).isEqualTo(minutes(120, 60));
  }

  private static Turnaround minutes(int before, int after) {
    return new Turnaround(Duration.ofMinutes(before), Duration.ofMinutes(after));
  }

  @Test
  void aCancellationCostsWhatItsTierSays() {
    Policy policy = shared(Map.of(AGREEMENT, StatementTest.EVERY_TERM));
    assertThat(policy.feePercent(Duration.ofDays(2))).isZero();
    assertThat(policy.feePercent(Duration.ofDays(2).minusSeconds(1))).isEqualTo(50);
    assertThat(policy.feePercent(Duration.ofHours(-1))).isEqualTo(50);
    assertThat(Policy.PLATFORM.feePercent(Duration.ZERO)).isZero();
  }
}
