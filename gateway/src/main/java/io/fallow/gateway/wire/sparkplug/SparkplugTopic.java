package io.fallow.gateway.wire.sparkplug;

import io.fallow.gateway.wire.GatewayAddress;
import java.util.Optional;

/**
 * Where an edge node publishes: {@code spBv1.0/{group}/{kind}/{node}[/{device}]}. The group id is
 * the organisation's code and the edge node id the gateway's.
 *
 * @param device empty in a message of the node itself
 */
public record SparkplugTopic(GatewayAddress gateway, MessageKind kind, Optional<String> device) {

  /** Matches all of Sparkplug B. */
  public static final String EVERYTHING = "spBv1.0/#";

  private static final String PREFIX = "spBv1.0/";
  private static final int LONGEST_DEVICE = 200;

  /** Checks that a device is named just where the kind needs one. */
  public SparkplugTopic {
    if (kind.ofDevice() != device.isPresent()) {
      throw new IllegalArgumentException("a device is named by the messages of a device alone");
    }
  }

  /**
   * What a topic names; empty where it is not a message of a node whose group and name are codes of
   * an organisation and a gateway.
   */
  public static Optional<SparkplugTopic> parse(String topic) {
    String[] parts = topic.split("/", -1);
    if (!topic.startsWith(PREFIX) || parts.length < 4 || parts.length > 5) {
      return Optional.empty();
    }
    Optional<String> device = parts.length == 5 ? Optional.of(parts[4]) : Optional.empty();
    if (device.filter(id -> id.isEmpty() || id.length() > LONGEST_DEVICE).isPresent()) {
      return Optional.empty();
    }
    try {
      GatewayAddress gateway = new GatewayAddress(parts[1], parts[3]);
      return MessageKind.of(parts[2])
          .filter(kind -> kind.ofDevice() == device.isPresent())
          .map(kind -> new SparkplugTopic(gateway, kind, device));
    } catch (IllegalArgumentException noCodes) {
      return Optional.empty();
    }
  }

  /** Whether a topic carries what a host says (commands, its state) and no node. */
  public static boolean isOfHosts(String topic) {
    String[] parts = topic.split("/", -1);
    return parts.length > 2
        && parts[0].equals("spBv1.0")
        && (parts[1].equals("STATE") || parts[2].equals("NCMD") || parts[2].equals("DCMD"));
  }

  /** Where a node hears commands. */
  public static String command(GatewayAddress gateway) {
    return PREFIX + gateway.organisation() + "/NCMD/" + gateway.gateway();
  }

  /** Where a host says whether it is online; retained. */
  public static String state(String hostId) {
    return PREFIX + "STATE/" + hostId;
  }
}
