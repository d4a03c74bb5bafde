package io.fallow.telemetry.access;

import static io.fallow.telemetry.enrolment.AccessWorld.AMARA;
import static io.fallow.telemetry.enrolment.AccessWorld.HALL;
import static io.fallow.telemetry.enrolment.AccessWorld.NOW;
import static io.fallow.telemetry.enrolment.AccessWorld.WARD;
import static io.fallow.telemetry.enrolment.AccessWorld.later;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.telemetry.enrolment.Comparison;
import io.fallow.telemetry.enrolment.Credential.Kind;
import io.fallow.telemetry.enrolment.GateClosedException;
import io.fallow.telemetry.enrolment.Issued;
import io.fallow.telemetry.enrolment.Login;
import io.fallow.telemetry.enrolment.ValidLogin;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How gateways are let in at a real Mosquitto, and shut out. */
class MosquittoIT extends OnMosquitto {

  private static final Duration SOON = Duration.ofSeconds(2);

  @Test
  void aRevokedGatewayIsOffWithinTwoSecondsAndStaysOff() throws Exception {
    Issued hall = hall();
    try (Visitor gateway = come(hall);
        Visitor other = come(ward())) {
      long start = System.nanoTime();
      mosquitto.access.revokeAll(HALL, NOW);
      await().atMost(PATIENCE).until(() -> gateway.lostNanos() != 0);
      Duration took = Duration.ofNanos(gateway.lostNanos() - start);
      LOG.info("a revoked gateway was off after {} ms", took.toMillis());
      assertThat(took).isLessThan(SOON);
      assertCannotCome(hall);
      assertThat(other.isHere()).isTrue();
      assertThat(other.publish("fallow/v1/lakeside/ward-gw/readings", "on", false))
          .isLessThan(REFUSAL);
    }
  }

  @Test
  void oldAndNewCredentialComeInWhileTheyOverlapAndThenTheNewOneAlone() throws Exception {
    Issued old = hall();
    Issued next = mosquitto.access.rotate(HALL, Kind.PASSWORD, SOON, AMARA, NOW).orElseThrow();
    try (Visitor first = come(old);
        Visitor second = come(next)) {
      assertThat(first.publish(OWN, "old", false)).isLessThan(REFUSAL);
      assertThat(second.publish(OWN, "new", false)).isLessThan(REFUSAL);
      assertThat(mosquitto.access.departures().look(later(SOON.minusMillis(1)))).isTrue();
      assertThat(first.isHere()).isTrue();
      assertThat(mosquitto.access.departures().look(later(SOON))).isTrue();
      await().atMost(PATIENCE).until(() -> !first.isHere());
      assertThat(second.isHere()).isTrue();
    }
    assertCannotCome(old);
  }

  @Test
  void whoIsRevokedWhileTheBrokerIsAwayIsShutOutWhenItIsBack() throws Exception {
    Issued hall = hall();
    Issued ward = ward();
    mosquitto.broker.kill();
    mosquitto.access.revokeAll(HALL, NOW);
    assertThat(mosquitto.access.departures().look(NOW)).as("told").isFalse();
    mosquitto.broker.start();
    try (Visitor gateway = come(hall)) {
      assertThat(mosquitto.access.departures().look(NOW)).isTrue();
      await().atMost(PATIENCE).until(() -> !gateway.isHere());
    }
    assertCannotCome(hall);
    come(ward).close();
  }

  @Test
  void aBrokerWithAnOlderListIsPutRight() throws Exception {
    Issued hall = hall();
    String older = Files.readString(mosquitto.list);
    Issued ward = ward();
    mosquitto.access.revokeAll(HALL, NOW);
    mosquitto.stopPlatform();
    mosquitto.broker.stop();
    Files.writeString(mosquitto.list, older);
    mosquitto.broker.start();
    mosquitto.startPlatform();
    come(hall).close();

    Comparison.Result found = mosquitto.comparison.run(NOW);
    assertThat(found.strangers()).containsExactly(login(hall));
    assertThat(found.missing()).containsExactly(login(ward));
    assertCannotCome(hall);
    assertThat(mosquitto.comparison.run(NOW).strangers()).isEmpty();
  }

  @Test
  void aListWrittenFromTheDatabaseLetsInWhoWasLetInBefore() throws Exception {
    Issued hall = hall();
    Issued ward = ward();
    mosquitto.access.revokeAll(WARD, NOW);
    mosquitto.world.registry.registerGateway(
        new GatewayAddress("forge", "old-gw"), "hall", "chosen by somebody");
    List<ValidLogin> valid = new ArrayList<>(mosquitto.world.logins.valid(NOW).values());
    String written = DynsecList.of(MosquittoWorld.SECRET, MosquittoWorld.SECRET, valid);
    assertThat(written).doesNotContain(hall.password().orElseThrow()).doesNotContain("old-gw");
    mosquitto.broker.stop();
    Files.writeString(mosquitto.list, written);
    mosquitto.broker.start();

    try (Visitor gateway = come(hall)) {
      assertThat(gateway.publish(OWN, "own", false)).isLessThan(REFUSAL);
      assertThat(gateway.publish("fallow/v1/forge/old-gw/readings", "foreign", false))
          .isEqualTo(NOT_AUTHORISED);
    }
    assertCannotCome(ward);
  }

