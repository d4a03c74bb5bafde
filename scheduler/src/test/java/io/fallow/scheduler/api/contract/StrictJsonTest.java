package io.fallow.scheduler.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class StrictJsonTest {

  private static String fault(String text) {
    return StrictJson.fault(Buffer.buffer(text)).orElse("none");
  }

  @Test
  void saysWhereATextIsNoJson() {
    assertThat(fault("{\"a\":1}")).isEqualTo("none");
    assertThat(fault("{\n\"a\":}")).startsWith("is not JSON: line 2, column 5: ");
    assertThat(fault("{\"a\":1,\"a\":2}")).contains("line 1").contains("Duplicate");
    assertThat(fault("{} {}")).isEqualTo("must end after its first value");
  }

  @Test
  void namesALimitThatIsExceeded() {
    assertThat(fault("[".repeat(5_000))).startsWith("is not JSON: ").contains("depth");
    assertThat(fault("{\"a\":" + "9".repeat(5_000) + "}")).contains("length");
    assertThat(fault("{\"" + "k".repeat(60_000) + "\":1}")).contains("ame length");
  }
}
