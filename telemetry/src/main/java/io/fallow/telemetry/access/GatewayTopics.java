package io.fallow.telemetry.access;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.Topics;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one gateway may do at a broker, as topic filters; everything else is refused. Below its own
 * prefix it may publish anything but commands to itself: what telemetry does not know it rejects,
 * and keeps. If it speaks Sparkplug B it is the edge node of its name.
 *
 * @param notPublish goes before {@code publish}
 * @param subscribe what it may subscribe to, and receive
 */
public record GatewayTopics(List<String> notPublish, List<String> publish, List<String> subscribe) {

  /** A client id that begins with a gateway's address, as those of its uplinks do. */
  private static final Pattern NAMED = Pattern.compile("([^.]+\\.[^.]+)(\\..*)?", Pattern.DOTALL);

  /** Client ids that begin so are the platform's. */
  private static final String PLATFORM = "fallow-";

  /** The states of Sparkplug hosts; Tahu's client asks for the second form besides. */
  static final List<String> HOSTS = List.of("spBv1.0/STATE/+", "spBv1.0/+");

  /** Takes copies. */
  public GatewayTopics {
    notPublish = List.copyOf(notPublish);
    publish = List.copyOf(publish);
    subscribe = List.copyOf(subscribe);
  }

  /** Those of a gateway. */
  public static GatewayTopics of(GatewayAddress own) {
    String group = "spBv1.0/" + own.organisation() + "/";
    String node = "/" + own.gateway();
    return new GatewayTopics(
        List.of(Topics.commands(own)),
        List.of(
            "fallow/v1/" + own.organisation() + node + "/#",
            group + "NBIRTH" + node,
            group + "NDATA" + node,
            group + "NDEATH" + node,
            group + "DBIRTH" + node + "/+",
            group + "DDATA" + node + "/+",
            group + "DDEATH" + node + "/+"),
        List.of(
            Topics.commands(own),
            group + "NCMD" + node,
            group + "DCMD" + node + "/#",
            group + "NDEATH" + node,
            HOSTS.get(0),
            HOSTS.get(1)));
  }

  /** Whether it may publish to a topic, retained or not, and leave a will there. */
  public boolean mayPublish(String topic) {
    return TopicFilters.isTopic(topic)
        && notPublish.stream().noneMatch(filter -> TopicFilters.covers(filter, topic))
        && publish.stream().anyMatch(filter -> TopicFilters.covers(filter, topic));
  }

  /** Whether it may subscribe to a filter. Shared subscriptions are none of its business. */
  public boolean maySubscribe(String filter) {
    return subscribe.stream().anyMatch(allowed -> TopicFilters.covers(allowed, filter));
  }

  /**
   * Whether a gateway may connect with a client id. Who connects with the id of another ends that
   * one's session: so ids that tell whose they are, are theirs alone.
   */
  public static boolean mayUse(GatewayAddress gateway, String clientId) {
    Matcher named = NAMED.matcher(clientId);
    return !clientId.startsWith(PLATFORM)
        && (!named.matches() || named.group(1).equals(gateway.toString()));
  }
}
