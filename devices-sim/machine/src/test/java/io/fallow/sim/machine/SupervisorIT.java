package io.fallow.sim.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorIT {

  @Test
  void stopsAlsoAServerThatIsDeafToInterrupts(@TempDir Path folder) {
    Supervisor supervisor =
        Supervisor.start(
            List.of("sleep", "1000"),
            new ServerUser(Optional.empty()),
            System.getenv(),
            folder.resolve("log"));

    assertTimeoutPreemptively(Duration.ofSeconds(30), supervisor::stop);

    assertThat(supervisor.alive()).isFalse();
  }
}
