package io.fallow.telemetry.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.telemetry.enrolment.Gate;
import io.fallow.telemetry.enrolment.GateClosedException;
import io.fallow.telemetry.enrolment.Login;
import io.fallow.telemetry.ingest.BrokerSockets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gate of a Mosquitto with its dynamic-security plugin, whose list is administered over MQTT.
 * Commands that come while others are under way go together in one message: Mosquitto answers each
 * message after carrying out all that is in it.
 *
 * <p>Connects when it is first needed, from a thread of its own; while there is no broker, every
 * call fails within some seconds.
 */
public final class DynsecGate implements Gate, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DynsecGate.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_COMMANDS = 300;
  private static final long ANSWER_MS = 5_000;
  private static final long PATIENCE_MS = 12_000; // connecting, what is before it, its own answer

  private record Request(List<ObjectNode> commands, CompletableFuture<List<JsonNode>> answer) {
    Request(List<ObjectNode> commands) {
      this(commands, new CompletableFuture<>());
    }

    /** That nothing more will come. */
    boolean isEnd() {
      return commands.isEmpty();
    }
  }

  private final BrokerAdmin admin;
  private final BlockingQueue<Request> waiting = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::work, "broker-list");
  private DynsecConnection connection;

  /** Of this broker. */
  public DynsecGate(BrokerAdmin admin) {
    this.admin = admin;
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void admit(Login login, Optional<String> password) {
    ask(DynsecCommands.admit(login, password));
  }

  @Override
  public void dismiss(Set<Login> logins) {
    if (logins.isEmpty()) {
      return;
    }
    ask(logins.stream().map(DynsecCommands::dismiss).toList());
  }

  @Override
  public Optional<Set<Login>> listed() {
    JsonNode clients = ask(List.of(DynsecCommands.list())).get(0).path("data").path("clients");
    Set<Login> found = new HashSet<>();
    clients.forEach(name -> Login.of(name.asText()).ifPresent(found::add));
    return Optional.of(found);
  }

  private List<JsonNode> ask(List<ObjectNode> commands) {
    Request request = new Request(commands);
    waiting.add(request);
    List<JsonNode> answers = await(request);
    for (JsonNode each : answers) {
      DynsecCommands.fault(each)
          .ifPresent(
              fault -> {
                throw new GateClosedException("the broker refuses " + fault);
              });
    }
    return answers;
  }

  private List<JsonNode> await(Request request) {
    try {
      return request.answer().orTimeout(PATIENCE_MS, TimeUnit.MILLISECONDS).join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof GateClosedException closed) {
        throw closed;
      }
      String reason =
          failure.getCause() instanceof TimeoutException
              ? "the broker does not answer"
              : failure.getMessage();
      throw new GateClosedException(reason, failure);
    }
  }

  private void work() {
    try {
      while (true) {
        Request first = waiting.take();
        if (first.isEnd()) {
          return;
        }
        carryOut(together(first));
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } finally {
      disconnect();
    }
  }

  private List<Request> together(Request first) {
    List<Request> all = new ArrayList<>(List.of(first));
    int commands = first.commands().size();
    Request next = waiting.peek();
    while (next != null && !next.isEnd() && commands + next.commands().size() <= MOST_COMMANDS) {
      all.add(waiting.remove());
      commands += next.commands().size();
      next = waiting.peek();
    }
    return all;
  }

  private void carryOut(List<Request> requests) throws InterruptedException {
    try {
      exchange(requests);
    } catch (MqttException | JsonProcessingException | RuntimeException failure) {
      disconnect();
      String reason = "no list at the broker: " + BrokerSockets.reason(failure);
      LOG.debug("Gateways can't be let in or shut out: {}", reason, failure);
      requests.forEach(
          each -> each.answer().completeExceptionally(new GateClosedException(reason, failure)));
    }
  }

  private void exchange(List<Request> requests)
      throws MqttException, JsonProcessingException, InterruptedException {
    connect();
    ObjectNode message = JSON.createObjectNode();
    ArrayNode commands = message.putArray("commands");
    Map<String, List<JsonNode>> answers = new HashMap<>();
    Map<String, Request> byMark = new HashMap<>();
    for (Request each : requests) {
      String mark = UUID.randomUUID().toString();
      byMark.put(mark, each);
      answers.put(mark, new ArrayList<>());
      each.commands().forEach(it -> commands.add(it.deepCopy().put("correlationData", mark)));
    }
    connection.send(JSON.writeValueAsString(message));
    int missing = commands.size();
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ANSWER_MS);
    while (missing > 0) {
      missing -= read(TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()), answers);
    }
    byMark.forEach((mark, request) -> request.answer().complete(answers.get(mark)));
  }

  /** Reads one message of answers; how many of them are to what was asked here. */
  private int read(long patienceMs, Map<String, List<JsonNode>> answers)
      throws JsonProcessingException, InterruptedException {
    String text = patienceMs > 0 ? connection.answer(patienceMs) : null;
    if (text == null) {
      throw new GateClosedException("the broker does not answer");
    }
    int ours = 0;
    for (JsonNode each : JSON.readTree(text).path("responses")) {
      List<JsonNode> to = answers.get(each.path("correlationData").asText());
      if (to != null) {
        to.add(each);
        ours++;
      }
    }
    return ours;
  }

  private void connect() throws MqttException {
    if (connection == null || !connection.isOpen()) {
      disconnect();
      connection = DynsecConnection.open(admin);
      LOG.info("Lets gateways in at {}", admin.broker());
    }
  }

  private void disconnect() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  /** Ends the connection. */
  @Override
  public void close() {
    waiting.add(new Request(List.of()));
    try {
      thread.join(ANSWER_MS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
