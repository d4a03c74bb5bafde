package io.fallow.gateway.source.mtconnect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An agent over HTTP with one device, {@code mill}, that is fed by lines as adapters write them
 * (SHDR): {@code time|key|value|…}, and for conditions {@code time|key|LEVEL|code|severity|
 * qualifier|text}. It has a bounded buffer, counts from 1 after each start, and can misbehave.
 */
final class SimulatedAgent implements AutoCloseable {

  /** How it answers. */
  enum Manners {
    GOOD,
    /** Begins an answer and never ends it. */
    HANGING,
    /** Sends forever. */
    ENDLESS,
    GARBAGE,
    /** A page of a proxy. */
    BROKEN,
    /** Doesn't know {@code at}. */
    WITHOUT_PAST
  }

  private record Observed(long sequence, String key, String value, String code, String time) {}

  private static final Map<String, String> ELEMENTS = elements();

  private final int bufferSize;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Observed> buffer = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private HttpServer server;
  private int port;
  private long instance = 1_700_000_000;
  private long next = 1;
  private Manners manners = Manners.GOOD;
  private Duration ahead = Duration.ZERO;

  SimulatedAgent(int bufferSize) throws IOException {
    this.bufferSize = bufferSize;
    begin();
    open();
  }

  private static Map<String, String> elements() {
    Map<String, String> elements = new LinkedHashMap<>();
    elements.put("avail", "Availability");
    elements.put("estop", "EmergencyStop");
    elements.put("execution", "Execution");
    elements.put("parts", "PartCount");
    elements.put("power", "Wattage");
    elements.put("x", "Position");
    elements.put("system", "Condition");
    return elements;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** What was asked, in its order: {@code current}, {@code sample?from=…}. */
  synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  synchronized void behaves(Manners other) {
    manners = other;
  }

  /** By how much its clock, and its adapter's, is ahead. */
  synchronized void runsAhead(Duration by) {
    ahead = by;
  }

  /** A line of its adapter, at the time that it tells. */
  synchronized void hears(String line) {
    String[] fields = line.split("\\|", -1);
    if (ELEMENTS.get(fields[1]).equals("Condition")) {
      observe(fields[1], fields[2], fields.length > 3 ? fields[3] : "", fields[0]);
      return;
    }
    for (int i = 1; i + 1 < fields.length; i += 2) {
      observe(fields[i], fields[i + 1], "", fields[0]);
    }
  }

  /** The same, of this moment by its clock. */
  synchronized void hearsNow(String line) {
    hears(now() + "|" + line);
  }

  private Instant now() {
    return Instant.now().plus(ahead);
  }

  private void observe(String key, String value, String code, String time) {
    buffer.add(new Observed(next++, key, value, code, time));
    while (buffer.size() > 2 * bufferSize) {
      buffer.remove(0);
    }
  }

  /** Starts anew: all is unavailable, and numbers begin at 1. */
  synchronized void restart() {
    instance++;
    begin();
  }

  private void begin() {
    buffer.clear();
    next = 1;
    ELEMENTS.keySet().forEach(each -> observe(each, "UNAVAILABLE", "", now().toString()));
  }

  /** Nobody listens any more. */
  void leave() {
    server.stop(0);
  }

  /** Listens where it did. */
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10);
    port = server.getAddress().getPort();
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String what = exchange.getRequestURI().toString().substring(1);
      Manners how;
      synchronized (this) {
        asked.add(what);
        how = manners;
      }
      switch (how) {
        case GARBAGE -> send(exchange, 200, "<MTConnectStreams><Header instanceId=\u0001");
        case BROKEN -> send(exchange, 502, "<html><body>Bad gateway</body></html>");
        case HANGING -> hang(exchange);
        case ENDLESS -> sendForever(exchange);
        default -> send(exchange, 200, document(what, how));
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/xml");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static void hang(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 1_000);
    exchange.getResponseBody().write("<MTConnectStreams>".getBytes(UTF_8));
    exchange.getResponseBody().flush();
    try {
      new CountDownLatch(1).await(); // until the test ends
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void sendForever(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    out.write("<MTConnectStreams>".getBytes(UTF_8));
    byte[] some = "<Streams></Streams>".repeat(1_000).getBytes(UTF_8);
    while (!Thread.currentThread().isInterrupted()) {
      out.write(some);
    }
  }

  private synchronized String document(String what, Manners how) {
    long last = next - 1;
    long first = Math.max(1, next - bufferSize);
    if (what.equals("current")) {
      return streams(newest(last), next, first);
    }
    long number = Long.parseLong(what.replaceAll("^.*?=(\\d+).*$", "$1"));
    boolean past = what.startsWith("current?at=");
    if (past && how == Manners.WITHOUT_PAST) {
      return error("UNSUPPORTED", "at");
    }
    if (number < first || number > (past ? last : next)) {
      return error("OUT_OF_RANGE", "must be between " + first + " and " + next);
    }
    if (past) {
      return streams(newest(number), next, first);
    }
    int count = Integer.parseInt(what.substring(what.lastIndexOf('=') + 1));
    List<Observed> some =
        buffer.stream().filter(each -> each.sequence() >= number).limit(count).toList();
    return streams(some, number + some.size(), first);
  }

  /** Of each item the newest up to a number; of a condition every fault that stands. */
  private List<Observed> newest(long number) {
    Map<String, Observed> newest = new LinkedHashMap<>();
    for (Observed each : buffer) {
      if (each.sequence() <= number) {
        if (each.value().equals("NORMAL") && each.code().isEmpty()) {
          newest.keySet().removeIf(key -> key.startsWith(each.key() + "/"));
        }
        newest.put(each.key() + "/" + each.code(), each);
      }
    }
    return List.copyOf(newest.values());
  }

  private String streams(List<Observed> some, long nextOfThese, long first) {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<MTConnectStreams xmlns=\"urn:mtconnect.org:MTConnectStreams:1.7\"><Header ")
        .append(
            "creationTime=\"%s\" instanceId=\"%d\" bufferSize=\"%d\" nextSequence=\"%d\" "
                .formatted(now(), instance, bufferSize, nextOfThese))
        .append("firstSequence=\"%d\" lastSequence=\"%d\"/>".formatted(first, next - 1))
        .append("<Streams><DeviceStream name=\"mill\" uuid=\"mill-1\">")
        .append("<ComponentStream component=\"Path\" name=\"path\" componentId=\"p\">");
    some.forEach(each -> xml.append(element(each)));
    return xml.append("</ComponentStream></DeviceStream></Streams></MTConnectStreams>").toString();
  }

  private static String element(Observed each) {
    String element = ELEMENTS.get(each.key());
    boolean condition = element.equals("Condition");
    String name =
        condition
            ? each.value().substring(0, 1) + each.value().substring(1).toLowerCase(Locale.ROOT)
            : element;
    String xml =
        "<%s dataItemId=\"%s\" sequence=\"%d\" timestamp=\"%s\" nativeCode=\"%s\">%s</%s>"
            .formatted(
                name,
                each.key(),
                each.sequence(),
                each.time(),
                each.code(),
                condition ? "" : each.value(),
                name);
    return condition ? "<Condition>" + xml + "</Condition>" : xml;
  }

  private static String error(String code, String words) {
    return "<MTConnectError><Header/><Errors><Error errorCode=\"%s\">%s</Error></Errors></MTConnectError>"
        .formatted(code, words);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
