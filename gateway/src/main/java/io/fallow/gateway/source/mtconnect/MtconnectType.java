package io.fallow.gateway.source.mtconnect;

import io.fallow.gateway.settings.Settings;
import io.fallow.gateway.settings.SettingsException;
import io.fallow.gateway.source.Quantity;
import io.fallow.gateway.source.Source;
import io.fallow.gateway.source.SourceType;
import io.fallow.gateway.source.Target;
import io.fallow.gateway.source.TargetSettings;
import io.fallow.gateway.wire.Activity;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes sources of MTConnect agents. */
public final class MtconnectType implements SourceType {

  @Override
  public String type() {
    return "mtconnect";
  }

  @Override
  public Source create(String name, Settings settings, Clock clock) throws SettingsException {
    List<Machine> machines = new ArrayList<>();
    Set<String> assets = new HashSet<>();
    for (Settings each : settings.list("devices")) {
      if (!assets.add(each.text("asset"))) {
        throw each.fault("asset", "another device is this asset");
      }
      machines.add(machine(each));
    }
    return new MtconnectSource(
        name, url(settings), settings.duration("every", "1s"), machines, clock);
  }

  private static URI url(Settings settings) throws SettingsException {
    try {
      URI url = URI.create(settings.text("url"));
      if (url.getHost() == null || url.getQuery() != null) {
        throw settings.fault("url", "is not like http://10.0.0.5:5000");
      }
      return url;
    } catch (IllegalArgumentException e) {
      throw settings.fault("url", e.getMessage());
    }
  }

  private static Machine machine(Settings settings) {
    Map<String, Activity> own =
        TargetSettings.activities(settings).entrySet().stream()
            .collect(
                Collectors.toMap(
                    each -> each.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
    return new Machine(
        settings.text("device"),
        settings.optionalText("path"),
        settings.text("asset"),
        own,
        gauge(settings, "power", Quantity.POWER),
        gauge(settings, "counter", Quantity.COUNTER));
  }

  private static Optional<Gauge> gauge(Settings settings, String key, Quantity quantity) {
    Target target = new Target(settings.text("asset"), quantity, 1, Map.of());
    return settings.optionalText(key).map(item -> new Gauge(item, target));
  }
}
