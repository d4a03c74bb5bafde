package io.fallow.gateway.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.fallow.gateway.wire.GatewayAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A token becomes credentials, over real HTTP, in the form of the platform's contract. */
class EnrolmentIT {

  private static final String ANSWER =
      """
      {"gateway":"forge.hall-gw","credential":"aaceabe0-cfed-47e9-8084-737145f46601",
       "user":"forge.hall-gw.2","password":"ykhY0QgNVJXep0y","brokers":["ssl://broker:8883"],
       "publish":["fallow/v1/forge/hall-gw/#"],"rotateAt":"/api/v1/enrolments/rotation"}
      """;

  @TempDir Path folder;
  private HttpServer platform;
  private volatile int status = 201;
  private volatile String answer = ANSWER;
  private volatile String asked = "";

  @BeforeEach
  void start() throws IOException {
    platform = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    platform.createContext(
        "/api/v1/enrolments",
        exchange -> {
          try (exchange) {
            asked =
                exchange.getRequestMethod()
                    + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type")
                    + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            byte[] bytes = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    platform.start();
  }

  @AfterEach
  void stop() {
    platform.stop(0);
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + platform.getAddress().getPort());
  }

  @Test
  void tradesATokenForCredentialsThatTheOwnerAloneCanRead() throws Exception {
    Credentials credentials = new Enrolment(address()).with("fge_token\"");
    CredentialsFile file = new CredentialsFile(folder.resolve("new/credentials.json"));
    file.write(credentials);

    assertThat(asked).isEqualTo("POST application/json {\"token\":\"fge_token\\\"\"}");
    assertThat(file.read())
        .isEqualTo(
            new Credentials(
                new GatewayAddress("forge", "hall-gw"),
                "forge.hall-gw.2",
                "ykhY0QgNVJXep0y",
                List.of(URI.create("ssl://broker:8883")),
                address()));
    assertThat(Files.getPosixFilePermissions(folder.resolve("new/credentials.json")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(file.isOpenToOthers()).isFalse();
    assertThat(credentials.toString()).doesNotContain("ykhY0QgNVJXep0y");
  }

  @Test
  void saysWhatThePlatformSaysOfAToken() throws Exception {
    status = 401;
    answer = "{\"title\":\"No\",\"detail\":\"The token is unknown, used or too old.\"}";
    Enrolment enrolment = new Enrolment(address());

    assertThatThrownBy(() -> enrolment.with("x"))
        .isInstanceOf(CredentialsException.class)
        .hasMessageContaining("401")
        .hasMessageContaining("unknown, used or too old");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>hello</html>",
        "[]",
        "{}",
        "{\"gateway\":\"forge.hall-gw\"}",
        "{\"gateway\":\"forge.hall-gw\",\"user\":\"u\",\"password\":\"\"}",
        "{\"gateway\":\"..\",\"user\":\"u\",\"password\":\"p\"}",
        "{\"gateway\":\"forge.hall-gw\",\"user\":\"u\",\"password\":\"p\",\"brokers\":[\":\"]}"
      })
  void takesNothingForCredentialsThatAreNone(String other) throws Exception {
    answer = other;
    Enrolment enrolment = new Enrolment(address());

    assertThatThrownBy(() -> enrolment.with("x"))
        .isInstanceOf(CredentialsException.class)
        .hasMessageContaining("not as Fallow does");
  }

  @Test
  void saysThatNobodyListens() throws Exception {
    platform.stop(0);
    Enrolment enrolment = new Enrolment(address());

    assertThatThrownBy(() -> enrolment.with("x"))
        .isInstanceOf(CredentialsException.class)
        .hasMessageContaining("cannot be reached");
  }

  @ParameterizedTest
  @CsvSource({
    "http://192.0.2.1:8080,without encryption",
    "ftp://127.0.0.1,is https://host",
    "localhost,is https://host"
  })
  void sendsNoTokenForAllToRead(String platformAddress, String words) {
    assertThatThrownBy(() -> new Enrolment(URI.create(platformAddress)))
        .isInstanceOf(CredentialsException.class)
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"gateway\":1}", "not json", "[1]"})
  void doesNotReadAFileThatEnrolmentDidNotWrite(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("credentials.json"), text);

    assertThatThrownBy(() -> new CredentialsFile(file).read())
        .isInstanceOf(CredentialsException.class)
        .hasMessageContaining("credentials.json");
  }

  @Test
  void warnsOfAFileThatOthersCanRead() throws Exception {
    Path file = Files.writeString(folder.resolve("credentials.json"), ANSWER);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThat(new CredentialsFile(file).isOpenToOthers()).isTrue();
  }

  @Test
  void spendsNoTokenWhenItCouldNotKeepWhatItGets() throws Exception {
    Path inTheWay = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(
            () -> new CredentialsFile(inTheWay.resolve("credentials.json")).requireWritable())
        .isInstanceOf(CredentialsException.class)
        .hasMessageContaining("cannot be written");
  }
}
