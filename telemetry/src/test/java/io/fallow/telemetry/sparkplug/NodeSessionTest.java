package io.fallow.telemetry.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.Reading;
import io.fallow.gateway.wire.RejectReason;
import io.fallow.gateway.wire.sparkplug.MetricMapping;
import io.fallow.gateway.wire.sparkplug.MetricValue;
import io.fallow.gateway.wire.sparkplug.SparkplugMetric;
import io.fallow.gateway.wire.sparkplug.SparkplugPayload;
import io.fallow.gateway.wire.sparkplug.SparkplugTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Messages of node edge-1 with device press-7, whose activity has the alias 1 and power 2. */
class NodeSessionTest {

  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration MAX_GAP = Duration.ofMinutes(5);

  private final NodeSession session = new NodeSession(MetricMapping.USUAL);
  private Instant now = START;

  private Outcome on(String kind, Integer sequence, SparkplugMetric... metrics) {
    String device = kind.startsWith("D") ? "/press-7" : "";
    SparkplugTopic topic =
        SparkplugTopic.parse("spBv1.0/lakeside/" + kind + "/edge-1" + device).orElseThrow();
    return session.on(
        topic,
        new SparkplugPayload(
            OptionalLong.of(now.toEpochMilli()),
            sequence == null ? OptionalInt.empty() : OptionalInt.of(sequence),
            Arrays.asList(metrics)),
        now);
  }

  private SparkplugMetric metric(String name, Integer alias, MetricValue value) {
    return metric(name, alias, value, now, false);
  }

  private static SparkplugMetric metric(
      String name, Integer alias, MetricValue value, Instant time, boolean historical) {
    return new SparkplugMetric(
        Optional.ofNullable(name),
        alias == null ? OptionalLong.empty() : OptionalLong.of(alias),
        OptionalLong.of(time.toEpochMilli()),
        0,
        historical,
        value);
  }

  private SparkplugMetric number(long session) {
    return metric("bdSeq", null, new MetricValue.Whole(session));
  }

  private SparkplugMetric does(String activity) {
    return metric(null, 1, new MetricValue.Words(activity));
  }

  private Outcome born(long number) {
    on("NBIRTH", 0, number(number));
    return on(
        "DBIRTH",
        1,
        metric("activity", 1, new MetricValue.Words("STANDBY")),
        metric("powerW", 2, new MetricValue.Whole(150)));
  }

  private Outcome tick(Duration later) {
    now = now.plus(later);
    return session.tick(now, asset -> Optional.of(MAX_GAP));
  }

  private static Reading unknown(Instant at) {
    return Reading.ofActivity("press-7", at, Activity.UNKNOWN);
  }

  @Test
  void eachReadingIsMadeOfTheNewestValueOfEachQuantity() {
    Outcome birth = born(1);
    now = now.plusSeconds(10);
    Outcome power = on("DDATA", 2, metric(null, 2, new MetricValue.Decimal(4_000)));

    assertThat(birth.readings()).hasSize(1);
    assertThat(power.readings()).hasSize(1);
    assertThat(power.readings().get(0).activity()).contains(Activity.STANDBY);
    assertThat(power.readings().get(0).powerW()).hasValue(4_000);
    assertThat(power.readings().get(0).time()).isEqualTo(now);
  }

  @Test
  void aGapInTheSequenceIsAnsweredByOneRequestAndNothingIsBelievedUntilTheRebirth() {
    born(1);
    Outcome gap = on("DDATA", 3, does("IN_USE"));
    Outcome next = on("DDATA", 4, does("IN_USE"));

    assertThat(gap.rebirth()).isTrue();
    assertThat(gap.refusal().orElseThrow().reason()).isEqualTo(RejectReason.NO_BIRTH);
    assertThat(gap.readings()).isEmpty();
    assertThat(next.rebirth()).as("asked just now").isFalse();
    assertThat(tick(NodeSession.FIRST_PAUSE).rebirth()).as("not answered").isTrue();
    assertThat(born(1).readings()).hasSize(1);
    now = now.plusSeconds(1);
    assertThat(on("DDATA", 2, does("IN_USE")).readings()).hasSize(1);
  }

