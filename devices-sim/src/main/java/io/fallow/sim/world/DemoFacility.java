package io.fallow.sim.world;

import io.fallow.scheduler.calendar.WeeklyOpening;
import io.fallow.sim.device.HolidayCalendar;
import java.time.ZoneId;
import java.util.List;

/**
 * A facility of the demo world with its one gateway.
 *
 * @param latitude degrees north
 * @param longitude degrees east
 * @param holidays days on which its people rest and on which it does not share
 * @param gateway code of the gateway
 * @param openings when its assets without hours of their own are shared
 */
public record DemoFacility(
    String code,
    String name,
    ZoneId zone,
    double latitude,
    double longitude,
    HolidayCalendar holidays,
    String gateway,
    List<WeeklyOpening> openings,
    List<DemoAsset> assets) {

  /** Takes copies of the lists. */
  public DemoFacility {
    openings = List.copyOf(openings);
    assets = List.copyOf(assets);
  }
}
