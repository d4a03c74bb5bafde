package io.fallow.gateway.source.mtconnect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fallow.gateway.source.SourceException;
import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.Reading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What documents of agents of many versions and vendors say of their machines. */
class DocumentsTest {

  private final List<String> refusals = new ArrayList<>();

  @ParameterizedTest(name = "{0}, {1} {2}: {5} {6} {7}")
  @CsvSource({
    "1.0-bare, LinuxCNC,,,, STANDBY,,",
    "1.1-power-off, VMC-3Axis,,,, OFF,,",
    "1.2-mazak-two-paths, Mazak,,, PartCountAct, IN_USE,, 118",
    "1.2-mazak-two-paths, M8010H1N, path,, pc, IN_USE,, 118",
    "1.2-mazak-two-paths, Mazak, path2,, pc2, STANDBY,, 0",
    "1.3-haas-emergency-stop, VF2,,,, FAULT,,",
    "1.3-okuma-power-and-parts, OKUMA.Lathe,, wattage, p1partcount, IN_USE, 4312.5, 41",
    "1.4-fanuc-feed-hold, robodrill,,,, STANDBY,,",
    "1.5-fault-by-native-code, Hurco-VMX42,,,, FAULT,,",
    "1.6-shop-of-three, mill-1,,,, STANDBY,,",
    "1.6-shop-of-three, mill-2,,,, UNKNOWN,,",
    "1.6-shop-of-three, shop-press,,,, UNKNOWN,,",
    "1.7-data-sets, DMU50,, pw, cvars, IN_USE, 1250,",
    "1.8-net-agent, OKUMA-Lathe,,,, STANDBY,,",
    "2.0-agent-device, grinder,,, parts, STANDBY,, 12",
    "2.0-agent-device, Agent,,,, UNKNOWN,,",
    "2.3-one-path-unknown, twin,, w, parts, UNKNOWN,,",
    "2.3-one-path-unknown, twin, left,,, STANDBY,,",
    "2.3-one-path-unknown, twin, pl,,, STANDBY,,",
    "2.3-one-path-unknown, twin, right,,, UNKNOWN,,"
  })
  void tellsWhatTheMachineDoes(
      String document,
      String device,
      String path,
      String power,
      String counter,
      Activity activity,
      Double watts,
      Long count)
      throws Exception {
    Streams streams = read(document);

    Followed machine = new Followed(Machines.of(device, path, power, counter));
    List<Reading> said = machine.isSo(streams, Duration.ZERO, refusals::add);

    assertThat(said).hasSize(1);
    Reading reading = said.get(0);
    assertThat(reading.time()).isEqualTo(streams.createdAt());
    assertThat(reading.activity()).contains(activity);
    assertThat(reading.powerW().isPresent() ? reading.powerW().getAsDouble() : null)
        .isEqualTo(watts);
    assertThat(reading.counter().isPresent() ? reading.counter().getAsLong() : null)
        .isEqualTo(count);
  }

  @Test
  void countsWhatIsNoNumber() throws Exception {
    Followed machine = new Followed(Machines.of("twin", null, "w", "parts"));

    machine.isSo(read("2.3-one-path-unknown"), Duration.ZERO, refusals::add);

    assertThat(refusals)
        .containsExactly("asset: 'NaN' is not a number", "asset: '100 110 120' is not a number");
  }

  @Test
  void readsTheHeaderAndTheTimesOfEachVersion() throws Exception {
    Streams bare = read("1.0-bare");
    assertThat(bare.createdAt()).isEqualTo(Instant.parse("2008-11-07T10:11:12Z"));
    assertThat(bare.instance()).isEqualTo("1226000000");
    assertThat(bare.next()).isEqualTo(40);
    assertThat(bare.first()).isEqualTo(1);
    assertThat(bare.isNewest()).isTrue();
    assertThat(read("1.1-power-off").createdAt()).isEqualTo(Instant.parse("2010-03-25T03:12:08Z"));
    Streams net = read("1.8-net-agent");
    assertThat(net.observations())
        .filteredOn(each -> each.element().equals("Execution"))
        .extracting(Observation::time)
        .containsExactly(net.createdAt());
  }

  @Test
  void putsObservationsIntoTheOrderOfTheirNumbers() throws Exception {
    assertThat(read("1.2-mazak-two-paths").observations())
        .extracting(Observation::sequence)
        .isSorted();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "error-1.0|QUERY_ERROR: 'from' must be greater than or equal to 4",
        "error-1.7|OUT_OF_RANGE: 'from' must be greater than 91628",
        "error-2.6|OUT_OF_RANGE: 'from' must be greater than 91628"
      },
      quoteCharacter = '"')
  void tellsAnAgentsErrors(String document, String words) {
    assertThatThrownBy(() -> read(document)).isInstanceOf(AgentError.class).hasMessage(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Internal Server Error",
        "<html><body>Not found</body></html>",
        "{\"MTConnectStreams\":{}}",
        "<MTConnectStreams/>",
        "<MTConnectStreams><Header instanceId='1'/></MTConnectStreams>",
        "<MTConnectStreams><Header instanceId='1' creationTime='yesterday'/></MTConnectStreams>",
        "<MTConnectStreams><Header instanceId='1' creationTime='2024-01-01T00:00:00Z'"
            + " nextSequence='many'/></MTConnectStreams>",
        "<MTConnectStreams><Header instanceId='1' creationTime='2024-01-01T00:00:00Z'/>",
        "<MTConnectDevices><Header instanceId='1' creationTime='2024-01-01T00:00:00Z'/>"
            + "</MTConnectDevices>",
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><MTConnectStreams>&e;"
            + "</MTConnectStreams>"
      })
  void refusesWhatIsNoAnswerOfAnAgent(String text) {
    assertThatThrownBy(() -> StreamsParser.parse(new ByteArrayInputStream(text.getBytes(UTF_8))))
        .isInstanceOf(SourceException.class)
        .message()
        .isNotBlank();
  }

  static Streams read(String document) throws IOException, AgentError, SourceException {
    try (InputStream in = DocumentsTest.class.getResourceAsStream(document + ".xml")) {
      return StreamsParser.parse(in);
    }
  }
}
