package io.fallow.sim.world;

import io.fallow.scheduler.calendar.WeeklyOpening;
import io.fallow.sim.device.DeviceModel;
import io.fallow.telemetry.registry.ActivityRule;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An asset of the demo world.
 *
 * @param device how it behaves; empty for an asset that waits for a real log
 * @param openings its own shared hours; none for its facility's
 */
public record DemoAsset(
    String code,
    String name,
    String type,
    Set<String> capabilities,
    ActivityRule rule,
    Optional<DeviceModel> device,
    List<WeeklyOpening> openings,
    List<DemoLockout> lockouts) {

  /** Takes copies of the collections. */
  public DemoAsset {
    capabilities = Set.copyOf(capabilities);
    openings = List.copyOf(openings);
    lockouts = List.copyOf(lockouts);
  }

  /** The same asset with shared hours of its own. */
  DemoAsset shared(List<WeeklyOpening> hours) {
    return new DemoAsset(code, name, type, capabilities, rule, device, hours, lockouts);
  }

  /** The same asset, locked out for a while. */
  DemoAsset lockedOut(DemoLockout lockout) {
    return new DemoAsset(code, name, type, capabilities, rule, device, openings, List.of(lockout));
  }
}
