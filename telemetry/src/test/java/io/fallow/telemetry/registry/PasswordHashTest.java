package io.fallow.telemetry.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class PasswordHashTest {

  @Test
  void matchesTheSamePasswordAndNoOther() {
    for (PasswordHash hash :
        List.of(PasswordHash.of("correct horse"), PasswordHash.ofGenerated("correct horse"))) {
      PasswordHash read = PasswordHash.parse(hash.text());
      assertThat(read.matches("correct horse")).isTrue();
      assertThat(read.matches("Correct horse")).isFalse();
      assertThat(read.matches("")).isFalse();
      assertThat(hash.toString()).doesNotContain(hash.key()).doesNotContain(hash.salt());
    }
  }

  @Test
  void saltsSoThatTheSamePasswordLooksDifferentEachTime() {
    assertThat(PasswordHash.of("same").text()).isNotEqualTo(PasswordHash.of("same").text());
    assertThat(PasswordHash.ofGenerated("same").text())
        .isNotEqualTo(PasswordHash.ofGenerated("same").text());
  }

  @Test
  void readsAHashOfFewerIterations() {
    // Computed with Python: hashlib.pbkdf2_hmac("sha256", b"secret", b"0123456789abcdef", 1000)
    String old =
        "pbkdf2-sha256$1000$MDEyMzQ1Njc4OWFiY2RlZg$tiKWHy4FAGCWE8gn6GtKhaxD2OeeAUUWXFT/p1aaNl8";
    assertThat(PasswordHash.parse(old).matches("secret")).isTrue();
    assertThat(PasswordHash.parse(old).isOfGenerated()).isFalse();
  }

  @Test
  void refusesAHashOfAnotherKind() {
    assertThatIllegalArgumentException().isThrownBy(() -> PasswordHash.parse("secret"));
  }
}
