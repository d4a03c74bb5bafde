package io.fallow.telemetry.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LedgerKeyTest {

  @Test
  void hashesTopicAndPayload() {
    // Python: hashlib.sha256(b"topic\0payload").hexdigest()[:32]
    LedgerKey key = LedgerKey.hashed(3, "topic", bytes("payload"));
    assertThat(String.format("%016x%016x", key.epoch(), key.sequence()))
        .isEqualTo("0243219fb19c9dd85685cebe3c95de63");
    assertThat(key.byHash()).isTrue();
    assertThat(key.gatewayId()).isEqualTo(3);
  }

  @Test
  void tellsApartWhereTheTopicEnds() {
    assertThat(LedgerKey.hashed(1, "ab", bytes("c")))
        .isNotEqualTo(LedgerKey.hashed(1, "a", bytes("bc")));
  }

  @Test
  void cleansWhatTheDatabaseCannotHold() {
    assertThat(Reject.storable("a\u0000b\nc\ud800")).isEqualTo("a\ufffdb\ufffdc\ufffd");
    assertThat(Reject.storable("\ud83d\ude9c".repeat(600))).hasSize(1_000);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
