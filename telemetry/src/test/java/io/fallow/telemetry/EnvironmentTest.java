package io.fallow.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTest {

  @Test
  void overlooksWhatIsNotOurs() {
    Environment env = new Environment(Map.of("PATH", "/bin", "FALLOWS", "3", "fallow_home", "/"));

    assertThatCode(env::orThrow).doesNotThrowAnyException();
  }

  @Test
  void acceptsTheNamesOfAllProcesses() {
    Map<String, String> all =
        KnownVariables.names().stream().collect(Collectors.toMap(Function.identity(), name -> "?"));

    assertThatCode(new Environment(all)::orThrow).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "FALLOW_MQTT_PROT, FALLOW_MQTT_PORT",
    "FALLOW_DB_PASWORD, FALLOW_DB_PASSWORD",
    "FALLOW_HTTPPORT, FALLOW_HTTP_PORT",
    "FALLOW_HISTORY_DAY, FALLOW_HISTORY_DAYS",
    "FALLOW_SPEEED, FALLOW_SPEED"
  })
  void guessesWhichNameWasMeant(String name, String meant) {
    assertThat(faultsOf(Map.of(name, "1")))
        .hasMessage(name + " is unknown; did you mean " + meant + "?");
  }

  @Test
  void namesAllThereAreWhenNoneIsNear() {
    assertThat(faultsOf(Map.of("FALLOW_COLOUR", "red")))
        .hasMessageStartingWith("FALLOW_COLOUR is unknown; there are FALLOW_AUDIT_KEY_FILE, ")
        .hasMessageContaining(", FALLOW_DB_POOL, ")
        .hasMessageEndingWith(", FALLOW_WEBHOOK_PRIVATE");
  }

  @Test
  void tellsAllFaultsAndRepeatsNoValue() {
    Environment env =
        new Environment(Map.of("FALLOW_DB_POOL", "s3cret", "FALLOW_HTTP_PORT", "99999"));
    env.number("FALLOW_DB_POOL", 1, 1, 9);
    env.number("FALLOW_HTTP_PORT", 1, 0, 65_535);
    env.required("FALLOW_DB_URL");

    assertThat(catchThrowableOfType(ConfigException.class, env::orThrow).getMessage().lines())
        .containsExactly(
            "FALLOW_DB_POOL must be a whole number from 1 to 9",
            "FALLOW_HTTP_PORT must be a whole number from 0 to 65535",
            "FALLOW_DB_URL is needed");
  }

  @Test
  void takesABlankVariableForNone() {
    Environment env = new Environment(Map.of("FALLOW_DB_USER", " ", "FALLOW_DB_POOL", ""));

    assertThat(env.isSet("FALLOW_DB_USER")).isFalse();
    assertThat(env.number("FALLOW_DB_POOL", 7, 1, 9)).isEqualTo(7);
  }

  @Test
  void readsNoVariableThatOtherProcessesWouldRefuse() {
    Environment env = new Environment(Map.of());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> env.text("FALLOW_NEW"))
        .withMessage("FALLOW_NEW is not among the known variables");
  }

  private static ConfigException faultsOf(Map<String, String> variables) {
    return catchThrowableOfType(ConfigException.class, () -> new Environment(variables).orThrow());
  }
}
