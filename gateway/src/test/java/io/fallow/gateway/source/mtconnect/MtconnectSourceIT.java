package io.fallow.gateway.source.mtconnect;

import static io.fallow.gateway.wire.Activity.FAULT;
import static io.fallow.gateway.wire.Activity.IN_USE;
import static io.fallow.gateway.wire.Activity.STANDBY;
import static io.fallow.gateway.wire.Activity.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.source.SourceHealth.Standing;
import io.fallow.gateway.source.Taken;
import io.fallow.gateway.source.mtconnect.SimulatedAgent.Manners;
import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.Reading;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Follows an agent over HTTP that is slow, broken, forgetful, restarted, or not there. */
class MtconnectSourceIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int BUFFER = 64;

  private final Taken taken = new Taken();
  private SimulatedAgent agent;
  private MtconnectSource source;

  @BeforeEach
  void start() throws IOException {
    agent = new SimulatedAgent(BUFFER);
    agent.hearsNow("avail|AVAILABLE|estop|ARMED|execution|READY|parts|7|power|950.5");
    agent.hearsNow("system|NORMAL");
    open();
  }

  @AfterEach
  void stop() {
    source.close();
    agent.close();
  }

  private void open() {
    source =
        new MtconnectSource(
            "mill",
            agent.url(),
            Duration.ofMillis(20),
            Duration.ofSeconds(1),
            List.of(Machines.of("mill", null, "power", "parts")),
            Clock.systemUTC());
    source.start(taken);
  }

  @Test
  void tellsWhatIsSoAndThenWhatChanges() {
    awaitDoing(STANDBY);
    Reading first = taken.readings().get(0);
    assertThat(first.powerW()).hasValue(950.5);
    assertThat(first.counter()).hasValue(7);

    agent.hearsNow("execution|ACTIVE");
    awaitDoing(IN_USE);
    agent.hearsNow("system|FAULT|511|1|HIGH|SPINDLE DRIVE");
    agent.hearsNow("execution|INTERRUPTED");
    awaitDoing(FAULT);
    agent.hearsNow("system|NORMAL");
    agent.hearsNow("parts|8|power|UNAVAILABLE");
    awaitDoing(STANDBY);
    agent.hearsNow("avail|UNAVAILABLE|execution|UNAVAILABLE");
    awaitDoing(UNKNOWN);

    assertThat(taken.activities("asset")).containsExactly(STANDBY, IN_USE, FAULT, STANDBY, UNKNOWN);
    assertThat(taken.last().orElseThrow().counter()).hasValue(8);
    assertThat(taken.last().orElseThrow().powerW()).isEmpty();
    assertThat(source.health().standing()).isEqualTo(Standing.OK);
    assertThat(source.health().refused()).isZero();
    assertInOrder();
  }

  @Test
  void losesNothingOfAnOutageThatTheBufferOutlasts() throws IOException {
    awaitDoing(STANDBY);
    agent.leave();
    awaitTrouble("nobody listens there");
    Instant began = Instant.now().minusMillis(1);
    List.of("ACTIVE", "FEED_HOLD", "ACTIVE", "READY").forEach(this::executes);
    agent.hearsNow("estop|TRIGGERED");
    agent.open();

    awaitDoing(FAULT);
    assertThat(taken.activities("asset"))
        .containsExactly(STANDBY, IN_USE, STANDBY, IN_USE, STANDBY, FAULT);
    assertThat(taken.turns("asset").get(1).time()).isAfter(began);
    assertInOrder();
  }

  @Test
  void goesOnAtItsPlaceAfterItsOwnRestart() {
    awaitDoing(STANDBY);
    source.close();
    List.of("ACTIVE", "READY", "ACTIVE").forEach(this::executes);
    long currents = agent.asked().size();
    open();

    awaitDoing(IN_USE);
    assertThat(taken.activities("asset")).containsExactly(STANDBY, IN_USE, STANDBY, IN_USE);
    assertThat(agent.asked().subList((int) currents, agent.asked().size()).get(1))
        .startsWith("current?at=");
    assertInOrder();
  }

  @Test
  void tellsAllOfAnAgentThatStartedAnew() {
    awaitDoing(STANDBY);
    source.close();
    agent.restart();
    agent.hearsNow("avail|AVAILABLE|estop|ARMED|execution|ACTIVE");
    agent.hearsNow("execution|READY");
    open();

    awaitDoing(STANDBY);
    await().atMost(PATIENCE).until(() -> taken.activities("asset").size() == 4);
    assertThat(taken.activities("asset")).containsExactly(STANDBY, UNKNOWN, IN_USE, STANDBY);
  }

  @Test
  void noticesThatTheAgentStartedAnewWhileItIsFollowed() {
    awaitDoing(STANDBY);
    for (int i = 0; i < 30; i++) {
      agent.hearsNow("x|" + i);
    }
    agent.restart();
    awaitDoing(UNKNOWN);
    agent.hearsNow("avail|AVAILABLE|execution|ACTIVE");
    awaitDoing(IN_USE);
    assertInOrder();
  }

  @Test
  void saysThatTheAgentHasForgottenAndGoesOnWithTheOldestThatItHas() throws IOException {
    awaitDoing(STANDBY);
    agent.leave();
    awaitTrouble("nobody listens there");
    executes("ACTIVE");
    executes("READY");
    for (int i = 0; i < BUFFER; i++) {
      agent.hearsNow("x|" + i);
    }
    executes("ACTIVE");
    agent.open();

    awaitDoing(IN_USE);
    assertThat(source.health().lastRefusal().orElseThrow()).contains("has forgotten");
    assertThat(source.health().refused()).isEqualTo(1);
    assertThat(taken.activities("asset")).containsExactly(STANDBY, IN_USE);
    assertInOrder();
  }

  @Test
  void startsFromNowAtAnAgentThatCannotTellThePast() {
    awaitDoing(STANDBY);
    source.close();
    agent.behaves(Manners.WITHOUT_PAST);
    executes("ACTIVE");
    open();

    awaitDoing(IN_USE);
    assertThat(source.health().lastRefusal().orElseThrow()).contains("cannot tell what was so");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GARBAGE|the agent answers what is no XML",
        "BROKEN|answers with status 502",
        "HANGING|it takes longer than 1.0 s",
        "ENDLESS|it"
      })
  void saysWhatIsWrongAndComesBack(Manners manners, String words) {
    awaitDoing(STANDBY);
    agent.behaves(manners);
    awaitTrouble(words);
    executes("ACTIVE");
    agent.behaves(Manners.GOOD);

    awaitDoing(IN_USE);
    assertThat(source.health().trouble()).isEmpty();
    assertThat(taken.activities("asset")).containsExactly(STANDBY, IN_USE);
    assertInOrder();
  }

  @Test
  void countsByItsOwnClockWhenTheAgentsIsWrong() {
    source.close();
    agent.runsAhead(Duration.ofHours(-1));
    agent.restart();
    taken.place(Optional.empty());
    agent.hearsNow("avail|AVAILABLE|execution|READY");
    Instant began = Instant.now();
    open();
    awaitDoing(STANDBY);
    executes("ACTIVE");
    awaitDoing(IN_USE);

    List<Reading> turns = taken.turns("asset");
    assertThat(turns.get(turns.size() - 1).time())
        .isBetween(began.minusSeconds(1), Instant.now().plusSeconds(1));
  }

  @Test
  void takesNoTimeOfAnAdapterThatRunsAhead() {
    awaitDoing(STANDBY);
    agent.hears(Instant.now().plusSeconds(3_600) + "|execution|ACTIVE");
    awaitDoing(IN_USE);
    agent.hears(Instant.now().plusSeconds(3_601) + "|execution|READY");
    await().atMost(PATIENCE).until(() -> taken.activities("asset").size() == 3);
    agent.hears(Instant.now().minusSeconds(3_600) + "|execution|ACTIVE");
    await().atMost(PATIENCE).until(() -> taken.activities("asset").size() == 4);

    assertThat(taken.activities("asset")).containsExactly(STANDBY, IN_USE, STANDBY, IN_USE);
    assertThat(taken.last().orElseThrow().time()).isBefore(Instant.now().plusSeconds(1));
    assertInOrder();
  }

  @Test
  void asksAgainForWhatCouldNotBeKept() {
    awaitDoing(STANDBY);
    taken.full(true);
    executes("ACTIVE");
    executes("READY");
    awaitTrouble("the queue is full");
    taken.full(false);

    await().atMost(PATIENCE).until(() -> taken.activities("asset").size() == 3);
    assertThat(taken.activities("asset")).containsExactly(STANDBY, IN_USE, STANDBY);
    assertInOrder();
  }

  @Test
  void namesTheDevicesThatTheAgentKnows() {
    source.close();
    source =
        new MtconnectSource(
            "mill",
            agent.url(),
            Duration.ofMillis(20),
            List.of(Machines.of("lathe", null, null, null)),
            Clock.systemUTC());
    source.start(taken);

    awaitTrouble("knows no device 'lathe'; it knows [mill]");
  }

  private void executes(String value) {
    agent.hearsNow("execution|" + value);
  }

  private void awaitDoing(Activity activity) {
    await()
        .atMost(PATIENCE)
        .until(() -> taken.last().flatMap(Reading::activity).filter(activity::equals).isPresent());
  }

  private void awaitTrouble(String words) {
    await()
        .atMost(PATIENCE)
        .until(() -> source.health().trouble().filter(each -> each.contains(words)).isPresent());
  }

  private void assertInOrder() {
    assertThat(taken.readings()).extracting(Reading::time).isSorted();
  }
}