  @Test
  void theSequenceGoesRoundAt256() {
    born(1);
    for (int i = 2; i <= 600; i++) {
      assertThat(on("NDATA", i % 256).refusal()).isEmpty();
    }
  }

  @Test
  void anUnknownAliasIsAnsweredByARequestAndTheKnownOnesAreTaken() {
    born(1);
    now = now.plusSeconds(1);
    Outcome outcome = on("DDATA", 2, does("IN_USE"), metric(null, 99, new MetricValue.Whole(1)));

    assertThat(outcome.readings()).hasSize(1);
    assertThat(outcome.bad()).hasSize(1);
    assertThat(outcome.rebirth()).isTrue();
  }

  @Test
  void dataWithoutABirthIsRefusedAndTheNodeAsked() {
    Outcome outcome = on("NDATA", 5);

    assertThat(outcome.refusal()).isPresent();
    assertThat(outcome.rebirth()).isTrue();
  }

  @Test
  void aDeathMakesTheAssetsUnknown() {
    born(1);
    now = now.plusSeconds(10);
    Outcome death = on("NDEATH", null, number(1));

    assertThat(death.readings()).containsExactly(unknown(now));
    assertThat(session.isAlive()).isFalse();
  }

  @Test
  void theDeathOfAnEarlierSessionIsNone() {
    born(2);

    assertThat(on("NDEATH", null, number(1)).readings()).isEmpty();
    assertThat(session.isAlive()).isTrue();
  }

  @Test
  void theDeathOfADeviceLeavesItsNodeAlive() {
    born(1);
    now = now.plusSeconds(1);

    assertThat(on("DDEATH", 2).readings()).containsExactly(unknown(now));
    assertThat(on("NDATA", 3).refusal()).isEmpty();
    assertThat(on("DDATA", 4, does("IN_USE")).rebirth()).as("a device without birth").isTrue();
  }

  @Test
  void aSteadyMachineIsAffirmedAfterHalfOfTheTimeForWhichItIsBelieved() {
    born(1);

    assertThat(tick(Duration.ofSeconds(149)).readings()).isEmpty();
    assertThat(tick(Duration.ofSeconds(1)).readings()).hasSize(1);
    assertThat(tick(Duration.ofSeconds(1)).readings()).isEmpty();
  }

  @Test
  void aChangeThatIsDatedBeforeAnAffirmationIsTheNewestWordAllTheSame() {
    born(1);
    Instant before = now.plusSeconds(60);
    tick(Duration.ofSeconds(150));
    Outcome late = on("DDATA", 2, metric(null, 1, new MetricValue.Words("IN_USE"), before, false));

    assertThat(late.readings()).hasSize(2);
    assertThat(late.readings().get(0).time()).isEqualTo(before);
    assertThat(late.readings().get(1).time()).isAfter(START.plusSeconds(150));
    assertThat(late.readings().get(1).activity()).contains(Activity.IN_USE);
  }

  @Test
  void whatWasBufferedIsStoredUnderItsOwnTimeAndSaysNothingOfThePresent() {
    born(1);
    Instant then = START.minusSeconds(3_600);
    Outcome outcome = on("DDATA", 2, metric(null, 1, new MetricValue.Words("FAULT"), then, true));

    assertThat(outcome.readings())
        .containsExactly(Reading.ofActivity("press-7", then, Activity.FAULT));
    Reading affirmed = tick(Duration.ofSeconds(150)).readings().get(0);
    assertThat(affirmed.activity()).contains(Activity.STANDBY);
  }

