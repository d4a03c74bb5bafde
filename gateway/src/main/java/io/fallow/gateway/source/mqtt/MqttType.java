package io.fallow.gateway.source.mqtt;

import io.fallow.gateway.settings.Settings;
import io.fallow.gateway.settings.SettingsException;
import io.fallow.gateway.source.Source;
import io.fallow.gateway.source.SourceType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes sources of a site's own broker. */
public final class MqttType implements SourceType {

  @Override
  public String type() {
    return "mqtt";
  }

  @Override
  public Source create(String name, Settings settings, Clock clock) throws SettingsException {
    List<Subscription> subscriptions = new ArrayList<>();
    for (Settings each : settings.list("topics")) {
      subscriptions.add(Subscription.of(each));
    }
    if (settings.has("ca") && !settings.text("broker").startsWith("ssl:")) {
      throw settings.fault("ca", "needs a broker like ssl://10.0.0.5:8883");
    }
    if (settings.has("ca") && !settings.text("broker").startsWith("ssl:")) {
      throw settings.fault("ca", "is of use only with a broker at ssl://");
    }
    LocalBroker broker =
        new LocalBroker(
            URI.create(settings.text("broker")),
            settings.optionalText("user"),
            password(settings),
            settings.optionalPath("ca"));
    return new MqttSource(name, broker, subscriptions, clock);
  }

  private static Optional<String> password(Settings settings) throws SettingsException {
    Optional<Path> file = settings.optionalPath("passwordFile");
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(file.get()).strip());
    } catch (IOException e) {
      throw settings.fault("passwordFile", file.get() + " cannot be read: " + e.getMessage());
    }
  }
}
