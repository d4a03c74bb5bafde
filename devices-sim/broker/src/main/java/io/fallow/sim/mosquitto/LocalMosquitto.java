package io.fallow.sim.mosquitto;

import io.fallow.sim.machine.Attempt;
import io.fallow.sim.machine.LoopbackPort;
import io.fallow.sim.machine.MachineException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;

/**
 * A Mosquitto on loopback in a process of its own, with the raised limits of {@code
 * mosquitto.conf}. It is the machine's, else Debian's package in the user's cache folder, else a
 * container's. It lives until {@link #close()}, and never longer than this JVM; a persistent one
 * continues with its data when it is started again.
 *
 * <p>Persistent or not, Mosquitto 2.0 confirms a message before it saves it: a {@link #kill} loses
 * what it confirmed in the moments before (with us it saves after each round of its loop, which is
 * slow under load). Who must lose nothing at all stops it, or takes another broker.
 *
 * <p>A shared subscription goes round among all sessions that have it, also those whose client is
 * away: what fell to them waits until they come back, or until their session expires.
 *
 * <p>Methods block and are for one thread at a time.
 */
public final class LocalMosquitto implements AutoCloseable {
  private static final long START_SECONDS = 60;

  /** MQTT 5, clean start, no client id; what it gets is a refusal. */
  private static final byte[] ANONYMOUS_CONNECT = {
    0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 5, 2, 0, 0, 0, 0, 0
  };

  private final MosquittoConfig config;
  private final MosquittoFiles files;
  private final MosquittoProcess process;
  private final int port;

  private LocalMosquitto(MosquittoConfig config, MosquittoProcess process) {
    this.config = config;
    this.files = new MosquittoFiles(config);
    this.process = process;
    this.port = LoopbackPort.free(config.port());
  }

  /**
   * Starts a broker and returns once it takes connections. The first time that may take a minute,
   * as there is something to download.
   *
   * @throws MachineException where there is no way, or it does not start; for a person
   */
  public static LocalMosquitto start(MosquittoConfig config) {
    LocalMosquitto broker = new LocalMosquitto(config, first(config));
    broker.start();
    return broker;
  }

  private static MosquittoProcess first(MosquittoConfig config) {
    Map<MosquittoWay, String> missing = new EnumMap<>(MosquittoWay.class);
    for (MosquittoWay way : config.ways()) {
      Attempt<MosquittoProcess> attempt = take(way, config);
      if (attempt instanceof Attempt.Found<MosquittoProcess> found) {
        return found.thing();
      }
      missing.put(way, attempt.fold(found -> "", what -> what));
    }
    throw new MachineException(explain(missing));
  }

  private static Attempt<MosquittoProcess> take(MosquittoWay way, MosquittoConfig config) {
    return switch (way) {
      case INSTALLED -> MosquittoProgram.installed(config.env()).then(it -> supervised(it, config));
      case DEBIAN_PACKAGES ->
          MosquittoProgram.unpacked(config.env(), config.progress())
              .then(it -> supervised(it, config));
      case DOCKER -> ContainerMosquitto.open(config);
    };
  }

  private static Attempt<MosquittoProcess> supervised(
      MosquittoProgram program, MosquittoConfig config) {
    return Attempt.found(new SupervisedMosquitto(program, config.env()));
  }

  static String explain(Map<MosquittoWay, String> missing) {
    return missing.entrySet().stream()
        .map(it -> "\n  - " + it.getKey().title() + ": " + it.getValue().strip())
        .collect(
            Collectors.joining(
                "", "A Mosquitto is needed, and none of these ways leads to one:", ""));
  }

  /** Where clients connect: {@code tcp://127.0.0.1:port}, or {@code ssl://localhost:port}. */
  public URI uri() {
    return URI.create(
        config.tls().isPresent() ? "ssl://localhost:" + port : "tcp://127.0.0.1:" + port);
  }

  public int port() {
    return port;
  }

  /** The broker's process, whose CPU may be counted; absent where it can't be told. */
  public OptionalLong pid() {
    return process.pid();
  }

  /** Such as {@code Mosquitto 2.0.11, from /usr/sbin/mosquitto}. */
  public String provenance() {
    return process.provenance();
  }

  /** Whether it runs. */
  public boolean alive() {
    return process.alive();
  }

  /** Starts it again on the same port, with the data that it kept; does nothing while it runs. */
  public void start() {
    if (process.alive()) {
      return;
    }
    files.write(port, process);
    process.start(files, port);
    try {
      awaitReady();
    } catch (MachineException e) {
      process.stop();
      throw e;
    }
  }

  /** Ends it at once ({@code kill -9}). */
  public void kill() {
    process.kill();
  }

  /** Lets it save what it keeps, and end. */
  public void stop() {
    process.stop();
  }

  @Override
  public void close() {
    process.close();
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!answers()) {
      if (!process.alive() || System.nanoTime() > deadline) {
        throw new MachineException("Mosquitto does not start:\n" + lastWords());
      }
      pause();
    }
  }

  /** It listens before it has read its certificate: so it must have said something. */
  private boolean answers() {
    return config.tls().isPresent() ? showsItsCertificate() : refusesStrangers();
  }

  /** To a plain word it would not answer at all; whether its certificate is trusted is all one. */
  private boolean showsItsCertificate() {
    try (Socket socket = SSLContext.getDefault().getSocketFactory().createSocket()) {
      socket.setSoTimeout(1_000);
      socket.connect(loopback(), 1_000);
      ((SSLSocket) socket).startHandshake();
      return true;
    } catch (SSLHandshakeException e) {
      return e.getCause() instanceof CertificateException;
    } catch (IOException e) {
      return false;
    } catch (NoSuchAlgorithmException e) {
      throw new MachineException("this Java runtime has no TLS", e);
    }
  }

  private InetSocketAddress loopback() throws IOException {
    return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
  }

  private boolean refusesStrangers() {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(1_000);
      socket.connect(loopback(), 1_000);
      socket.getOutputStream().write(ANONYMOUS_CONNECT);
      return socket.getInputStream().read() >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MachineException("interrupted while Mosquitto started", e);
    }
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(files.log());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 6), lines.size()));
    } catch (IOException e) {
      return "";
    }
  }
}
