package io.fallow.scheduler.telling.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {

  @Test
  void readsWhereToConnectAndWhatToAskFor() {
    Destination plain = Destination.parse("https://example.org", false);
    assertThat(plain.host()).isEqualTo("example.org");
    assertThat(plain.port()).isEqualTo(443);
    assertThat(plain.pathAndQuery()).isEqualTo("/");
    Destination full = Destination.parse("https://[2001:db8::1]:8443/a%20b?c=d", false);
    assertThat(full.host()).isEqualTo("2001:db8::1");
    assertThat(full.port()).isEqualTo(8443);
    assertThat(full.pathAndQuery()).isEqualTo("/a%20b?c=d");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "example.org",
        "//example.org",
        "https:///path",
        "https://user:word@example.org/",
        "https://example.org/#here",
        "https://example.org:0/",
        "https://example.org:70000/",
        "https://exa mple.org/",
        "https://under_score.org:x/",
        ""
      })
  void refusesWhatIsNoAddressOfHttps(String text) {
    assertThatThrownBy(() -> Destination.parse(text, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must");
  }

  @Test
  void takesPlainHttpOnlyWherePrivateReceiversAreAllowed() {
    assertThat(Destination.parse("http://localhost:8000/x", true).port()).isEqualTo(8000);
    assertThat(Destination.parse("http://localhost/x", true).port()).isEqualTo(80);
    assertThatThrownBy(() -> Destination.parse("ftp://localhost/x", true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void oneAddressThatIsPrivateRefusesThemAll() throws Exception {
    Destination destination = Destination.parse("https://example.org/", false);
    InetAddress open = InetAddress.getByName("93.184.216.34");
    InetAddress inside = InetAddress.getByName("10.0.0.5");
    assertThat(destination.address(host -> List.of(open), false)).contains(open);
    assertThat(destination.address(host -> List.of(open, inside), false)).isEmpty();
    assertThat(destination.address(host -> List.of(inside, open), false)).isEmpty();
    assertThat(destination.address(host -> List.of(inside), true)).contains(inside);
  }
}
