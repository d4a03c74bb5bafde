package io.fallow.sim.world;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.scheduler.calendar.Turnaround;
import io.fallow.scheduler.membership.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Everything in the demo world but time.
 *
 * @param turnarounds by asset type
 */
public record DemoWorld(
    List<DemoOrganisation> organisations,
    List<DemoPerson> people,
    List<DemoAgreement> agreements,
    Map<String, Turnaround> turnarounds) {

  /** Takes copies of the collections. */
  public DemoWorld {
    organisations = List.copyOf(organisations);
    people = List.copyOf(people);
    agreements = List.copyOf(agreements);
    turnarounds = Map.copyOf(turnarounds);
  }

  /**
   * Four organisations: a hospital group on two continents, a machine shop whose Korean line waits
   * for its meter's log, a cooperative of farmers, and a clinic that owns nothing.
   */
  public static DemoWorld standard() {
    return new DemoWorld(
        List.of(
            new DemoOrganisation(
                "lakeside",
                "Lakeside Hospitals",
                List.of(Hospitals.konstanz(), Hospitals.chicago())),
            new DemoOrganisation(
                "forge",
                "Forge Contract Machining",
                List.of(MachineShops.esslingen(), MachineShops.gwangyang())),
            new DemoOrganisation(
                "fieldring", "Fieldring Machinery Cooperative", List.of(Farms.biberach())),
            new DemoOrganisation("harbor-clinic", "Harbor Clinic", List.of())),
        everybody(),
        List.of(
            DemoAgreement.everything("lakeside", "harbor-clinic"),
            DemoAgreement.everything("forge", "fieldring"),
            DemoAgreement.ofType("forge", "lakeside", "five_axis_mill"),
            DemoAgreement.ofFacility("lakeside", "forge", "konstanz"),
            DemoAgreement.ofType("fieldring", "forge", "tractor")),
        Map.ofEntries(
            Map.entry("mri", minutes(10, 10)),
            Map.entry("ct", minutes(5, 10)),
            Map.entry("ultrasound", minutes(0, 10)),
            Map.entry("lithotripter", minutes(15, 20)),
            Map.entry("ventilator", minutes(0, 60)),
            Map.entry("five_axis_mill", minutes(30, 20)),
            Map.entry("turning_center", minutes(20, 15)),
            Map.entry("laser_cutter", minutes(15, 10)),
            Map.entry("press_brake", minutes(15, 10)),
            Map.entry("wire_edm", minutes(30, 15)),
            Map.entry("measuring_machine", minutes(10, 5)),
            Map.entry("rolling_line", minutes(60, 60)),
            Map.entry("tractor", minutes(45, 30)),
            Map.entry("combine", minutes(60, 60)),
            Map.entry("sprayer", minutes(30, 45))));
  }

  /** One of each organisation who may do everything, and one for each role in a single one. */
  private static List<DemoPerson> everybody() {
    List<DemoPerson> people = new ArrayList<>();
    people.add(new DemoPerson("amara.osei", "Amara Osei", "lakeside"));
    people.add(new DemoPerson("jonas.weber", "Jonas Weber", "forge"));
    people.add(new DemoPerson("lena.huber", "Lena Huber", "fieldring"));
    people.add(new DemoPerson("marta.silva", "Marta Silva", "harbor-clinic"));
    for (Role role : Role.values()) {
      people.add(DemoPerson.only(role, "lakeside", "Lakeside"));
    }
    return people;
  }

  private static Turnaround minutes(long before, long after) {
    return new Turnaround(Duration.ofMinutes(before), Duration.ofMinutes(after));
  }

  /** The gateways of all facilities. */
  public List<GatewayAddress> gateways() {
    List<GatewayAddress> gateways = new ArrayList<>();
    for (DemoOrganisation organisation : organisations) {
      for (DemoFacility facility : organisation.facilities()) {
        gateways.add(new GatewayAddress(organisation.code(), facility.gateway()));
      }
    }
    return gateways;
  }
}
