package io.fallow.telemetry;

import io.fallow.telemetry.ops.HealthCheck;
import io.fallow.telemetry.sparkplug.SparkplugHost;
import java.util.Optional;

/** Whether edge nodes that speak Sparkplug B are followed, here or by another instance. */
record SparkplugCheck(SparkplugHost host) implements HealthCheck {

  @Override
  public String name() {
    return "sparkplug";
  }

  @Override
  public Optional<String> fault() {
    return host.trouble();
  }
}
