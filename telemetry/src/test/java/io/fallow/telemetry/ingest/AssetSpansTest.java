package io.fallow.telemetry.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssetSpansTest {

  @Test
  void isEmptyAtFirst() {
    assertThat(new AssetSpans().isEmpty()).isTrue();
    assertThat(new AssetSpans().assetIds()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 127, 128, 129, 5_000, 1_000_000_000})
  void knowsTheSpanOfEachAsset(int assets) {
    Random random = new Random(assets);
    AssetSpans spans = new AssetSpans();
    Map<Integer, LongSummaryStatistics> expected = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      int asset = 1 + random.nextInt(assets);
      long time = random.nextLong();
      spans.add(asset, time);
      expected.computeIfAbsent(asset, any -> new LongSummaryStatistics()).accept(time);
    }

    int[] ids = spans.assetIds();
    assertThat(ids).hasSize(expected.size()).doesNotHaveDuplicates();
    long[] earliest = spans.earliest();
    long[] latest = spans.latest();
    for (int i = 0; i < ids.length; i++) {
      assertThat(earliest[i]).isEqualTo(expected.get(ids[i]).getMin());
      assertThat(latest[i]).isEqualTo(expected.get(ids[i]).getMax());
    }
  }
}
