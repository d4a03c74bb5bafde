package io.fallow.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.QueueLimits;
import io.fallow.gateway.queue.QueuedBatch;
import io.fallow.gateway.source.Intake;
import io.fallow.gateway.source.IntakeException;
import io.fallow.gateway.wire.Reading;
import io.fallow.gateway.wire.WireFormatException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What sources hand in is in a real queue, with their places, when they are let go. */
class DiskIntakeIT {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final ReportRules RULES = new ReportRules(Duration.ofMinutes(1), 1, 0);

  @TempDir Path folder;
  private final Newest newest = new Newest();
  private DiskQueue queue;
  private DiskIntake intake;

  @BeforeEach
  void open() {
    open(QueueLimits.of(1 << 20));
  }

  private void open(QueueLimits limits) {
    queue = DiskQueue.open(folder, limits, Clock.systemUTC());
    intake = new DiskIntake(queue, RULES, newest);
  }

  @AfterEach
  void close() {
    intake.close();
    queue.close();
  }

  @Test
  void whatWasTakenIsThereForTheNextProcessWithItsPlace() throws Exception {
    intake.of("meter").take(List.of(power("mri-1", 0, 500)), Optional.of("17"));
    close();
    open();

    assertThat(intake.of("meter").place()).contains("17");
    assertThat(stored()).containsExactly(power("mri-1", 0, 500));
  }

  @Test
  void leavesOutWhatSaysNothingNewAndKeepsItsPlaceWithWhatIsStoredNext() throws Exception {
    Intake meter = intake.of("meter");
    meter.take(List.of(power("mri-1", 0, 500)), Optional.of("1"));
    meter.take(List.of(power("mri-1", 1, 500)), Optional.of("2"));
    intake.of("plug").take(List.of(power("ct-1", 2, 40)), Optional.empty());

    assertThat(stored()).containsExactly(power("mri-1", 0, 500), power("ct-1", 2, 40));
    assertThat(meter.place()).contains("2");
    assertThat(newest.of("mri-1").map(Reading::time)).contains(NOON.plusSeconds(1));
  }

  @Test
  void storesTogetherWhatManySourcesHandInAtOnce() throws Exception {
    ExecutorService sources = Executors.newFixedThreadPool(50);
    try {
      List<Future<Void>> taken = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        Reading reading = power("asset-" + i, 0, 100 + i);
        Intake source = intake.of("source-" + i);
        taken.add(
            sources.submit(
                () -> {
                  source.take(List.of(reading), Optional.of(reading.asset()));
                  return null;
                }));
      }
      for (Future<Void> each : taken) {
        each.get(30, TimeUnit.SECONDS);
      }
    } finally {
      sources.shutdownNow();
    }

    assertThat(stored()).hasSize(50).doesNotHaveDuplicates();
    assertThat(queue.cursor().lastAppended()).as("messages").isLessThan(10);
    assertThat(intake.of("source-49").place()).contains("asset-49");
  }

  @Test
  void storesMoreThanAMessageHolds() throws Exception {
    List<Reading> many = IntStream.range(0, 450).mapToObj(i -> power("mri-1", i, i * 10)).toList();

    intake.of("log").take(many, Optional.of("end"));

    assertThat(stored()).containsExactlyElementsOf(many);
    assertThat(intake.of("log").place()).contains("end");
  }

  @Test
  void refusesWhenTheQueueIsFullAndTakesTheSameReadingLater() throws Exception {
    close();
    open(QueueLimits.of(1 << 18));
    Intake meter = intake.of("meter");
    int second = fill(meter);
    Reading refused = power("mri-1", second, second * 7);

    assertThatThrownBy(() -> meter.take(List.of(refused), Optional.of("lost")))
        .isInstanceOf(IntakeException.class)
        .hasMessageContaining("full");
    queue.peek(0, Integer.MAX_VALUE).forEach(each -> queue.acknowledged(each.key()));
    queue.awaitAcknowledged(Duration.ofSeconds(5));
    assertThat(meter.place()).isNotEqualTo(Optional.of("lost"));
    takeSoon(meter, refused);

    assertThat(stored()).contains(refused);
    assertThat(meter.place()).contains("kept");
  }

  private int fill(Intake meter) throws InterruptedException {
    for (int second = 0; ; second += 200) {
      int from = second;
      try {
        meter.take(
            IntStream.range(from, from + 200).mapToObj(i -> power("mri-1", i, i * 7)).toList(),
            Optional.of("filling"));
      } catch (IntakeException full) {
        return second;
      }
    }
  }

  /** The store gives acknowledged messages back within a second. */
  private static void takeSoon(Intake meter, Reading reading) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (true) {
      try {
        meter.take(List.of(reading), Optional.of("kept"));
        return;
      } catch (IntakeException stillFull) {
        assertThat(System.nanoTime()).as(stillFull.getMessage()).isLessThan(end);
      }
    }
  }

  @Test
  void takesNothingMoreWhenItIsClosed() {
    Intake meter = intake.of("meter");
    intake.close();

    assertThatThrownBy(() -> meter.take(List.of(power("mri-1", 0, 1)), Optional.empty()))
        .isInstanceOf(IntakeException.class)
        .hasMessageContaining("stops");
  }

  private List<Reading> stored() throws WireFormatException {
    List<Reading> readings = new ArrayList<>();
    for (QueuedBatch each : queue.peek(0, Integer.MAX_VALUE)) {
      readings.addAll(each.decode().readings());
    }
    return readings;
  }

  private static Reading power(String asset, int second, double watts) {
    return Reading.ofPower(asset, NOON.plusSeconds(second), watts);
  }
}
