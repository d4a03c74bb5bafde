package io.fallow.telemetry.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.GatewayAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTopicsTest {

  private static final GatewayTopics HALL =
      GatewayTopics.of(new GatewayAddress("forge", "hall-gw"));

  @ParameterizedTest
  @CsvSource({
    "a/b, a/b, true",
    "a/b, a/c, false",
    "a/b, a/b/c, false",
    "a/b/c, a/b, false",
    "a/+, a/b, true",
    "a/+, a/+, true",
    "a/+, a/#, false",
    "a/+, a, false",
    "a/+, a/b/c, false",
    "a/b, a/+, false",
    "a/#, a/b/c, true",
    "a/#, a/+/c, true",
    "a/#, a/#, true",
    "a/#, a, true",
    "a/#, b, false",
    "'#', a/b, true",
    "'#', $SYS/a, false",
    "+/a, $SYS/a, false",
    "'#', $share/g/a, false",
    "$share/g/#, $share/g/a, true",
    "$share/g/#, $share/h/a, false",
    "$SYS/#, $SYS/a, true"
  })
  void aFilterCoversWhatLiesWithinIt(String filter, String asked, boolean covers) {
    assertThat(TopicFilters.covers(filter, asked)).isEqualTo(covers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fallow/v1/forge/hall-gw/readings",
        "fallow/v1/forge/hall-gw/readings-pb",
        "fallow/v1/forge/hall-gw/status",
        "spBv1.0/forge/NBIRTH/hall-gw",
        "spBv1.0/forge/DDATA/hall-gw/mill-1"
      })
  void aGatewayPublishesItsOwn(String topic) {
    assertThat(HALL.mayPublish(topic)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fallow/v1/forge/hall-gw/commands",
        "fallow/v1/forge/hall-gw/+",
        "fallow/v1/forge/hall-gw/#",
        "fallow/v1/forge/+/readings",
        "fallow/v1/forge/other/readings",
        "fallow/v1/forge/hall-gw2/readings",
        "fallow/v1/lakeside/hall-gw/readings",
        "spBv1.0/forge/DDATA/hall-gw/mill-1/x",
        "spBv1.0/forge/NCMD/hall-gw",
        "$SYS/x",
        "$share/g/fallow/v1/forge/hall-gw/readings",
        "fallow/v1/forge/hall-gw/x\u0000"
      })
  void andNothingElse(String topic) {
    assertThat(HALL.mayPublish(topic)).isFalse();
  }
}
