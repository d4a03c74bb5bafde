package io.fallow.sim.broker;

import java.util.Objects;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.apache.activemq.artemis.utils.CompositeAddress;

/**
 * Turns Artemis's questions about addresses into questions about topics: an address is a topic with
 * other signs ({@code .} for {@code /}, {@code *} for {@code +}), a subscription's queue is named
 * {@code address::queue}.
 */
final class TopicPermissions implements ActiveMQSecurityManager5 {

  private static final WildcardConfiguration SIGNS = new WildcardConfiguration();

  private final BrokerAccess access;

  TopicPermissions(BrokerAccess access) {
    this.access = access;
  }

  @Override
  public Subject authenticate(
      String user, String password, RemotingConnection connection, String securityDomain) {
    if (!validateUser(user, password)) {
      return null;
    }
    Subject subject = new Subject();
    subject.getPrincipals().add(new UserPrincipal(user));
    return subject;
  }

  @Override
  public boolean authorize(Subject subject, Set<Role> roles, CheckType check, String address) {
    return subject.getPrincipals(UserPrincipal.class).stream()
        .anyMatch(principal -> may(principal.getName(), check, topicOf(address)));
  }

  @Override
  public boolean validateUser(String user, String password) {
    return user != null && access.mayConnect(user, Objects.requireNonNullElse(password, ""));
  }

  @Override
  public boolean validateUserAndRole(
      String user, String password, Set<Role> roles, CheckType checkType) {
    return false;
  }

  private boolean may(String user, CheckType check, String topic) {
    return switch (check) {
      case SEND -> access.mayPublish(user, topic);
      case CREATE_ADDRESS -> access.mayPublish(user, topic) || access.maySubscribe(user, topic);
      case CONSUME,
          BROWSE,
          CREATE_DURABLE_QUEUE,
          DELETE_DURABLE_QUEUE,
          CREATE_NON_DURABLE_QUEUE,
          DELETE_NON_DURABLE_QUEUE,
          DELETE_ADDRESS -> // with the last subscription of it
          access.maySubscribe(user, topic);
      case MANAGE, VIEW, EDIT -> false;
    };
  }

  private static String topicOf(String address) {
    return MQTTUtil.getMqttTopicFromCoreAddress(
        CompositeAddress.extractAddressName(address), SIGNS);
  }
}
