package io.fallow.sim.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateAptTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://mirror.example/debian/",
        "https://mirror.example/pub/debian",
        "http://mirror.example/archive/debian/20250520T000000Z/"
      })
  void takesADebianMirror(String uri) {
    assertThat(PrivateApt.holdsReleases(uri)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://mirror.example/debian-security/",
        "https://apt.example/node_20.x/",
        "http://mirror.example/ubuntu/"
      })
  void leavesOtherSourcesAlone(String uri) {
    assertThat(PrivateApt.holdsReleases(uri)).isFalse();
  }
}
