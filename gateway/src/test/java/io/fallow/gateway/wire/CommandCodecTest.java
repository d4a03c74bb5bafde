package io.fallow.gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fallow.gateway.wire.Command.Ping;
import io.fallow.gateway.wire.Confirmation.Range;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandCodecTest {

  @Test
  void readsWhatIsStoredInItsOwnForm() throws Exception {
    List<Confirmation> stored = List.of(new Confirmation(7, 17, List.of(new Range(3, 5))));

    assertThat(CommandCodec.decode(ConfirmationCodec.encode(stored)))
        .isEqualTo(new Command(stored, Optional.empty(), false));
  }

  @Test
  void readsPingsAndRebirths() throws Exception {
    Ping ping = new Ping("5f2a", 1_763_758_412_345_678L);

    assertThat(CommandCodec.decode(CommandCodec.encode(ping))).isEqualTo(Command.of(ping));
    assertThat(decode("{\"v\":1,\"rebirth\":true}"))
        .isEqualTo(new Command(List.of(), Optional.empty(), true));
    assertThat(decode("{\"v\":1,\"rebirth\":false}").rebirth()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "{\"v\":2,\"rebirth\":true}",
        "{\"v\":1,\"restart\":true}",
        "{\"v\":1,\"stored\":[],\"exec\":\"rm\"}",
        "{\"v\":1,\"rebirth\":1}",
        "{\"v\":1,\"ping\":{\"id\":7,\"sentAt\":1}}",
        "{\"v\":1,\"ping\":{\"id\":\"\",\"sentAt\":1}}",
        "{\"v\":1,\"ping\":{\"id\":\"a\",\"sentAt\":1,\"run\":2}}",
        "{\"v\":1,\"ping\":\"a\"}",
        "{\"v\":1,\"stored\":[{\"epoch\":0,\"through\":1}]}",
        "{\"v\":1,\"rebirth\":true",
        "{\"v\":1,\"rebirth\":true} {}"
      })
  void refusesEverythingElse(String payload) {
    assertThatThrownBy(() -> decode(payload)).isInstanceOf(WireFormatException.class);
  }

  private static Command decode(String payload) throws WireFormatException {
    return CommandCodec.decode(payload.getBytes(UTF_8));
  }
}
