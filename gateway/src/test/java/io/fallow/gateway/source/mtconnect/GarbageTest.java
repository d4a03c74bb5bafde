package io.fallow.gateway.source.mtconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.source.SourceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever an agent answers, it ends in observations, in its error, or in a refusal. */
class GarbageTest {

  private static final int ROUNDS = 2_000;

  @ParameterizedTest
  @ValueSource(strings = {"1.2-mazak-two-paths", "1.7-data-sets", "error-2.6"})
  void endsWell(String document) throws IOException {
    byte[] original;
    try (InputStream in = GarbageTest.class.getResourceAsStream(document + ".xml")) {
      original = in.readAllBytes();
    }
    Random random = new Random(6);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] changed =
          Arrays.copyOf(
              original, original.length - random.nextInt(1 + original.length / 2) * (i % 2));
      for (int changes = random.nextInt(5); changes > 0; changes--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      parse(changed);
    }
  }

  private static void parse(byte[] document) {
    try {
      Streams streams = StreamsParser.parse(new ByteArrayInputStream(document));
      Followed machine = new Followed(Machines.of("Mazak", null, "pw", "pc"));
      machine.isSo(streams, Duration.ZERO, refusal -> assertThat(refusal).isNotBlank());
      assertThat(machine.changes(streams, Duration.ZERO, refusal -> {})).isNotNull();
    } catch (SourceException | AgentError refusal) {
      assertThat(refusal.getMessage()).isNotBlank();
    }
  }
}
