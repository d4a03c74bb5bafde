package io.fallow.sim.world;

import java.util.List;

/** An organisation of the demo world; one without facilities owns nothing and books from others. */
public record DemoOrganisation(String code, String name, List<DemoFacility> facilities) {

  /** Takes a copy of the facilities. */
  public DemoOrganisation {
    facilities = List.copyOf(facilities);
  }
}
