package io.fallow.sim.local;

import io.fallow.gateway.wire.GatewayAddress;
import java.util.regex.Pattern;

/** Which topics of Sparkplug B are an edge node's, and which the host application's. */
final class EdgeNodeTopics {

  private static final Pattern OF_HOST =
      Pattern.compile("spBv1\\.0/(STATE/[^/]+|[^/]+/NCMD/[^/]+|[^/]+/DCMD/[^/]+/[^/]+)");

  /** The states of hosts; Tahu's client asks for the second form besides, where nothing is. */
  private static final Pattern STATES = Pattern.compile("spBv1\\.0/(STATE/)?[^/#]+");

  private EdgeNodeTopics() {}

  /** What the host application publishes: its state and commands. */
  static boolean ofHost(String topic) {
    return OF_HOST.matcher(topic).matches();
  }

  /** Its own births, data and deaths, and those of its devices. */
  static boolean mayPublish(GatewayAddress node, String topic) {
    return topic.matches(own(node, "(N(BIRTH|DATA|DEATH)", "|D(BIRTH|DATA|DEATH)"));
  }

  /** Its own commands and death, and the states of hosts. */
  static boolean maySubscribe(GatewayAddress node, String topicFilter) {
    return STATES.matcher(topicFilter).matches()
        || topicFilter.matches(own(node, "(N(CMD|DEATH)", "|DCMD"));
  }

  private static String own(GatewayAddress node, String ofNode, String ofDevices) {
    String name = Pattern.quote(node.gateway());
    return "spBv1\\.0/"
        + Pattern.quote(node.organisation())
        + "/"
        + ofNode
        + "/"
        + name
        + ofDevices
        + "/"
        + name
        + "/[^/]+)";
  }
}
