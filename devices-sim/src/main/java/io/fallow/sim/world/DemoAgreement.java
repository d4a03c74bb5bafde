package io.fallow.sim.world;

import java.util.Optional;

/**
 * What an owner shares with a partner of the demo world.
 *
 * @param facility code of the owner's facility; empty for all of them
 * @param assetType empty for all types
 */
public record DemoAgreement(
    String owner, String partner, Optional<String> facility, Optional<String> assetType) {

  static DemoAgreement everything(String owner, String partner) {
    return new DemoAgreement(owner, partner, Optional.empty(), Optional.empty());
  }

  static DemoAgreement ofFacility(String owner, String partner, String facility) {
    return new DemoAgreement(owner, partner, Optional.of(facility), Optional.empty());
  }

  static DemoAgreement ofType(String owner, String partner, String assetType) {
    return new DemoAgreement(owner, partner, Optional.empty(), Optional.of(assetType));
  }
}