  @Test
  void aNodeThatDoesNotAnswerIsUnknownFromWhenItWasLastHeard() {
    born(1);
    now = now.plusSeconds(10);
    on("DDATA", 2, does("IN_USE"));
    Instant heard = now;
    now = now.plusSeconds(10);
    on("DDATA", 9, does("IN_USE"));

    Outcome late = tick(NodeSession.PATIENCE);
    assertThat(late.readings()).hasSize(1);
    assertThat(late.readings().get(0).activity()).contains(Activity.UNKNOWN);
    assertThat(late.readings().get(0).time()).isBetween(heard, heard.plusMillis(1));
  }

  @Test
  void anotherSessionsBirthEndsTheOneBeforeWhereItWasLastHeard() {
    born(1);
    now = now.plusSeconds(100);
    Outcome again = on("NBIRTH", 0, number(2));

    assertThat(again.readings()).hasSize(1);
    assertThat(again.readings().get(0).activity()).contains(Activity.UNKNOWN);
    assertThat(again.readings().get(0).time()).isBefore(START.plusSeconds(1));
  }

  @Test
  void aDeviceThatIsNotRebornWithItsNodeIsUnknownAfterAWhile() {
    born(1);
    now = now.plusSeconds(5);
    on("NBIRTH", 0, number(1));

    assertThat(tick(NodeSession.PATIENCE.minusSeconds(1)).readings()).isEmpty();
    assertThat(tick(Duration.ofSeconds(1)).readings()).hasSize(1);
    assertThat(session.aliveAssets()).isEmpty();
  }

  @Test
  void aSessionOfAnEarlierHostIsAskedToTellAgainAndElseIsUnknown() {
    SavedSession saved =
        new SavedSession(
            OptionalLong.of(4), START.minusSeconds(8), Map.of("press-7", START.minusSeconds(2)));
    NodeSession restored = NodeSession.restored(MetricMapping.USUAL, saved, START);

    assertThat(restored.tick(START, asset -> Optional.empty()).rebirth()).isTrue();
    Outcome late = restored.tick(START.plus(NodeSession.PATIENCE), asset -> Optional.empty());
    assertThat(late.readings()).containsExactly(unknown(START.minusSeconds(2).plusNanos(1_000)));
    assertThat(restored.saved()).isEmpty();
  }

  @Test
  void aClockThatIsBehindIsBehindInEverythingThatIsSaidOfItsNode() {
    Duration behind = Duration.ofMinutes(30);
    SparkplugTopic birth = SparkplugTopic.parse("spBv1.0/lakeside/NBIRTH/edge-1").orElseThrow();
    SparkplugTopic death = SparkplugTopic.parse("spBv1.0/lakeside/NDEATH/edge-1").orElseThrow();
    OptionalLong sent = OptionalLong.of(now.minus(behind).toEpochMilli());
    SparkplugMetric activity = metric("press-7/activity", 1, new MetricValue.Words("IN_USE"));
    session.on(birth, new SparkplugPayload(sent, OptionalInt.of(0), List.of(activity)), now);

    now = now.plusSeconds(60);
    SparkplugPayload will =
        new SparkplugPayload(OptionalLong.empty(), OptionalInt.empty(), List.of());
    assertThat(session.on(death, will, now).readings()).containsExactly(unknown(now.minus(behind)));
  }

  @Test
  void metricsThatAreMappedToNothingAreLeftOutWhateverTheySay() {
    Random random = new Random(20261128);
    born(1);
    for (int i = 0; i < 200; i++) {
      now = now.plusSeconds(1);
      String name = "x" + Integer.toString(random.nextInt(1 << 30), 36) + "/Patient";
      MetricValue patient = new MetricValue.Words("Elfriede Musterfrau");
      Outcome outcome = on("DDATA", (i + 2) % 256, metric(name, null, patient), does("IN_USE"));
      assertThat(outcome.readings())
          .containsExactly(
              new Reading(
                  "press-7",
                  now,
                  Optional.of(Activity.IN_USE),
                  OptionalDouble.of(150),
                  OptionalLong.empty()));
      assertThat(outcome.bad()).isEmpty();
      assertThat(outcome.refusal()).isEmpty();
    }
  }
}
