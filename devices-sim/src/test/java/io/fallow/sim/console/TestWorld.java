package io.fallow.sim.console;

import io.fallow.sim.world.DemoAgreement;
import io.fallow.sim.world.DemoAsset;
import io.fallow.sim.world.DemoFacility;
import io.fallow.sim.world.DemoOrganisation;
import io.fallow.sim.world.DemoPerson;
import io.fallow.sim.world.DemoWorld;
import io.fallow.sim.world.FleetWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The demo world, besides an organisation that gives everything a hostile name, its partner, and
 * one that will own a large fleet.
 */
final class TestWorld {

  static final String MALLORY = "mallory";
  static final String VICTIM = "vic.tim";
  static final String FLEET_OWNER = "fiona.fleet";

  private TestWorld() {}

  static DemoWorld world() {
    DemoWorld demo = DemoWorld.standard();
    List<DemoOrganisation> organisations = new ArrayList<>(demo.organisations());
    organisations.add(
        new DemoOrganisation(
            "hostile", HostileNames.SCRIPT, List.of(hostile(demo.organisations().get(0)))));
    organisations.add(new DemoOrganisation("victim", HostileNames.MIRRORED, List.of()));
    organisations.add(new DemoOrganisation(FleetWorld.OWNER, "Fleet", List.of()));
    List<DemoPerson> people = new ArrayList<>(demo.people());
    people.add(new DemoPerson(MALLORY, HostileNames.SCRIPT, "hostile"));
    people.add(new DemoPerson(VICTIM, HostileNames.LONG, "victim"));
    people.add(new DemoPerson(FLEET_OWNER, "Fiona Fleet", FleetWorld.OWNER));
    List<DemoAgreement> agreements = new ArrayList<>(demo.agreements());
    agreements.add(new DemoAgreement("hostile", "victim", Optional.empty(), Optional.empty()));
    return new DemoWorld(organisations, people, agreements, demo.turnarounds());
  }

  /** A facility of another organisation and its first machines, each under a hostile name. */
  private static DemoFacility hostile(DemoOrganisation model) {
    DemoFacility facility = model.facilities().get(0);
    List<DemoAsset> assets =
        IntStream.range(0, HostileNames.ALL.size())
            .mapToObj(i -> renamed(facility.assets().get(i), HostileNames.ALL.get(i)))
            .toList();
    return new DemoFacility(
        "hall",
        HostileNames.MIRRORED + HostileNames.SCRIPT,
        facility.zone(),
        facility.latitude(),
        facility.longitude(),
        facility.holidays(),
        "hall-gw",
        facility.openings(),
        assets);
  }

  private static DemoAsset renamed(DemoAsset asset, String name) {
    return new DemoAsset(
        asset.code(),
        name,
        asset.type(),
        asset.capabilities(),
        asset.rule(),
        asset.device(),
        asset.openings(),
        asset.lockouts());
  }
}
