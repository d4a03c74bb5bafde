package io.fallow.sim.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.config.GatewayFile;
import io.fallow.gateway.credentials.Credentials;
import io.fallow.gateway.program.GatewayProgram;
import io.fallow.gateway.program.SourceTypes;
import io.fallow.gateway.wire.DecodedBatch;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.PayloadFormat;
import io.fallow.gateway.wire.ProtobufBatchCodec;
import io.fallow.gateway.wire.Reading;
import io.fallow.gateway.wire.Topics;
import io.fallow.gateway.wire.WireFormatException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway as it runs at a facility: from its file to a real broker. */
class GatewayProgramIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final GatewayAddress GATE = new GatewayAddress("lakeside", "gate");
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private EmbeddedBroker broker;
  private int told;

  @BeforeEach
  void start() throws IOException {
    broker = new EmbeddedBroker(folder.resolve("broker"), 0, new Door());
    Files.createFile(folder.resolve("saw.log"));
  }

  @AfterEach
  void stop() throws IOException {
    broker.close();
  }

  @Test
  void bringsWhatASourceSaysToTheBrokerAndTellsHowItIs() throws Exception {
    try (TestClient ingest = ingest();
        GatewayProgram program = program()) {
      say(3);

      await().atMost(PATIENCE).until(() -> received(ingest).size() == 3);
      await().atMost(PATIENCE).until(() -> get(program, "/health").statusCode() == 200);

      assertThat(received(ingest)).extracting(Reading::asset).containsOnly("saw-1");
      assertThat(get(program, "/health").body())
          .contains("\"gateway\":\"lakeside.gate\"", "\"standing\":\"OK\"", "\"readings\":3")
          .doesNotContain("gate-secret");
      assertThat(get(program, "/readings").body())
          .contains("\"asset\":\"saw-1\"", "\"powerW\":212.0");
      assertThat(get(program, "/metrics").body())
          .contains("fallow_gateway_source_readings_total{source=\"saw\"} 3.0")
          .contains("fallow_gateway_uplink_connected 1.0");
      assertThat(get(program, "/other").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void goesOnWhereItWasAfterAnEnd() throws Exception {
    try (TestClient ingest = ingest()) {
      try (GatewayProgram program = program()) {
        say(2);
        await().atMost(PATIENCE).until(() -> received(ingest).size() == 2);
        assertThat(get(program, "/health").statusCode()).isEqualTo(200);
      }
      say(2);
      try (GatewayProgram program = program()) {
        await().atMost(PATIENCE).until(() -> received(ingest).size() >= 4);
        assertThat(get(program, "/health").body()).contains("\"readings\":2,\"refused\":0");
      }

      assertThat(received(ingest)).extracting(Reading::powerW).doesNotHaveDuplicates().hasSize(4);
    }
  }

  @Test
  void keepsWhatComesWhileTheBrokerIsAway() throws Exception {
    int port = broker.port();
    broker.close();
    try (GatewayProgram program = program("tcp://127.0.0.1:" + port)) {
      say(5);
      await()
          .atMost(PATIENCE)
          .until(() -> get(program, "/health").body().contains("\"readings\":5,\"bytes\""));
      assertThat(get(program, "/health").statusCode()).as("health").isEqualTo(503);

      broker = new EmbeddedBroker(folder.resolve("broker"), port, new Door());
      try (TestClient ingest = ingest()) {
        await().atMost(PATIENCE).until(() -> received(ingest).size() == 5);
      }
    }
  }

  private void say(int readings) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < readings; i++, told++) {
      lines.append(
          "{\"asset\":\"saw-1\",\"time\":\"%s\",\"powerW\":%d}\n"
              .formatted(START.plusSeconds(told), 12 + 100 * told));
    }
    Files.writeString(folder.resolve("saw.log"), lines, StandardOpenOption.APPEND);
  }

  private GatewayProgram program() throws Exception {
    return program(broker.uri().toString());
  }

  private GatewayProgram program(String url) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("gateway.yaml"),
            """
            broker: { url: "%s" }
            ops: { port: 0 }
            sources:
              - { name: saw, type: lines, file: saw.log }
            """
                .formatted(url));
    return GatewayProgram.start(
        GatewayFile.read(file, SourceTypes.ALL, Clock.systemUTC()),
        new Credentials(GATE, GATE.toString(), "gate-secret", List.of(), URI.create("http://x")),
        Clock.systemUTC());
  }

  private HttpResponse<String> get(GatewayProgram program, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + program.opsPort() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private TestClient ingest() throws Exception {
    TestClient ingest = TestClient.connect(broker, "ingest", "ingest", "ingest-secret");
    ingest.subscribe(Topics.readings(GATE, PayloadFormat.PROTOBUF));
    return ingest;
  }

  /** Each message once: QoS 1 may repeat one, and so does a gateway that nobody confirms to. */
  private static List<Reading> received(TestClient ingest) {
    List<Reading> readings = new ArrayList<>();
    List<Object> keys = new ArrayList<>();
    for (TestClient.Received each : ingest.received) {
      byte[] payload = new byte[each.payload().remaining()];
      each.payload().duplicate().get(payload);
      try {
        DecodedBatch batch = ProtobufBatchCodec.decode(payload);
        if (!keys.contains(batch.key())) {
          keys.add(batch.key());
          readings.addAll(batch.readings());
        }
      } catch (WireFormatException e) {
        throw new AssertionError(e);
      }
    }
    return readings;
  }

  /** Lets the gateway do what is its own, and ingest listen. */
  private static final class Door implements BrokerAccess {
    @Override
    public boolean mayConnect(String user, String password) {
      return user.equals("ingest")
          ? password.equals("ingest-secret")
          : user.equals(GATE.toString()) && password.equals("gate-secret");
    }

    @Override
    public boolean mayPublish(String user, String topic) {
      return topic.startsWith("fallow/v1/lakeside/gate/");
    }

    @Override
    public boolean maySubscribe(String user, String topicFilter) {
      return user.equals("ingest") || topicFilter.equals(Topics.commands(GATE));
    }
  }
}
