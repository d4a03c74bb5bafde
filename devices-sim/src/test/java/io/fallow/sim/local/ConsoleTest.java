package io.fallow.sim.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConsoleTest {

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  @Test
  void printsALineEachTenthWhereThereIsNoTerminal() {
    Console console = console(false);
    for (int i = 0; i <= 1_000; i++) {
      console.progress("History", i / 1_000.0, "x");
    }
    assertThat(screen.toString(StandardCharsets.UTF_8).lines())
        .hasSize(11)
        .first()
        .isEqualTo("History [..............................]   0 %  x");
    assertThat(screen.toString(StandardCharsets.UTF_8)).contains("100 %");
  }

  @Test
  void drawsTheBarAnewBelowALineOnATerminal() {
    Console console = console(true);
    console.progress("History", 0.5, "x");
    console.say("a line");
    console.progress("History", 1, "x");
    console.say("another");
    assertThat(screen.toString(StandardCharsets.UTF_8))
        .containsSubsequence("50 %", "\r\u001b[K", "a line\n", "50 %", "\r\u001b[K", "another\n");
  }

  @Test
  void saysALengthOfTimeAsPeopleDo() {
    assertThat(Console.spoken(Duration.ofMillis(4_230))).isEqualTo("4.2 s");
    assertThat(Console.spoken(Duration.ofSeconds(192))).isEqualTo("3 min 12 s");
  }

  private Console console(boolean terminal) {
    return new Console(new PrintStream(screen, true, StandardCharsets.UTF_8), terminal);
  }
}
