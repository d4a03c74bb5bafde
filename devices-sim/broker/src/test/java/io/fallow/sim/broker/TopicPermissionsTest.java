package io.fallow.sim.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.apache.activemq.artemis.core.security.CheckType;
import org.junit.jupiter.api.Test;

class TopicPermissionsTest {

  private final TopicPermissions permissions =
      new TopicPermissions(
          new BrokerAccess() {
            @Override
            public boolean mayConnect(String user, String password) {
              return true;
            }

            @Override
            public boolean mayPublish(String user, String topic) {
              return false;
            }

            @Override
            public boolean maySubscribe(String user, String topicFilter) {
              return user.equals("telemetry") && topicFilter.equals("spBv1.0/#");
            }
          });

  @Test
  void whoMaySubscribeMayAlsoEndTheLastSubscription() {
    assertThat(may("telemetry", "spBv1\\.0.#")).isTrue();
    assertThat(may("telemetry", "fallow.v1.#")).isFalse();
    assertThat(may("forge.mill", "spBv1\\.0.#")).isFalse();
  }

  private boolean may(String user, String address) {
    return permissions.authorize(
        permissions.authenticate(user, "", null, ""), Set.of(), CheckType.DELETE_ADDRESS, address);
  }
}
