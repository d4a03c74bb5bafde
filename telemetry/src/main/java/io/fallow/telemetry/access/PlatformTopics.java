package io.fallow.telemetry.access;

import java.util.List;

/**
 * What telemetry's own user may do at a broker: hear everything, give commands, and say of gateways
 * that were shut out that they are offline.
 */
public final class PlatformTopics {

  /** What it publishes: commands to gateways, their end, and what a Sparkplug host says. */
  public static final List<String> PUBLISH =
      List.of(
          "fallow/v1/+/+/commands",
          "fallow/v1/+/+/status",
          "spBv1.0/STATE/+",
          "spBv1.0/+/NCMD/+",
          "spBv1.0/+/DCMD/+/+");

  /** What it subscribes to, alone or shared. */
  public static final List<String> SUBSCRIBE = List.of("#", "$share/telemetry/#");

  private PlatformTopics() {}

  /** Whether it may publish to a topic. */
  public static boolean mayPublish(String topic) {
    return TopicFilters.isTopic(topic)
        && PUBLISH.stream().anyMatch(filter -> TopicFilters.covers(filter, topic));
  }
}
