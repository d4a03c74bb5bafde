package io.fallow.gateway.source.modbus;

import io.fallow.gateway.settings.Settings;
import io.fallow.gateway.settings.SettingsException;
import io.fallow.gateway.source.Snapshot;
import io.fallow.gateway.source.SourceException;
import io.fallow.gateway.source.Target;
import io.fallow.gateway.source.TargetSettings;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One value of a device.
 *
 * @param address of its first register or bit, from 0
 * @param most what its magnitude cannot exceed, scaled; beyond it the device, or this setting, has
 *     the bytes wrong
 */
record Point(
    Table table,
    int address,
    NumberForm form,
    ByteOrder order,
    OptionalDouble most,
    Target target) {

  private static final int ADDRESSES = 65_536;

  static Point of(Settings settings) throws SettingsException {
    Table table = Table.valueOf(settings.text("table", "holding").toUpperCase(Locale.ROOT));
    NumberForm form = NumberForm.valueOf(settings.text("as", "uint16").toUpperCase(Locale.ROOT));
    if (table.isOfBits() && settings.has("as")) {
      throw settings.fault("as", "a " + settings.text("table") + " is a single bit");
    }
    Point point =
        new Point(
            table,
            settings.integer("address", 0),
            form,
            ByteOrder.valueOf(settings.text("order", "ABCD")),
            settings.has("most")
                ? OptionalDouble.of(settings.number("most", 0))
                : OptionalDouble.empty(),
            TargetSettings.target(settings));
    if (point.address + point.width() > ADDRESSES) {
      throw settings.fault("address", "the value would end behind the last register");
    }
    return point;
  }

  /** How many registers, or bits. */
  int width() {
    return table.isOfBits() ? 1 : form.words();
  }

  /**
   * Adds its value to what is known.
   *
   * @param words its registers, or 0 or 1 for a bit
   */
  void read(int[] words, Snapshot snapshot) throws SourceException {
    double value = table.isOfBits() ? words[0] : form.of(order.ordered(words));
    if (most.isPresent() && !(Math.abs(value * target.scale()) <= most.getAsDouble())) {
      throw new SourceException(
          "%s: %s at %d is beyond %s: is the byte order right?"
              .formatted(target.asset(), value * target.scale(), address, most.getAsDouble()));
    }
    target.number(value, snapshot);
  }
}
