package io.fallow.sim.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fallow.gateway.wire.GatewayAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeIT {

  @TempDir Path folder;

  @Test
  void drawsAPasswordOnceForItsOwnersEyes() throws IOException {
    Home home = new Home(folder);
    GatewayAddress north = new GatewayAddress("lakeside", "north");

    String password = home.password(north);

    assertThat(password).hasSizeGreaterThan(20).isEqualTo(home.password(north));
    assertThat(password).isNotEqualTo(home.telemetryPassword());
    Path file = folder.resolve("gateways/lakeside.north/password");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void letsOneStackRunOnAHomeAtATime() throws IOException {
    HomeLock first = HomeLock.take(folder);
    assertThatExceptionOfType(StartException.class)
        .isThrownBy(() -> HomeLock.take(folder))
        .withMessageContaining("process " + ProcessHandle.current().pid())
        .withMessageContaining("FALLOW_HOME");
    first.close();
    HomeLock.take(folder).close();
  }

  @Test
  void namesTheVariableOfATakenPort() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatExceptionOfType(StartException.class)
          .isThrownBy(
              () -> Ports.refuseTaken("127.0.0.1", taken.getLocalPort(), "FALLOW_HTTP_PORT"))
          .withMessageContaining(String.valueOf(taken.getLocalPort()))
          .withMessageContaining("Set FALLOW_HTTP_PORT to a free port");
    }
  }
}
