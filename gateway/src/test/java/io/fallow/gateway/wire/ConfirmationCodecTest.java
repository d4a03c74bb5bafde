package io.fallow.gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fallow.gateway.wire.Confirmation.Range;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfirmationCodecTest {

  @Test
  void writesWhatIsStoredAndWhatIsMissing() {
    List<Range> missing = List.of(new Range(3, 5), new Range(9, 9));

    byte[] payload = ConfirmationCodec.encode(List.of(new Confirmation(7, 17, missing)));

    assertThat(new String(payload, UTF_8))
        .isEqualTo("{\"v\":1,\"stored\":[{\"epoch\":7,\"through\":17,\"missing\":[[3,5],[9,9]]}]}");
  }

  @Test
  void readsWhatItWritesAndPassesOverWhatItDoesNotKnow() throws Exception {
    String payload =
        "{\"v\":1,\"restart\":{\"in\":[1]},\"stored\":[{\"epoch\":7,\"through\":17,\"new\":[[1]],"
            + "\"missing\":[[3,5]]},{\"epoch\":8,\"through\":0}]}";

    assertThat(ConfirmationCodec.decode(payload.getBytes(UTF_8)))
        .containsExactly(
            new Confirmation(7, 17, List.of(new Range(3, 5))), new Confirmation(8, 0, List.of()));
    assertThat(ConfirmationCodec.decode("{}".getBytes(UTF_8))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "{\"stored\":7}",
        "{\"stored\":[7]}",
        "{\"stored\":[{\"epoch\":0,\"through\":1}]}",
        "{\"stored\":[{\"epoch\":1,\"through\":2,\"missing\":[[2,3]]}]}",
        "{\"stored\":[{\"epoch\":1,\"through\":9,\"missing\":[[4,5],[5,6]]}]}",
        "{\"stored\":[{\"epoch\":1,\"through\":9,\"missing\":[[\"4\",5]]}]}",
        "{\"stored\":[{\"epoch\":1"
      })
  void refusesWhatCannotBe(String payload) {
    assertThatThrownBy(() -> ConfirmationCodec.decode(payload.getBytes(UTF_8)))
        .isInstanceOf(WireFormatException.class);
  }
}
