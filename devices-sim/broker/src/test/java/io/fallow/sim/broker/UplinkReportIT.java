package io.fallow.sim.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.QueueLimits;
import io.fallow.gateway.uplink.GatewayFacts;
import io.fallow.gateway.uplink.Uplink;
import io.fallow.gateway.uplink.UplinkConfig;
import io.fallow.gateway.wire.Command.Ping;
import io.fallow.gateway.wire.CommandCodec;
import io.fallow.gateway.wire.Confirmation;
import io.fallow.gateway.wire.ConfirmationCodec;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.GatewayHealth;
import io.fallow.gateway.wire.GatewayHealth.ClockJumps;
import io.fallow.gateway.wire.GatewayHealth.SourceReport;
import io.fallow.gateway.wire.HealthCodec;
import io.fallow.gateway.wire.MessageKey;
import io.fallow.gateway.wire.PayloadFormat;
import io.fallow.gateway.wire.ProtobufBatchCodec;
import io.fallow.gateway.wire.Reading;
import io.fallow.gateway.wire.Topics;
import io.fallow.gateway.wire.WireFormatException;
import io.fallow.sim.mosquitto.LocalMosquitto;
import io.fallow.sim.mosquitto.MosquittoConfig;
import io.fallow.sim.mosquitto.MosquittoUser;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway says besides its readings, and what it is told, at a real Mosquitto. */
class UplinkReportIT {

  private static final GatewayAddress GATE = new GatewayAddress("lakeside", "gate");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Instant NOW = Instant.parse("2026-11-28T08:00:00Z");

  @TempDir Path folder;
  private final Facts facts = new Facts();
  private LocalMosquitto broker;
  private DiskQueue queue;
  private TestClient platform;

  @BeforeEach
  void start() throws Exception {
    broker =
        LocalMosquitto.start(
            MosquittoConfig.in(folder.resolve("broker"))
                .with(MosquittoUser.platform("platform", "secret"))
                .with(MosquittoUser.gateway("lakeside", "gate", "secret")));
    queue = DiskQueue.open(folder.resolve("queue"), QueueLimits.DEFAULT, Clock.systemUTC());
    platform = TestClient.connect(broker.uri(), "platform", "platform", "secret");
    platform.subscribe("fallow/v1/#");
  }

  @AfterEach
  void stop() throws Exception {
    platform.close();
    queue.close();
    broker.close();
  }

