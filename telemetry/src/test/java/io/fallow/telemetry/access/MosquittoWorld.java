package io.fallow.telemetry.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fallow.sim.mosquitto.LocalMosquitto;
import io.fallow.sim.mosquitto.MosquittoConfig;
import io.fallow.sim.mosquitto.MosquittoTls;
import io.fallow.telemetry.Authority;
import io.fallow.telemetry.enrolment.AccessWorld;
import io.fallow.telemetry.enrolment.Comparison;
import io.fallow.telemetry.enrolment.GatewayAccess;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import javax.net.SocketFactory;

/** A Mosquitto that runs on the configuration which we ship, beside a database of gateways. */
final class MosquittoWorld implements AutoCloseable {

  static final String SECRET = "secret";

  final AccessWorld world = new AccessWorld();
  final Authority authority;
  final Path list;
  final LocalMosquitto broker;
  private final int gatewayPort = freePort();
  private final int certificatePort = freePort();
  DynsecGate gate;
  GatewayAccess access;
  Comparison comparison;

  MosquittoWorld(Path folder) throws Exception {
    authority = new Authority(folder.resolve("authority"));
    Path own = Files.createDirectories(folder.resolve("broker"));
    list = own.resolve("dynamic-security.json");
    Files.writeString(list, DynsecList.of(SECRET, SECRET, List.of()));
    broker = LocalMosquitto.start(MosquittoConfig.in(own).withSettings(settings(own)));
    startPlatform();
  }

  /** The shipped file with the test's paths and ports. */
  private String settings(Path own) throws Exception {
    MosquittoTls tls = authority.certify("localhost");
    String address = " 127.0.0.1";
    return shipped()
        .replace("/usr/lib/x86_64-linux-gnu/mosquitto_dynamic_security.so", "{dynsec}")
        .replace("/var/lib/mosquitto/dynamic-security.json", list.toString())
        .replace("listener 1883 127.0.0.1", "listener {port} {address}")
        .replace("listener 8883", "listener " + gatewayPort + address)
        .replace("listener 8884", "listener " + certificatePort + address)
        .replace("/etc/mosquitto/certs/broker.crt", tls.certificate().toString())
        .replace("/etc/mosquitto/certs/broker.key", tls.key().toString())
        .replace("/etc/mosquitto/certs/gateways-ca.crt", authority.certificate().toString())
        .replace("/var/lib/mosquitto/", own + "/");
  }

  private static String shipped() throws Exception {
    try (InputStream file = DynsecGate.class.getResourceAsStream("mosquitto.conf")) {
      return new String(file.readAllBytes(), UTF_8);
    }
  }

  /** What a platform is that has just been started. */
  void startPlatform() {
    gate = new DynsecGate(new BrokerAdmin(broker.uri(), "fallow-admin", SECRET));
    access = new GatewayAccess(world.database, gate, List.of());
    comparison = new Comparison(world.database, gate);
  }

  void stopPlatform() {
    gate.close();
  }

  /** How gateways with passwords come. */
  Visitor.Way gateways() throws Exception {
    URI uri = URI.create("ssl://localhost:" + gatewayPort);
    return new Visitor.Way(uri, authority.trusted().getSocketFactory(), id());
  }

  /** How gateways with a certificate for a name come. */
  Visitor.Way certificates(String name) throws Exception {
    URI uri = URI.create("ssl://localhost:" + certificatePort);
    return new Visitor.Way(uri, authority.identity(name).getSocketFactory(), id());
  }

  /** Telemetry, which hears everything. */
  Visitor telemetry(String clientId) throws Exception {
    Visitor.Way way = new Visitor.Way(broker.uri(), SocketFactory.getDefault(), clientId);
    return Visitor.come(way, "telemetry", SECRET);
  }

  private static String id() {
    return "visitor-" + UUID.randomUUID();
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    gate.close();
    broker.close();
    world.close();
  }
}
