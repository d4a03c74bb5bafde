package io.fallow.telemetry.rejects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "7b7d|{}",
        "0a0d09|\\n\\r\\t",
        "5c6e|\\\\n", // a backslash and an n, not a new line
        "001b5b316d|\\u0000\\u001b[1m",
        "ff41fe|\\xffA\\xfe",
        "c3a4|ä",
        "c328|\\xc3(",
        "f09f9880|😀",
        "e280ae|\\u202e", // right-to-left override
        "e281a6|\\u2066",
        "efbbbf|\\ufeff",
        "e280a8|\\u2028",
        "f3a08081|\\u{e0001}",
        "eda080|\\xed\\xa0\\x80", // half of a character
        "3c7363726970743e|<script>"
      })
  void isTextAndSaysWhatIsNone(String bytes, String text) {
    assertThat(Excerpt.of(HexFormat.of().parseHex(bytes), false)).isEqualTo(text);
  }

  @Test
  void leavesOutTheHalfOfACharacterWhereItIsCutAndOnlyThere() {
    byte[] half = Arrays.copyOf("aä".getBytes(UTF_8), 2);
    assertThat(Excerpt.of(half, true)).isEqualTo("a");
    assertThat(Excerpt.of(half, false)).isEqualTo("a\\xc3");
  }

  @Test
  void showsNoControlCharacterWhateverTheBytesAre() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      String text = Excerpt.of(bytes, random.nextBoolean());
      assertThat(text.codePoints())
          .as(HexFormat.of().formatHex(bytes))
          .noneMatch(Character::isISOControl)
          .noneMatch(point -> Character.getType(point) == Character.FORMAT);
    }
  }
}
