package io.fallow.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.source.SourceType;
import io.fallow.gateway.source.lines.LinesType;
import io.fallow.gateway.source.modbus.ModbusType;
import io.fallow.gateway.source.mqtt.MqttType;
import io.fallow.gateway.source.mtconnect.MtconnectType;
import io.fallow.gateway.source.push.PushType;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples that the gateway comes with are files that it would run. */
class ExamplesTest {

  private static final List<SourceType> TYPES =
      List.of(
          new MtconnectType(), new ModbusType(), new MqttType(), new PushType(), new LinesType());

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"mtconnect,1", "modbus,1", "mqtt,1", "http,1", "lines,2"})
  void areReadWithoutAFault(String example, int sources) throws Exception {
    Path file = folder.resolve(example + ".yaml");
    try (InputStream in =
        ExamplesTest.class.getResourceAsStream(
            "/io/fallow/gateway/examples/" + example + ".yaml")) {
      Files.copy(in, file);
    }
    Files.writeString(folder.resolve("token"), "0123456789abcdef0123456789abcdef\n");

    assertThat(GatewayFile.read(file, TYPES, Clock.systemUTC()).sources())
        .hasSize(sources)
        .allSatisfy(each -> assertThat(each.describe()).isNotBlank());
  }
}
