package io.fallow.telemetry.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.GatewayAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {

  private static final GatewayAddress GATEWAY = new GatewayAddress("forge", "hall-gw");

  @Test
  void theFirstIsCalledLikeItsGatewayAndLaterOnesAreCounted() {
    assertThat(new Login(GATEWAY, 1).user()).isEqualTo("forge.hall-gw");
    assertThat(new Login(GATEWAY, 12).user()).isEqualTo("forge.hall-gw.12");
    assertThat(Login.of("forge.hall-gw")).contains(new Login(GATEWAY, 1));
    assertThat(Login.of("forge.hall-gw.12")).contains(new Login(GATEWAY, 12));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "forge",
        "telemetry",
        ".hall-gw",
        "forge.",
        "forge.hall-gw.",
        "forge.hall-gw.0",
        "forge.hall-gw.1",
        "forge.hall-gw.02",
        "forge.hall-gw.-2",
        "forge.hall-gw.2.3",
        "forge.hall-gw.9999999999",
        "Forge.hall-gw",
        "forge/hall-gw",
        "forge.#",
        "+.hall-gw",
        "forge.hall-gw\n"
      })
  void noOtherTextIsALogin(String user) {
    assertThat(Login.of(user)).isEmpty();
  }
}
