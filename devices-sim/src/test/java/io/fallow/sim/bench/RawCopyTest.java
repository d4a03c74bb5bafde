package io.fallow.sim.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class RawCopyTest {
  private static final int HEADER = 19;
  private static final int ROW = 2 + 4 + 8 + 4;

  @Test
  void cutsBetweenRowsAndKeepsHeaderAndEnd() {
    List<byte[]> batches = RawCopy.batches(stream(12_001));

    assertThat(batches)
        .extracting(piece -> (piece.length - HEADER - 2) / ROW)
        .containsExactly(5_000, 5_000, 2_001);
    assertThat(batches).allSatisfy(piece -> assertThat(piece).endsWith(-1, -1).startsWith(80));
    assertThat(ByteBuffer.wrap(batches.get(1)).getLong(HEADER + 6)).isEqualTo(5_000);
  }

  /** Rows of a number and a null. */
  private static byte[] stream(int rows) {
    ByteBuffer stream = ByteBuffer.allocate(HEADER + rows * ROW + 2);
    stream.put((byte) 80).position(HEADER);
    for (int row = 0; row < rows; row++) {
      stream.putShort((short) 2).putInt(Long.BYTES).putLong(row).putInt(-1);
    }
    return stream.putShort((short) -1).array();
  }
}
