package io.fallow.telemetry.enrolment;

import static io.fallow.telemetry.enrolment.AccessWorld.AMARA;
import static io.fallow.telemetry.enrolment.AccessWorld.HALL;
import static io.fallow.telemetry.enrolment.AccessWorld.NOW;
import static io.fallow.telemetry.enrolment.AccessWorld.WARD;
import static io.fallow.telemetry.enrolment.AccessWorld.later;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.telemetry.enrolment.Credential.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayAccessIT {

  private static final Duration HOUR = Duration.ofHours(1);

  private static AccessWorld world;
  private static GatewayAccess access;

  @BeforeAll
  static void open() {
    world = new AccessWorld();
    access = new GatewayAccess(world.database, Gate.NONE, List.of());
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @BeforeEach
  void empty() {
    world.empty();
  }

  @Test
  void aTokenIsTradedForACredentialThatConnects() {
    String token = created();
    Issued issued = access.enrol(token, later(HOUR)).orElseThrow();

    assertThat(issued.credential().login().user()).isEqualTo("forge.hall-gw");
    assertThat(issued.credential().createdBy()).isEqualTo("enrolment");
    String password = issued.password().orElseThrow();
    assertThat(password).matches("[A-Za-z0-9_-]{43}");
    assertThat(world.logins.mayConnect("forge.hall-gw", password, later(HOUR))).isTrue();
    assertThat(world.logins.mayConnect("forge.hall-gw", password + "x", later(HOUR))).isFalse();
    assertThat(world.logins.mayConnect("lakeside.hall-gw", password, later(HOUR))).isFalse();
    assertThat(credentials().get(0).lastUsedAt()).contains(later(HOUR));
  }

  @Test
  void neitherTokenNorPasswordIsKeptOrShownAgain() {
    EnrolmentToken token = access.create(HALL, "hall", AMARA, NOW).orElseThrow();
    assertThat(token.toString()).doesNotContain(token.token());
    assertThat(world.everythingKept()).doesNotContain(token.token());
    Issued issued = access.enrol(token.token(), NOW).orElseThrow();
    assertThat(issued.toString()).doesNotContain(issued.password().orElseThrow());
    assertThat(world.everythingKept()).doesNotContain(issued.password().orElseThrow());
  }

  @Test
  void ofManyWhoTradeATokenAtOnceOneGetsACredential() throws Exception {
    String token = created();
    int rivals = 8;
    ExecutorService threads = Executors.newFixedThreadPool(rivals);
    CyclicBarrier start = new CyclicBarrier(rivals);
    Callable<Optional<Issued>> rival =
        () -> {
          start.await();
          return access.enrol(token, NOW);
        };
    int winners = 0;
    for (Future<Optional<Issued>> each :
        threads.invokeAll(IntStream.range(0, rivals).mapToObj(i -> rival).toList())) {
      winners += each.get().isPresent() ? 1 : 0;
    }
    threads.shutdown();

    assertThat(winners).isEqualTo(1);
    assertThat(credentials()).hasSize(1);
  }

  @Test
  void aTokenThatIsUsedRenewedWithdrawnExpiredOrUnknownIsWorthNothing() {
    String first = created();
    String second = access.renewToken(HALL, AMARA, NOW).orElseThrow().token();
    assertThat(access.enrol(first, NOW)).as("renewed").isEmpty();
    assertThat(access.enrol(second, NOW.plus(GatewayAccess.TOKEN_LIFE))).as("expired").isEmpty();
    assertThat(access.enrol(second, NOW)).isPresent();
    assertThat(access.enrol(second, NOW)).as("used").isEmpty();
    String third = access.renewToken(HALL, AMARA, NOW).orElseThrow().token();
    assertThat(access.withdrawToken(HALL)).isTrue();
    assertThat(access.withdrawToken(HALL)).isFalse();
    assertThat(access.enrol(third, NOW)).as("withdrawn").isEmpty();
    assertThat(access.enrol("fge_no-such-token", NOW)).as("unknown").isEmpty();
    assertThat(access.enrol("", NOW)).as("empty").isEmpty();
  }

  @Test
  void aReplacedCredentialStaysValidForTheOverlapAndNoLonger() {
    String old = access.enrol(created(), NOW).orElseThrow().password().orElseThrow();
    Issued next = access.rotate(HALL, Kind.PASSWORD, HOUR, AMARA, NOW).orElseThrow();

    assertThat(next.credential().login().user()).isEqualTo("forge.hall-gw.2");
    String fresh = next.password().orElseThrow();
    Instant just = later(HOUR).minusMillis(1);
    assertThat(world.logins.mayConnect("forge.hall-gw", old, just)).isTrue();
    assertThat(world.logins.mayConnect("forge.hall-gw", old, later(HOUR))).isFalse();
    assertThat(world.logins.mayConnect("forge.hall-gw.2", fresh, later(HOUR))).isTrue();
    assertThat(world.logins.mayConnect("forge.hall-gw", fresh, NOW)).isFalse();
  }

  @Test
  void whoIsReplacedAgainAndAgainHasAtMostTwoValidCredentials() {
    access.enrol(created(), NOW);
    for (int i = 0; i < 5; i++) {
      access.rotate(HALL, Kind.PASSWORD, HOUR, AMARA, later(Duration.ofSeconds(i)));
    }
    Instant then = later(Duration.ofSeconds(5));
    assertThat(credentials()).filteredOn(each -> each.isLive(then)).hasSize(2);
    assertThat(credentials()).hasSize(6);
  }

  @Test
  void aGatewayReplacesItsOwnCredentialWhileItIsValid() {
    String old = access.enrol(created(), NOW).orElseThrow().password().orElseThrow();
    assertThat(access.rotateOwn("forge.hall-gw", old + "x", NOW)).isEmpty();
    assertThat(access.rotateOwn("forge.no-gw", old, NOW)).isEmpty();
    Issued next = access.rotateOwn("forge.hall-gw", old, NOW).orElseThrow();
    assertThat(next.credential().createdBy()).isEqualTo("gateway");
    assertThat(access.rotateOwn("forge.hall-gw", old, NOW.plus(GatewayAccess.USUAL_OVERLAP)))
        .as("its overlap is over")
        .isEmpty();
  }

  @Test
  void whatIsRevokedIsRefusedAtOnceAndItsTokenToo() {
    String password = access.enrol(created(), NOW).orElseThrow().password().orElseThrow();
    String token = access.renewToken(HALL, AMARA, NOW).orElseThrow().token();
    assertThat(access.revokeAll(HALL, NOW)).isTrue();
    assertThat(world.logins.mayConnect("forge.hall-gw", password, NOW)).isFalse();
    assertThat(access.enrol(token, NOW)).isEmpty();
    assertThat(access.revokeAll(WARD, NOW)).isFalse();
  }

  @Test
  void oneCredentialIsRevokedByItsIdAndOnlyOfItsOwnGateway() {
    access.enrol(created(), NOW);
    access.create(WARD, "ward", "lena@lakeside", NOW);
    UUID id = credentials().get(0).id();
    assertThat(access.revoke(WARD, id, NOW)).isFalse();
    assertThat(access.revoke(HALL, UUID.randomUUID(), NOW)).isFalse();
    assertThat(access.revoke(HALL, id, NOW)).isTrue();
    assertThat(access.revoke(HALL, id, NOW)).as("again").isFalse();
  }

  @Test
  void aRemovedGatewayIsUnknownAndComesBackWithoutItsOldCredentials() {
    String password = access.enrol(created(), NOW).orElseThrow().password().orElseThrow();
    assertThat(access.create(HALL, "hall", AMARA, NOW)).as("there is one").isEmpty();
    assertThat(access.remove(HALL, NOW)).isTrue();
    assertThat(access.remove(HALL, NOW)).isFalse();
    assertThat(world.registry.gateway(HALL)).isEmpty();
    assertThat(access.standing(HALL, NOW)).isEmpty();
    assertThat(access.renewToken(HALL, AMARA, NOW)).isEmpty();

    Issued again = access.enrol(created(), NOW).orElseThrow();
    assertThat(again.credential().login().user()).isEqualTo("forge.hall-gw.2");
    assertThat(world.logins.mayConnect("forge.hall-gw", password, NOW)).isFalse();
    assertThat(world.registry.gateway(HALL)).isPresent();
  }

  @Test
  void aGatewayOfAFacilityThatIsNotItsOrganisationsIsNotCreated() {
    assertThat(access.create(HALL, "ward", AMARA, NOW)).isEmpty();
    assertThat(access.create(HALL, "none", AMARA, NOW)).isEmpty();
  }

  @Test
  void aCertificateConnectsByItsCommonNameAndNoPasswordDoes() {
    access.enrol(created(), NOW);
    access.rotate(HALL, Kind.CERTIFICATE, HOUR, AMARA, NOW);
    String user = "forge.hall-gw.2";
    assertThat(world.logins.mayConnectByCertificate(user, user, NOW)).isTrue();
    assertThat(world.logins.mayConnectByCertificate(user, "forge.hall-gw", NOW)).isFalse();
    assertThat(world.logins.mayConnectByCertificate("forge.hall-gw", "forge.hall-gw", NOW))
        .as("has a password")
        .isFalse();
    assertThat(world.logins.mayConnect(user, "", NOW)).isFalse();
  }

  @Test
  void aRegisteredGatewaysOwnPasswordStillConnectsUntilItIsRevoked() {
    world.registry.registerGateway(HALL, "hall", "s3cret");
    assertThat(world.logins.mayConnect("forge.hall-gw", "s3cret", NOW)).isTrue();
    world.registry.registerGateway(HALL, "hall", "changed");
    assertThat(world.logins.mayConnect("forge.hall-gw", "s3cret", NOW)).isFalse();
    assertThat(world.logins.mayConnect("forge.hall-gw", "changed", NOW)).isTrue();
    access.revokeAll(HALL, NOW);
    world.registry.registerGateway(HALL, "hall", "changed");
    assertThat(world.logins.mayConnect("forge.hall-gw", "changed", NOW)).isFalse();
  }

  private static String created() {
    return access.create(HALL, "hall", AMARA, NOW).orElseThrow().token();
  }

  private static List<Credential> credentials() {
    return access.standing(HALL, NOW).orElseThrow().credentials();
  }
}
