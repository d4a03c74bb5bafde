package io.fallow.sim.world;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.sim.device.DeviceModel;
import io.fallow.sim.device.SimulatedDevice;
import java.util.ArrayList;
import java.util.List;

/** Makes the devices of a demo world: new ones at each call, which all do the same. */
public final class DemoDevices {

  private DemoDevices() {}

  /**
   * A device and where it belongs.
   *
   * @param asset the device's asset in the demo world
   */
  public record Placed(GatewayAddress gateway, DemoAsset asset, SimulatedDevice device) {

    /** What the API calls the asset. */
    public String publicId() {
      return gateway.organisation() + "." + asset.code();
    }
  }

  /** All devices of a world under a seed. Assets that wait for a real log have none. */
  public static List<Placed> of(DemoWorld world, long seed) {
    List<Placed> devices = new ArrayList<>();
    for (DemoOrganisation organisation : world.organisations()) {
      for (DemoFacility facility : organisation.facilities()) {
        GatewayAddress gateway = new GatewayAddress(organisation.code(), facility.gateway());
        for (DemoAsset asset : facility.assets()) {
          asset
              .device()
              .map(model -> device(asset, model, facility, seed ^ organisation.code().hashCode()))
              .ifPresent(device -> devices.add(new Placed(gateway, asset, device)));
        }
      }
    }
    return devices;
  }

  private static SimulatedDevice device(
      DemoAsset asset, DeviceModel model, DemoFacility facility, long seed) {
    return new SimulatedDevice(asset.code(), model, facility.zone(), facility.holidays(), seed);
  }
}
