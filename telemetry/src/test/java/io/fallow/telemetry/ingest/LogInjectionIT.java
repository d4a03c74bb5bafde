package io.fallow.telemetry.ingest;

import static io.fallow.telemetry.ingest.IngestStack.NOW;
import static io.fallow.telemetry.ingest.IngestStack.OWN;
import static io.fallow.telemetry.ingest.IngestStack.PATIENCE;
import static io.fallow.telemetry.ingest.IngestStack.power;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever publishes lines writes none into telemetry's log, nor into the table of rejects. */
class LogInjectionIT extends OnIngestStack {

  private static final String FORGED = "12:00:00 ERROR forged";
  private static final List<String> HOSTILE =
      List.of(
          "a\r\n" + FORGED,
          "a\n" + FORGED,
          "a\u0085" + FORGED,
          "\u001b[2J\u001b[31m" + FORGED,
          "a\u0007\b" + FORGED);

  private ShippedLog log;

  @BeforeEach
  void listen() throws IOException {
    log = new ShippedLog("/io/fallow/telemetry/logback.xml");
  }

  @AfterEach
  void leave() {
    log.close();
  }

  @Test
  void whateverAMessageBringsTheLogHasOurLinesAlone() throws Exception {
    ObjectMapper json = new ObjectMapper();
    int sent = 0;
    for (String each : HOSTILE) {
      Map<String, String> reading = Map.of("asset", each, "time", each, "activity", each);
      stack.send(OWN, json.writeValueAsString(Map.of("readings", List.of(reading))));
      stack.send(OWN, json.writeValueAsString(Map.of(each, each)));
      stack.intake().refuse("fallow/v1/lakeside/gw-1/" + each, new byte[] {'x'}); // as Paho won't
      sent += 3;
    }
    int all = sent;
    await().atMost(PATIENCE).until(() -> stack.rejects() == all);
    assertThat(log.forged()).isEmpty();
    assertThat(stack.texts("SELECT topic || detail FROM rejected_message"))
        .allMatch(text -> text.chars().noneMatch(Character::isISOControl));
  }

  @Test
  void aTopicThatIsToldBecauseTheDatabaseRefusesItsMessageIsOneLine() throws Exception {
    stack.execute("ALTER TABLE reading ADD CONSTRAINT no_devil CHECK (power_w <> 666)");
    try {
      stack.send(1, power(NOW, 666));
      await().atMost(PATIENCE).until(() -> stack.rejects() == 1);
    } finally {
      stack.execute("ALTER TABLE reading DROP CONSTRAINT no_devil");
    }
    assertThat(log.lines()).anyMatch(line -> line.contains(OWN + " is rejected"));
    assertThat(log.forged()).isEmpty();
  }
}
