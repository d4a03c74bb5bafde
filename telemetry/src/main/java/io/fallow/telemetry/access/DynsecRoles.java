package io.fallow.telemetry.access;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.gateway.wire.GatewayAddress;
import java.util.List;

/** Roles of Mosquitto's dynamic security: who may do what there. Nothing is allowed by default. */
final class DynsecRoles {

  static final String COMMANDS = "$CONTROL/dynamic-security/v1";
  static final String RESPONSES = COMMANDS + "/response";
  static final String ADMIN = "fallow-admin";
  static final String TELEMETRY = "fallow-telemetry";
  static final String GATEWAY = "fallow-gateway";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String SEND = "publishClientSend";
  private static final String RECEIVE = "publishClientReceive";
  private static final String SUBSCRIBE = "subscribePattern";

  private DynsecRoles() {}

  /** The name of a gateway's role. */
  static String name(GatewayAddress gateway) {
    return gateway.toString();
  }

  /**
   * What one gateway may do besides what all may and may not. In as few lines as can be, as
   * Mosquitto writes its whole list anew at each change: of its node's Sparkplug topics all, from
   * which {@link #gatewayAcls} takes the commands again.
   */
  static ArrayNode acls(GatewayAddress gateway) {
    GatewayTopics topics = GatewayTopics.of(gateway);
    ArrayNode acls = JSON.arrayNode();
    String node = "spBv1.0/" + gateway.organisation() + "/+/" + gateway.gateway();
    acls.add(
        acl(SEND, "fallow/v1/" + gateway.organisation() + "/" + gateway.gateway() + "/#", 0, true));
    acls.add(acl(SEND, node, 0, true));
    acls.add(acl(SEND, node + "/+", 0, true));
    topics.subscribe().stream()
        .filter(topic -> !GatewayTopics.HOSTS.contains(topic))
        .forEach(topic -> acls.add(acl(SUBSCRIBE, topic, 0, true)));
    return acls;
  }

  /**
   * What no gateway may publish, and what every one may do: hear of hosts, and receive what it may
   * subscribe to.
   */
  static ArrayNode gatewayAcls() {
    ArrayNode acls = JSON.arrayNode();
    List.of("fallow/v1/+/+/commands", "spBv1.0/+/NCMD/#", "spBv1.0/+/DCMD/#", "spBv1.0/STATE/#")
        .forEach(topic -> acls.add(acl(SEND, topic, 0, false)));
    GatewayTopics.HOSTS.forEach(topic -> acls.add(acl(SUBSCRIBE, topic, 0, true)));
    acls.add(acl(RECEIVE, "fallow/v1/+/+/commands", 0, true));
    acls.add(acl(RECEIVE, "spBv1.0/#", 0, true));
    return acls;
  }

  /** What whoever administers the list may do, and nothing else. */
  static ArrayNode adminAcls() {
    ArrayNode acls = JSON.arrayNode();
    acls.add(acl(SEND, COMMANDS, 0, true));
    acls.add(acl(SUBSCRIBE, RESPONSES, 0, true));
    acls.add(acl(RECEIVE, RESPONSES, 0, true));
    return acls;
  }

  /** What telemetry may do. */
  static ArrayNode telemetryAcls() {
    ArrayNode acls = JSON.arrayNode();
    PlatformTopics.PUBLISH.forEach(topic -> acls.add(acl(SEND, topic, 0, true)));
    PlatformTopics.SUBSCRIBE.forEach(topic -> acls.add(acl(SUBSCRIBE, topic, 0, true)));
    acls.add(acl(RECEIVE, "#", 0, true));
    return acls;
  }

  private static ObjectNode acl(String type, String topic, int priority, boolean allow) {
    return JSON.objectNode()
        .put("acltype", type)
        .put("topic", topic)
        .put("priority", priority)
        .put("allow", allow);
  }

  /** The roles that a gateway's client has; what all may not goes before what it may. */
  static ArrayNode of(GatewayAddress gateway) {
    return only(name(gateway)).add(JSON.objectNode().put("rolename", GATEWAY).put("priority", 1));
  }

  /** A list of one role, as clients have them. */
  static ArrayNode only(String role) {
    return JSON.arrayNode().add(JSON.objectNode().put("rolename", role));
  }

  /** What counts where no role says anything: nothing is allowed but to unsubscribe. */
  static ObjectNode defaults() {
    return JSON.objectNode()
        .put(SEND, false)
        .put(RECEIVE, false)
        .put("subscribe", false)
        .put("unsubscribe", true);
  }
}
