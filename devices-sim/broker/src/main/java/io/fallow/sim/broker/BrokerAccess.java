package io.fallow.sim.broker;

/**
 * Who may do what on the broker. Asked from the broker's threads, several at once; answers must be
 * quick. The broker keeps a yes for some seconds.
 */
public interface BrokerAccess {

  /** Whether a client with this login may connect. Either text may be empty, neither is null. */
  boolean mayConnect(String user, String password);

  /**
   * Whether a user may connect with a client id; asked before the password. Who connects with the
   * id of another client ends that one's session, and takes its messages.
   */
  default boolean mayUse(String user, String clientId) {
    return true;
  }

  /** Whether a user may publish to a topic. */
  boolean mayPublish(String user, String topic);

  /**
   * Whether a user may subscribe to a topic filter. Of a shared subscription this is the filter
   * behind {@code $share/group/}.
   */
  boolean maySubscribe(String user, String topicFilter);
}
