package io.fallow.scheduler.telling.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretBoxTest {

  private static final String OLD = key(1);
  private static final String NEW = key(2);
  private static final UUID WEBHOOK = new UUID(1, 2);
  private final Secret secret = Secret.random();

  private static String key(int first) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) first;
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void whatIsStoredTellsNothingAndOpensForItsWebhookAlone() {
    SecretBox box = SecretBox.of(OLD + "\n");
    String stored = box.sealed(WEBHOOK, secret);
    assertThat(stored).doesNotContain("whsec").isNotEqualTo(box.sealed(WEBHOOK, secret));
    assertThat(box.opened(WEBHOOK, stored)).isEqualTo(secret);
    assertThatIllegalStateException().isThrownBy(() -> box.opened(new UUID(1, 3), stored));
  }

  @Test
  void anOldKeyStillOpensAndTheNewOneSeals() {
    String old = SecretBox.of(OLD).sealed(WEBHOOK, secret);
    SecretBox both = SecretBox.of(NEW + "\n" + OLD);
    assertThat(both.opened(WEBHOOK, old)).isEqualTo(secret);
    String anew = both.sealed(WEBHOOK, secret);
    assertThat(SecretBox.of(NEW).opened(WEBHOOK, anew)).isEqualTo(secret);
    assertThatIllegalStateException().isThrownBy(() -> SecretBox.of(NEW).opened(WEBHOOK, old));
    assertThatIllegalStateException().isThrownBy(() -> SecretBox.NONE.opened(WEBHOOK, old));
  }

  @Test
  void withoutAKeySecretsAreKeptAsTheyAreAndWithOneStillOpen() {
    String stored = SecretBox.NONE.sealed(WEBHOOK, secret);
    assertThat(stored).isEqualTo(secret.text());
    assertThat(SecretBox.of(NEW).opened(WEBHOOK, stored)).isEqualTo(secret);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "short", "AAAA", "not base64 at all!"})
  void whatIsNoKeyIsRefusedAndNotTold(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecretBox.of(text))
        .withMessageMatching("holds no key|must hold lines of 32 bytes in base64");
  }
}
