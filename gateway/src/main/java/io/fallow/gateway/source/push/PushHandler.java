package io.fallow.gateway.source.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.fallow.gateway.source.Intake;
import io.fallow.gateway.source.IntakeException;
import io.fallow.gateway.source.SourceState;
import io.fallow.gateway.wire.DecodedBatch;
import io.fallow.gateway.wire.JsonBatchCodec;
import io.fallow.gateway.wire.Reading;
import io.fallow.gateway.wire.WireFormatException;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /readings}, with {@code Authorization: Bearer} and the token, and the readings as the
 * wire's JSON: {@code {"readings":[{"asset":"mri-1","time":"…","powerW":120}]}}. 204 says that all
 * of them are on disk; any other answer that none of them is, with the reasons as RFC 9457 says.
 */
final class PushHandler implements HttpHandler {

  private static final Logger LOG = LoggerFactory.getLogger(PushHandler.class);
  private static final int LARGEST = 1 << 20; // bytes
  private static final int MOST_FAULTS = 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final byte[] authorization;
  private final Set<String> assets;
  private final Intake intake;
  private final SourceState state;

  PushHandler(String token, Set<String> assets, Intake intake, SourceState state) {
    this.authorization = ("Bearer " + token).getBytes(UTF_8);
    this.assets = assets;
    this.intake = intake;
    this.state = state;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      respond(exchange);
    } catch (RuntimeException bug) {
      LOG.error("A request cannot be answered", bug);
    } catch (InterruptedException leaving) {
      Thread.currentThread().interrupt();
    }
  }

  private void respond(HttpExchange exchange) throws IOException, InterruptedException {
    if (!"/readings".equals(exchange.getRequestURI().getPath())) {
      problem(exchange, 404, "There is nothing here but /readings.", List.of());
    } else if (!exchange.getRequestMethod().equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "POST");
      problem(exchange, 405, "Readings are posted.", List.of());
    } else if (!isAuthorized(exchange)) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
      problem(exchange, 401, "The token is missing or wrong.", List.of());
    } else {
      byte[] body = exchange.getRequestBody().readNBytes(LARGEST + 1);
      if (body.length > LARGEST) {
        problem(exchange, 413, "At most a megabyte at a time.", List.of());
      } else {
        take(exchange, body);
      }
    }
  }

  private boolean isAuthorized(HttpExchange exchange) {
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    return given != null && MessageDigest.isEqual(authorization, given.getBytes(UTF_8));
  }

  private void take(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
    try {
      DecodedBatch batch = JsonBatchCodec.decode(body);
      List<String> faults = faults(batch);
      if (!faults.isEmpty()) {
        state.refused(faults.get(0));
        problem(exchange, 400, "None of the readings was taken.", faults);
        return;
      }
      intake.take(batch.readings(), Optional.empty());
      state.took(batch.readings().size());
      exchange.sendResponseHeaders(204, -1);
    } catch (WireFormatException e) {
      state.refused(e.getMessage());
      problem(exchange, 400, "The body is not what was expected.", List.of(e.getMessage()));
    } catch (IntakeException e) {
      exchange.getResponseHeaders().set("Retry-After", "10");
      problem(exchange, 503, "Readings cannot be kept now: " + e.getMessage(), List.of());
    }
  }

  private List<String> faults(DecodedBatch batch) {
    List<String> faults = new ArrayList<>();
    batch.bad().forEach(each -> faults.add(each.reason().code() + ": " + each.detail()));
    batch.readings().stream()
        .map(Reading::asset)
        .filter(each -> !assets.contains(each))
        .distinct()
        .forEach(each -> faults.add("this source does not speak of asset " + each));
    return faults.subList(0, Math.min(MOST_FAULTS, faults.size()));
  }

  private static void problem(HttpExchange exchange, int status, String title, List<String> faults)
      throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("title", title);
    json.put("status", status);
    if (!faults.isEmpty()) {
      faults.forEach(json.putArray("faults")::add);
    }
    byte[] bytes = JSON.writeValueAsBytes(json);
    exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