  @Test
  void saysHowItIsWhenItConnectsAndWhenThatChanges() throws Exception {
    queue.append(readings(0, 30));
    facts.sources.add(new SourceReport("meter", "ok", NOW, Optional.empty()));
    try (Uplink uplink = started()) {
      await().atMost(PATIENCE).until(() -> !healths().isEmpty());
      GatewayHealth first = healths().get(0);
      assertThat(first.program()).isEqualTo("gate 7");
      assertThat(first.sources()).isEqualTo(facts.sources);
      assertThat(first.waiting().epoch()).isEqualTo(queue.cursor().epoch());
      assertThat(first.waiting().messages()).isEqualTo(1);
      assertThat(first.waiting().readings()).isEqualTo(30);
      assertThat(first.waiting().since()).contains(NOW.plusSeconds(29));

      facts.sources.set(
          0, new SourceReport("meter", "trouble", NOW, Optional.of("it answers nothing")));

      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(newest().sources()).isEqualTo(facts.sources));
      assertThat(uplink.connected()).isTrue();
    }
  }

  @Test
  void answersAPingWithTheTimes() throws Exception {
    try (Uplink uplink = started()) {
      await().atMost(PATIENCE).until(() -> !healths().isEmpty());

      command(CommandCodec.encode(new Ping("5f", 1_000)));

      await().atMost(PATIENCE).until(() -> newest().pong().isPresent());
      GatewayHealth.Pong pong = newest().pong().orElseThrow();
      assertThat(pong.id()).isEqualTo("5f");
      assertThat(pong.sentMicros()).isEqualTo(1_000);
      assertThat(pong.answeredMicros()).isGreaterThanOrEqualTo(pong.receivedMicros());
      assertThat(uplink.refusedCommands()).isZero();
    }
  }

  @Test
  void introducesItselfAgainWhenItIsToldTo() throws Exception {
    facts.newest.addAll(readings(500, 520));
    try (Uplink uplink = started()) {
      await().atMost(PATIENCE).until(() -> !healths().isEmpty());
      int before = healths().size();

      command("{\"v\":1,\"rebirth\":true}".getBytes(UTF_8));

      await().atMost(PATIENCE).until(() -> healths().size() > before);
      await().atMost(PATIENCE).until(() -> received().size() == 20);
      assertThat(texts(Topics.status(GATE))).containsExactly("online", "online");
      assertThat(uplink.connected()).isTrue();
    }
  }

  @Test
  void refusesAndCountsAnyOtherCommand() throws Exception {
    try (Uplink uplink = started()) {
      await().atMost(PATIENCE).until(() -> !healths().isEmpty());

      command("{\"v\":1,\"restart\":true}".getBytes(UTF_8));
      command(new byte[] {0, 1, 2});

      await().atMost(PATIENCE).until(() -> newest().refusedCommands() == 2);
      assertThat(uplink.refusedCommands()).isEqualTo(2);
      assertThat(uplink.connected()).isTrue();
    }
  }

  @Test
  void sendsWhatIsLiveWhileNobodyConfirmsItsBacklog() throws Exception {
    for (int i = 0; i < 4_000; i++) {
      queue.append(readings(200L * i, 200L * (i + 1)));
    }
    long backlog = queue.cursor().lastAppended();
    try (Uplink uplink = started()) {
      await().atMost(PATIENCE).until(() -> !received().isEmpty());
      long live = 10_000_000;
      for (int i = 0; i < 5; i++) {
        queue.append(readings(live, live + 60));
        Instant appended = Instant.now();
        long last = live + 59;
        await().atMost(PATIENCE).until(() -> received().contains(last));
        assertThat(Duration.between(appended, Instant.now())).isLessThan(Duration.ofSeconds(2));
        live += 60;
      }
      assertThat(uplink.takenThrough()).as("kept back until it is confirmed").isLessThan(backlog);

      while (queue.cursor().acknowledgedThrough() < backlog) {
        confirm(uplink.takenThrough());
      }
      assertThat(received()).doesNotHaveDuplicates();
      assertThat(received().stream().filter(n -> n < 10_000_000)).isSorted().hasSize(800_000);
    }
  }

  private void confirm(long through) throws Exception {
    Confirmation stored = new Confirmation(queue.cursor().epoch(), through, List.of());
    command(ConfirmationCodec.encode(List.of(stored)));
    await().atMost(PATIENCE).until(() -> queue.cursor().acknowledgedThrough() >= through);
  }

  private void command(byte[] payload) throws Exception {
    assertThat(platform.publish(Topics.commands(GATE), payload)).isZero();
  }

  private Uplink started() {
    UplinkConfig config =
        UplinkConfig.of(broker.uri(), GATE, "secret").until(UplinkConfig.Until.PLATFORM);
    Uplink uplink = new Uplink(config, queue, facts);
    uplink.start();
    return uplink;
  }

  private List<GatewayHealth> healths() {
    List<GatewayHealth> found = new ArrayList<>();
    for (TestClient.Received each : platform.received) {
      if (each.topic().equals(Topics.health(GATE))) {
        found.add(health(bytes(each)));
      }
    }
    return found;
  }

  private static GatewayHealth health(byte[] payload) {
    try {
      return HealthCodec.decode(payload);
    } catch (WireFormatException e) {
      throw new AssertionError(e);
    }
  }

  private GatewayHealth newest() {
    List<GatewayHealth> all = healths();
    return all.get(all.size() - 1);
  }

  private List<String> texts(String topic) {
    return platform.received.stream()
        .filter(each -> each.topic().equals(topic))
        .map(TestClient.Received::text)
        .toList();
  }

  /** The numbers of the readings that came, each message once. */
  private List<Long> received() {
    List<Long> numbers = new ArrayList<>();
    List<MessageKey> seen = new ArrayList<>();
    for (TestClient.Received each : platform.received) {
      if (each.topic().equals(Topics.readings(GATE, PayloadFormat.PROTOBUF))) {
        try {
          var batch = ProtobufBatchCodec.decode(bytes(each));
          seen.add(batch.key().orElseThrow());
          batch.readings().forEach(reading -> numbers.add(reading.counter().getAsLong()));
        } catch (WireFormatException e) {
          throw new AssertionError(e);
        }
      }
    }
    assertThat(seen).doesNotHaveDuplicates();
    return numbers;
  }

  private static byte[] bytes(TestClient.Received message) {
    byte[] payload = new byte[message.payload().remaining()];
    message.payload().duplicate().get(payload);
    return payload;
  }

  private static List<Reading> readings(long from, long before) {
    List<Reading> readings = new ArrayList<>();
    for (long n = from; n < before; n++) {
      readings.add(
          new Reading(
              "mri-1",
              NOW.plusSeconds(n),
              Optional.empty(),
              OptionalDouble.empty(),
              OptionalLong.of(n)));
    }
    return readings;
  }

  /** A gateway with sources. */
  private static final class Facts implements GatewayFacts {
    private final List<SourceReport> sources = new CopyOnWriteArrayList<>();
    private final List<Reading> newest = new CopyOnWriteArrayList<>();

    @Override
    public String program() {
      return "gate 7";
    }

    @Override
    public Instant started() {
      return NOW;
    }

    @Override
    public List<SourceReport> sources() {
      return sources;
    }

    @Override
    public Optional<ClockJumps> clockJumps() {
      return Optional.empty();
    }

    @Override
    public List<Reading> newest() {
      return newest;
    }
  }
}
