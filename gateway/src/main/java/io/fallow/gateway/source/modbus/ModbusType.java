package io.fallow.gateway.source.modbus;

import io.fallow.gateway.settings.Settings;
import io.fallow.gateway.settings.SettingsException;
import io.fallow.gateway.source.Source;
import io.fallow.gateway.source.SourceType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Makes sources of Modbus TCP devices. */
public final class ModbusType implements SourceType {

  @Override
  public String type() {
    return "modbus";
  }

  @Override
  public Source create(String name, Settings settings, Clock clock) throws SettingsException {
    List<Point> points = new ArrayList<>();
    for (Settings each : settings.list("registers")) {
      points.add(Point.of(each));
    }
    ModbusSource.Device device =
        new ModbusSource.Device(
            settings.text("host"),
            settings.integer("port", 502),
            settings.integer("unit", 1),
            settings.duration("every", "1s"),
            settings.duration("timeout", "3s"));
    return new ModbusSource(name, device, points, clock);
  }
}
