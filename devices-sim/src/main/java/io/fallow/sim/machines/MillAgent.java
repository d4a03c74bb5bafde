package io.fallow.sim.machines;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fallow.sim.machines.Shift.Doing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An MTConnect agent (streams of version 1.4) with one milling machine. It looks at its machine ten
 * times a second and remembers the last thousand changes.
 */
final class MillAgent implements AutoCloseable {

  static final String DEVICE = "VMC-1";

  private static final int REMEMBERED = 1_000;

  private record Change(long sequence, String item, Instant time, String value) {}

  private final Shift shift;
  private final Clock clock;
  private final long instance;
  private final Deque<Change> changes = new ArrayDeque<>(); // guarded by this
  private final Map<String, String> last = new HashMap<>(); // guarded by this
  private long next = 1; // guarded by this
  private final Ticker looking;
  private final HttpServer server;

  MillAgent(int port, Shift shift, Clock clock) throws IOException {
    this.shift = shift;
    this.clock = clock;
    this.instance = clock.instant().getEpochSecond();
    look();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
    server.createContext("/current", exchange -> answer(exchange, current(exchange)));
    server.createContext("/sample", exchange -> answer(exchange, sample(exchange)));
    server.start();
    looking = new Ticker("mill", Duration.ofMillis(100), this::look);
  }

  int port() {
    return server.getAddress().getPort();
  }

  private synchronized void look() {
    Instant now = clock.instant();
    Doing doing = shift.doing(now);
    tell(now, "avail", "AVAILABLE");
    tell(now, "exec", doing == Doing.WORKS ? "ACTIVE" : "READY");
    tell(now, "system", doing == Doing.IS_BROKEN ? "Fault" : "Normal");
    tell(now, "parts", Long.toString(shift.cycles(now)));
    tell(now, "watts", Long.toString(Math.round(shift.power(now) / 50) * 50));
  }

  private void tell(Instant now, String item, String value) {
    if (!Objects.equals(last.put(item, value), value)) {
      changes.addLast(new Change(next++, item, now, value));
      if (changes.size() > REMEMBERED) {
        changes.removeFirst();
      }
    }
  }

  private synchronized String current(HttpExchange exchange) {
    long at = number(exchange, "at", next - 1);
    Map<String, Change> newest = new TreeMap<>();
    changes.stream()
        .filter(each -> each.sequence() <= at)
        .forEach(each -> newest.put(each.item(), each));
    return at < changes.getFirst().sequence() || at >= next
        ? outOfRange()
        : streams(next, newest.values().stream());
  }

  private synchronized String sample(HttpExchange exchange) {
    long from = number(exchange, "from", changes.getFirst().sequence());
    long count = number(exchange, "count", 100);
    if (from < changes.getFirst().sequence() || from > next) {
      return outOfRange();
    }
    List<Change> some =
        changes.stream().filter(each -> each.sequence() >= from).limit(count).toList();
    long behind = some.isEmpty() ? next : some.get(some.size() - 1).sequence() + 1;
    return streams(behind, some.stream());
  }

  private static long number(HttpExchange exchange, String name, long otherwise) {
    String query = exchange.getRequestURI().getQuery();
    return Stream.of(query == null ? new String[0] : query.split("&"))
        .filter(each -> each.startsWith(name + "="))
        .map(each -> Long.parseLong(each.substring(name.length() + 1)))
        .findFirst()
        .orElse(otherwise);
  }

  private static final String STREAMS =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <MTConnectStreams xmlns="urn:mtconnect.org:MTConnectStreams:1.4">
        <Header creationTime="%s" sender="fallow" instanceId="%d" version="1.4.0.0" \
      bufferSize="%d" nextSequence="%d" firstSequence="%d" lastSequence="%d"/>
        <Streams><DeviceStream name="%s" uuid="fallow-vmc-1">%s</DeviceStream></Streams>
      </MTConnectStreams>
      """;

  private String streams(long behind, Stream<Change> some) {
    StringBuilder components = new StringBuilder();
    some.forEach(each -> components.append(component(each)));
    return STREAMS.formatted(
        clock.instant(),
        instance,
        REMEMBERED,
        behind,
        changes.getFirst().sequence(),
        next - 1,
        DEVICE,
        components);
  }

  private static final String COMPONENT =
      """
      <ComponentStream component="%s" name="%s"><%s>%s</%s></ComponentStream>
      """;

  private static String component(Change change) {
    return switch (change.item()) {
      case "avail" -> component("Device", DEVICE, "Events", element("Availability", change));
      case "exec" -> component("Path", "path1", "Events", element("Execution", change));
      case "parts" -> component("Path", "path1", "Events", element("PartCount", change));
      case "watts" -> component("Electric", "power", "Samples", element("Wattage", change));
      default -> component("Controller", "cnc", "Condition", condition(change));
    };
  }

  private static String component(String type, String name, String group, String element) {
    return COMPONENT.formatted(type, name, group, element, group);
  }

  private static String element(String type, Change change) {
    return "<%s dataItemId=\"%s\" timestamp=\"%s\" sequence=\"%d\">%s</%s>"
        .formatted(type, change.item(), change.time(), change.sequence(), change.value(), type);
  }

  private static String condition(Change change) {
    return "<%s dataItemId=\"system\" timestamp=\"%s\" sequence=\"%d\" type=\"SYSTEM\"/>"
        .formatted(change.value(), change.time(), change.sequence());
  }

  private String outOfRange() {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <MTConnectError xmlns="urn:mtconnect.org:MTConnectError:1.4">
          <Header creationTime="%s" sender="fallow" instanceId="%d" version="1.4.0.0" bufferSize="%d"/>
          <Errors><Error errorCode="OUT_OF_RANGE">not remembered</Error></Errors>
        </MTConnectError>
        """
        .formatted(clock.instant(), instance, REMEMBERED);
  }

  private static void answer(HttpExchange exchange, String document) throws IOException {
    try (exchange) {
      byte[] bytes = document.getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/xml");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    looking.close();
  }
}
