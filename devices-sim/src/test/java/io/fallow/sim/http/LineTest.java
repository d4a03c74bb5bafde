package io.fallow.sim.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LineTest {

  private static final Ask ASK = Ask.post("/x", "t", "{\"a\":1}");

  private final ExecutorService server = Executors.newSingleThreadExecutor();
  private ServerSocket listening;

  @BeforeEach
  void listen() throws IOException {
    listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    listening.close();
    server.shutdownNow();
  }

  @Test
  void sendsARequestAndReadsTheAnswerOfItsLength() throws IOException {
    answering("HTTP/1.1 201 Created\r\nContent-Length: 2\r\nETag: \"1\"\r\n\r\n{}");
    try (Line line = new Line(listening.getLocalPort(), Duration.ofSeconds(5))) {
      Said said = line.send(ASK);
      assertThat(said.status()).isEqualTo(201);
      assertThat(said.header("etag")).contains("\"1\"");
      assertThat(said.body()).isEqualTo("{}");
    }
  }

  @Test
  void saysThatNobodyKnowsWhenTheAnswerBreaksOff() throws IOException {
    answering("HTTP/1.1 201 Created\r\nContent-Length: 20\r\n\r\n{}");
    try (Line line = new Line(listening.getLocalPort(), Duration.ofSeconds(5))) {
      assertThatThrownBy(() -> line.send(ASK)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void connectsAnewAfterItWasCut() throws IOException {
    answering("", "HTTP/1.1 204 No Content\r\n\r\n");
    try (Line line = new Line(listening.getLocalPort(), Duration.ofSeconds(5))) {
      assertThatThrownBy(() -> line.send(ASK)).isInstanceOf(IOException.class);
      assertThat(line.send(ASK).status()).isEqualTo(204);
    }
  }

  /** Each answer on a connection of its own, which ends with it. */
  private void answering(String... answers) {
    server.execute(
        () -> {
          for (String answer : answers) {
            answer(answer);
          }
        });
  }

  private void answer(String text) {
    try (Socket socket = listening.accept()) {
      readRequest(socket.getInputStream());
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void readRequest(InputStream in) throws IOException {
    assertThat(in.readNBytes(ASK.bytes().length)).isEqualTo(ASK.bytes());
  }
}
