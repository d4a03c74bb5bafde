package io.fallow.telemetry.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.telemetry.enrolment.GateClosedException;
import io.fallow.telemetry.enrolment.Login;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether EMQX's REST API, as it is documented, is asked to put out whom it should. */
class EmqxGateIT {

  private static final Login HALL = new Login(new GatewayAddress("forge", "hall-gw"), 2);

  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private HttpServer server;
  private EmqxGate gate;
  private int lookUp = 200;
  private int putOut = 204;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v5/", this::answer);
    server.start();
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    gate = new EmqxGate(new EmqxApi(url, "key", "secret"));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** The second client is of another user, as of a search that was taken less strictly. */
  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    assertThat(exchange.getRequestHeaders().getFirst("Authorization"))
        .isEqualTo("Basic a2V5OnNlY3JldA==");
    if (exchange.getRequestMethod().equals("DELETE")) {
      exchange.sendResponseHeaders(putOut, -1);
    } else {
      byte[] clients =
          """
          {"data":[{"clientid":"a b/1","username":"forge.hall-gw.2","connected":true},
                   {"clientid":"c","username":"forge.hall-gw","connected":true}],
           "meta":{"page":1,"limit":1000,"count":2}}
          """
              .getBytes(UTF_8);
      exchange.sendResponseHeaders(lookUp, clients.length);
      exchange.getResponseBody().write(clients);
    }
    exchange.close();
  }

  @Test
  void theClientsOfAUserArePutOutAndNobodyElses() {
    gate.dismiss(Set.of(HALL));
    assertThat(List.copyOf(asked))
        .containsExactly(
            "GET /api/v5/clients?limit=1000&username=forge.hall-gw.2",
            "DELETE /api/v5/clients/a%20b%2F1");
  }

  @Test
  void whoHasGoneByHimselfIsFine() {
    putOut = 404;
    gate.dismiss(Set.of(HALL));
    assertThat(asked).hasSize(2);
  }

  @Test
  void whatFailsIsToldSoThatItIsTriedAgain() {
    putOut = 500;
    assertThatExceptionOfType(GateClosedException.class)
        .isThrownBy(() -> gate.dismiss(Set.of(HALL)));
    lookUp = 401;
    assertThatExceptionOfType(GateClosedException.class)
        .isThrownBy(() -> gate.dismiss(Set.of(HALL)));
    server.stop(0);
    assertThatExceptionOfType(GateClosedException.class)
        .isThrownBy(() -> gate.dismiss(Set.of(HALL)));
  }

  @Test
  void itHasNoListOfItsOwn() {
    assertThat(gate.listed()).isEmpty();
  }
}
