package io.fallow.sim.trial;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.QueueLimits;
import io.fallow.gateway.uplink.Uplink;
import io.fallow.gateway.uplink.UplinkConfig;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.sim.http.Ask;
import io.fallow.sim.http.Line;
import io.fallow.sim.http.Said;
import io.fallow.sim.world.FleetStack;
import io.fallow.sim.world.FleetWorld;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Many gateways are created and enrol over HTTP, at a scheduler in a process of its own that lets
 * them in at a real Mosquitto; some of them connect, and one is revoked.
 */
final class EnrolmentTrial {

  static final Duration LIMIT = Duration.ofSeconds(60);
  static final Duration CUT_LIMIT = Duration.ofSeconds(2);

  private static final int CLIENTS = 8;
  private static final int CONNECTED = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int CREATED = 201;
  private static final int OK = 200;

  /**
   * What was measured.
   *
   * @param took for all gateways, from the first request to the last answer
   * @param connected of those that tried
   * @param cut from the request that revokes to the end of the connection
   */
  record Outcome(int gateways, Duration took, int connected, Duration cut) {

    boolean passed() {
      return took.compareTo(LIMIT) < 0
          && connected == Math.min(CONNECTED, gateways)
          && cut.compareTo(CUT_LIMIT) < 0;
    }
  }

  private record Enrolled(GatewayAddress gateway, String password) {}

  private final int gateways;
  private final PrintStream out;

  EnrolmentTrial(int gateways, PrintStream out) {
    this.gateways = gateways;
    this.out = out;
  }

  Outcome run() throws IOException, InterruptedException {
    try (ListedMosquitto broker = new ListedMosquitto();
        FleetStack stack = new FleetStack(1, broker.variables(), line -> {})) {
      out.println(broker.provenance());
      stack.scheduler().start();
      out.println("the scheduler runs");
      String token = stack.token(FleetWorld.OWNER, "operator");
      int port = stack.scheduler().port();
      Instant begun = Instant.now();
      List<Enrolled> enrolled = enrol(port, token);
      Duration took = Duration.between(begun, Instant.now());
      return visit(stack, broker, token, enrolled, took);
    }
  }

  private List<Enrolled> enrol(int port, String token) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<List<Enrolled>>> working = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int first = i;
        working.add(threads.submit(() -> enrolEach(port, token, first)));
      }
      List<Enrolled> all = new ArrayList<>();
      for (Future<List<Enrolled>> each : working) {
        all.addAll(each.get());
      }
      return all;
    } catch (ExecutionException failure) {
      throw new IllegalStateException("a gateway did not enrol", failure.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Enrolled> enrolEach(int port, String token, int first) throws IOException {
    List<Enrolled> done = new ArrayList<>();
    try (Line line = new Line(port, PATIENCE)) {
      for (int i = first; i < gateways; i += CLIENTS) {
        String code = "gw-" + i;
        JsonObject wish = new JsonObject().put("code", code).put("facility", "fleet.site-0");
        JsonObject created =
            answer(line.send(Ask.post("/api/v1/gateways", token, wish.encode())), CREATED);
        String secret = new JsonObject().put("token", created.getString("token")).encode();
        JsonObject issued =
            answer(line.send(new Ask("POST", "/api/v1/enrolments", Map.of(), secret)), CREATED);
        GatewayAddress address = new GatewayAddress(FleetWorld.OWNER, code);
        done.add(new Enrolled(address, issued.getString("password")));
      }
    }
    return done;
  }

  private static JsonObject answer(Said said, int status) {
    if (said.status() != status) {
      throw new IllegalStateException(said.status() + " " + said.body());
    }
    return new JsonObject(said.body());
  }

  private Outcome visit(
      FleetStack stack,
      ListedMosquitto broker,
      String token,
      List<Enrolled> enrolled,
      Duration took)
      throws IOException, InterruptedException {
    try (Parts visitors = new Parts()) {
      List<Uplink> uplinks = new ArrayList<>();
      for (Enrolled each : enrolled.subList(0, Math.min(CONNECTED, enrolled.size()))) {
        DiskQueue queue =
            visitors.add(
                DiskQueue.open(
                    stack.folder().resolve("queue-" + each.gateway()),
                    QueueLimits.DEFAULT,
                    Clock.systemUTC()));
        Uplink uplink =
            new Uplink(UplinkConfig.of(broker.uri(), each.gateway(), each.password()), queue);
        uplinks.add(visitors.add(uplink));
        uplink.start();
      }
      TrialStack.await(PATIENCE, () -> uplinks.stream().allMatch(Uplink::connected));
      int connected = (int) uplinks.stream().filter(Uplink::connected).count();
      return new Outcome(
          enrolled.size(), took, connected, cut(stack, token, enrolled.get(0), uplinks.get(0)));
    }
  }

  private static Duration cut(FleetStack stack, String token, Enrolled gateway, Uplink uplink)
      throws IOException, InterruptedException {
    String path = "/api/v1/gateways/" + gateway.gateway() + "/credentials";
    try (Line line = new Line(stack.scheduler().port(), PATIENCE)) {
      long begun = System.nanoTime();
      Ask revoke = Ask.get(path, token);
      answer(line.send(new Ask("DELETE", path, revoke.headers(), "")), OK);
      TrialStack.await(PATIENCE, () -> !uplink.connected());
      return Duration.ofNanos(System.nanoTime() - begun);
    }
  }

  /** What is closed in reverse. */
  private static final class Parts implements AutoCloseable {

    private final List<AutoCloseable> all = new ArrayList<>();

    <T extends AutoCloseable> T add(T part) {
      all.add(0, part);
      return part;
    }

    @Override
    public void close() throws IOException {
      for (AutoCloseable each : all) {
        try {
          each.close();
        } catch (Exception failure) {
          throw new IOException(failure);
        }
      }
    }
  }
}