  @Test
  void anAdmissionThatWasNotCommittedIsUndone() {
    Login ghost = new Login(HALL, 1);
    mosquitto.gate.admit(ghost, Optional.of("whatever"));
    assertThat(mosquitto.gate.listed().orElseThrow()).containsExactly(ghost);
    assertThat(mosquitto.comparison.run(NOW).strangers()).containsExactly(ghost);
    assertThat(mosquitto.gate.listed().orElseThrow()).isEmpty();
    assertThat(hall().credential().login()).isEqualTo(ghost);
  }

  @Test
  void whileTheBrokerIsAwayNothingIsIssuedAndTheTokenKeepsItsWorth() throws Exception {
    String token = mosquitto.access.create(HALL, "hall", AMARA, NOW).orElseThrow().token();
    mosquitto.broker.stop();
    assertThatExceptionOfType(GateClosedException.class)
        .isThrownBy(() -> mosquitto.access.enrol(token, NOW));
    assertThat(mosquitto.access.standing(HALL, NOW).orElseThrow().credentials()).isEmpty();
    mosquitto.broker.start();
    come(mosquitto.access.enrol(token, NOW).orElseThrow()).close();
  }

  @Test
  void nobodyEndsTheSessionOfAnotherByItsClientId() throws Exception {
    Issued hall = hall();
    try (Visitor telemetry = mosquitto.telemetry("fallow-telemetry");
        Visitor other = come(ward())) {
      for (String id : List.of("fallow-telemetry", "lakeside.ward-gw")) {
        try (Visitor gateway =
            Visitor.come(mosquitto.gateways().as(id), user(hall), hall.password().orElseThrow())) {
          assertThat(gateway.publish(OWN, "own", false)).isLessThan(REFUSAL);
        }
      }
      assertThat(telemetry.publish("fallow/v1/forge/hall-gw/commands", "x", false))
          .isLessThan(REFUSAL);
      assertThat(other.publish("fallow/v1/lakeside/ward-gw/readings", "x", false))
          .isLessThan(REFUSAL);
    }
  }

  @Test
  void aCertificateComesInByItsCommonNameAndOnceRevokedCanDoNothing() throws Exception {
    hall();
    Issued issued = mosquitto.access.rotate(HALL, Kind.CERTIFICATE, SOON, AMARA, NOW).orElseThrow();
    assertThat(user(issued)).isEqualTo("forge.hall-gw.2");
    Visitor.Way way = mosquitto.certificates("forge.hall-gw.2");
    try (Visitor gateway = Visitor.come(way, "lakeside.ward-gw", "whatever")) {
      assertThat(gateway.publish(OWN, "own", false)).isLessThan(REFUSAL);
      assertThat(gateway.publish("fallow/v1/lakeside/ward-gw/readings", "foreign", false))
          .isEqualTo(NOT_AUTHORISED);
      mosquitto.access.revoke(HALL, issued.credential().id(), NOW);
      await().atMost(SOON).until(() -> !gateway.isHere());
    }
    try (Visitor again = Visitor.come(way, null, null)) {
      assertThat(again.publish(OWN, "after", false)).isEqualTo(NOT_AUTHORISED);
      assertThat(again.subscribe("fallow/v1/forge/hall-gw/commands")).isEqualTo(NOT_AUTHORISED);
    }
  }

  @Test
  void aCertificateThatTheBrokersListLacksIsLetInAgain() throws Exception {
    mosquitto.access.create(HALL, "hall", AMARA, NOW);
    Issued issued = mosquitto.access.rotate(HALL, Kind.CERTIFICATE, SOON, AMARA, NOW).orElseThrow();
    mosquitto.gate.dismiss(Set.of(login(issued)));
    assertThat(mosquitto.comparison.run(NOW).admitted()).containsExactly(login(issued));
    try (Visitor gateway = Visitor.come(mosquitto.certificates("forge.hall-gw"), null, null)) {
      assertThat(gateway.publish(OWN, "own", false)).isLessThan(REFUSAL);
    }
  }

  @Test
  void manyGatewaysEnrolAtOnceAndEachComesInAsItself() throws Exception {
    int many = 60;
    ExecutorService threads = Executors.newFixedThreadPool(6);
    List<Future<Issued>> enrolments = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      GatewayAddress address = new GatewayAddress("forge", "gw-" + i);
      enrolments.add(threads.submit(() -> enrolled(address, "hall")));
    }
    List<Issued> issued = new ArrayList<>();
    for (Future<Issued> each : enrolments) {
      issued.add(each.get(1, TimeUnit.MINUTES));
    }
    threads.shutdown();
    assertThat(mosquitto.gate.listed().orElseThrow()).hasSize(many);
    for (Issued each : issued.subList(0, 10)) {
      String name = each.credential().login().gateway().gateway();
      try (Visitor gateway = come(each)) {
        assertThat(gateway.publish("fallow/v1/forge/" + name + "/status", "online", false))
            .isLessThan(REFUSAL);
        assertThat(gateway.publish("fallow/v1/forge/gw-59/status", "online", false))
            .isEqualTo(NOT_AUTHORISED);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"forge.hall-gw", "forge.hall-gw.2", "telemetry", "fallow-admin", "nobody"})
  void whoIsNotOnTheListOrHasAnotherPasswordIsRefused(String user) {
    hall();
    assertThatExceptionOfType(MqttException.class)
        .isThrownBy(() -> Visitor.come(mosquitto.gateways(), user, "wrong").close());
  }
}
