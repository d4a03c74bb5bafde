package io.fallow.scheduler.api.telling;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.booking.Action;
import io.fallow.scheduler.telling.EventKinds;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EventKindsTest {

  @Test
  void theContractNamesEveryKindOfEvent() throws Exception {
    String part = "/io/fallow/scheduler/api/openapi/telling.json";
    try (InputStream in = EventKindsTest.class.getResourceAsStream(part)) {
      JsonObject type =
          new JsonObject(Buffer.buffer(in.readAllBytes()))
              .getJsonObject("components")
              .getJsonObject("schemas")
              .getJsonObject("EventType");
      assertThat(type.getJsonArray("enum").stream().map(String.class::cast))
          .containsExactlyElementsOf(EventKinds.ALL);
    }
  }

  @Test
  void whateverHappensToAReservationHasItsKind() {
    assertThat(EventKinds.ALL)
        .containsAll(
            Arrays.stream(Action.values())
                .filter(action -> action != Action.FEE_WAIVED)
                .map(action -> "reservation." + action.code())
                .toList());
  }
}
