package io.fallow.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.Topics;
import io.fallow.scheduler.membership.Role;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DemoWorldTest {

  private static final DemoWorld WORLD = DemoWorld.standard();
  private static final List<DemoFacility> FACILITIES =
      WORLD.organisations().stream().flatMap(o -> o.facilities().stream()).toList();
  private static final List<DemoAsset> ASSETS =
      FACILITIES.stream().flatMap(f -> f.assets().stream()).toList();

  @Test
  void hasFourOrganisationsOfWhichTheClinicOwnsNothing() {
    assertThat(WORLD.organisations())
        .extracting(DemoOrganisation::code)
        .containsExactly("lakeside", "forge", "fieldring", "harbor-clinic");
    assertThat(WORLD.organisations().get(3).facilities()).isEmpty();
  }

  @Test
  void hasSomebodyOfEachOrganisationWhoMayDoEverythingAndOneForEachRole() {
    assertThat(WORLD.people())
        .filteredOn(person -> person.roles().size() == Role.values().length)
        .extracting(DemoPerson::organisation)
        .containsExactly("lakeside", "forge", "fieldring", "harbor-clinic");
    assertThat(WORLD.people())
        .filteredOn(person -> person.roles().size() == 1)
        .extracting(DemoPerson::id)
        .containsExactly(
            "lakeside.admin",
            "lakeside.operator",
            "lakeside.approver",
            "lakeside.booker",
            "lakeside.auditor");
  }

  @Test
  void hasTheHospitalsInTwoZones() {
    Set<ZoneId> zones =
        WORLD.organisations().get(0).facilities().stream()
            .map(DemoFacility::zone)
            .collect(Collectors.toSet());

    assertThat(zones).hasSize(2);
  }

  @Test
  void simulatesAtLeastTwentyFourAssetsOfEightTypes() {
    List<DemoAsset> simulated = ASSETS.stream().filter(a -> a.device().isPresent()).toList();

    assertThat(simulated).hasSizeGreaterThanOrEqualTo(24);
    assertThat(simulated.stream().map(DemoAsset::type).distinct()).hasSizeGreaterThanOrEqualTo(8);
  }

  @Test
  void leavesTheSteelLineToItsRealLog() {
    DemoAsset line =
        ASSETS.stream().filter(a -> a.code().equals("steel-line")).findAny().orElseThrow();

    assertThat(line.device()).isEmpty();
  }

  @Test
  void callsEverythingByValidAndUniqueCodes() {
    List<String> codes =
        ASSETS.stream().map(DemoAsset::code).collect(Collectors.toCollection(ArrayList::new));
    FACILITIES.forEach(f -> codes.addAll(List.of(f.code(), f.gateway())));
    WORLD.organisations().forEach(o -> codes.add(o.code()));

    assertThat(codes).allMatch(code -> code.matches(Topics.CODE)).doesNotHaveDuplicates();
    assertThat(ASSETS).allMatch(asset -> asset.type().matches("[a-z][a-z0-9_]*"));
  }

  @Test
  void knowsATurnaroundForEachType() {
    Set<String> types = ASSETS.stream().map(DemoAsset::type).collect(Collectors.toSet());

    assertThat(WORLD.turnarounds().keySet()).isEqualTo(types);
  }

  @Test
  void sharesOnlyWhatThereIs() {
    Set<String> organisations = new HashSet<>();
    WORLD.organisations().forEach(o -> organisations.add(o.code()));

    for (DemoAgreement agreement : WORLD.agreements()) {
      assertThat(organisations).contains(agreement.owner(), agreement.partner());
      assertThat(agreement.facility().stream())
          .allMatch(code -> FACILITIES.stream().anyMatch(f -> f.code().equals(code)));
      assertThat(agreement.assetType().stream())
          .allMatch(type -> ASSETS.stream().anyMatch(a -> a.type().equals(type)));
    }
  }

  @Test
  void sharesSomethingAtNightAndOnSundays() {
    assertThat(FACILITIES)
        .allMatch(
            facility -> facility.openings().stream().anyMatch(o -> o.day() == DayOfWeek.SUNDAY));
  }
}
