package io.fallow.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads who tries, asks and mistypes. */
class CommandsIT {

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void checkSaysOfEachPartWhatIsWrong() throws Exception {
    int nobody = freePort();
    Path log = Files.writeString(folder.resolve("saw.log"), line("saw-1", 120) + "garbage\n");
    file(
        """
        broker: { url: "tcp://127.0.0.1:%d" }
        sources:
          - { name: saw, type: lines, file: %s }
          - name: meter
            type: modbus
            host: 127.0.0.1
            port: %d
            registers: [ { asset: mri-1, quantity: power, address: 0 } ]
        """
            .formatted(nobody, log, nobody));
    credentials();

    assertThat(execute("check", "--seconds", "5")).isEqualTo(Main.NOT_WELL);

    assertThat(out.toString())
        .containsPattern("gateway.yaml +ok: 2 source")
        .containsPattern("queue +ok: 512 MB may wait")
        .containsPattern("saw +TROUBLE: reads, but refuses: a line")
        .containsPattern("meter +TROUBLE: 127.0.0.1:%d cannot be reached".formatted(nobody))
        .containsPattern("broker +TROUBLE: tcp://127.0.0.1:%d".formatted(nobody));
  }

  @Test
  void checkSaysWhatASourceReadsAndThatNobodyIsEnrolled() throws Exception {
    Path log = Files.writeString(folder.resolve("saw.log"), line("saw-1", 120));
    file("sources: [ { name: saw, type: lines, file: %s } ]\n".formatted(log));

    assertThat(execute("check", "--seconds", "5")).isEqualTo(Main.NOT_WELL);

    assertThat(out.toString())
        .containsPattern("saw +ok: lines of .*saw-1 120.0 W")
        .containsPattern("broker +TROUBLE: .*there is no such file. Run: gateway enroll");
  }

  @Test
  void tailShowsWhatSourcesReadWhenNoGatewayRuns() throws Exception {
    Path log = Files.writeString(folder.resolve("saw.log"), line("saw-1", 120));
    file(
        "ops: { port: %d }\nsources: [ { name: saw, type: lines, file: %s } ]\n"
            .formatted(freePort(), log));

    assertThat(execute("tail", "--seconds", "2")).isZero();

    assertThat(out.toString()).containsPattern("saw +saw-1 +120.0 W");
  }

  @Test
  void statusSaysThatNoGatewayRuns() throws Exception {
    file(
        "ops: { port: %d }\nsources: [ { name: saw, type: lines, file: saw.log } ]\n"
            .formatted(freePort()));

    assertThat(execute("status")).isEqualTo(Main.NOT_WELL);

    assertThat(out.toString()).isEqualToIgnoringNewLines("no gateway runs here");
  }

  @Test
  void aFaultyFileEndsAnyCommandWithItsFaults() throws Exception {
    file("sources: [ { name: saw, type: lines } ]\ncolour: red\n");

    for (String command : new String[] {"check", "run", "status", "tail"}) {
      assertThat(execute(command)).as(command).isEqualTo(2);
    }

    assertThat(err.toString())
        .contains("has 2 fault(s)", "line 1, sources[0]: 'file' is missing", "line 2, colour: ");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThat(execute("run")).isEqualTo(Main.BAD_SOURCE);

    assertThat(err.toString()).contains("gateway.yaml: there is no such file");
  }

  @Test
  void runNeedsCredentials() throws Exception {
    file("sources: [ { name: saw, type: lines, file: saw.log } ]\n");

    assertThat(execute("run")).isEqualTo(2);

    assertThat(err.toString()).contains("credentials.json: there is no such file");
  }

  @Test
  void enrollDoesNotWriteOverCredentials() throws Exception {
    credentials();
    Path there = folder.resolve("credentials.json");

    assertThat(
            run("enroll", "--platform=http://127.0.0.1:1", "--token=x", "--credentials=" + there))
        .isEqualTo(2);

    assertThat(err.toString()).contains("exists: give --replace");
  }

  private void file(String yaml) throws IOException {
    Files.writeString(folder.resolve("gateway.yaml"), yaml);
  }

  private void credentials() throws IOException {
    Files.writeString(
        folder.resolve("credentials.json"),
        "{\"gateway\":\"forge.hall-gw\",\"user\":\"forge.hall-gw\",\"password\":\"p\"}");
  }

  private static String line(String asset, int watts) {
    return "{\"asset\":\"%s\",\"time\":\"%s\",\"powerW\":%d}\n"
        .formatted(asset, Instant.now(), watts);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private int execute(String command, String... more) {
    String[] args = new String[more.length + 2];
    args[0] = command;
    args[1] = "--file=" + folder.resolve("gateway.yaml");
    System.arraycopy(more, 0, args, 2, more.length);
    return run(args);
  }

  private int run(String... args) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
