package io.fallow.gateway.wire.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.fallow.gateway.wire.RejectReason;
import io.fallow.gateway.wire.WireFormatException;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Template;
import org.junit.jupiter.api.Test;

class SparkplugCodecTest {

  private static final int INT8 = 1;
  private static final int INT32 = 3;
  private static final int UINT64 = 8;

  private static Payload.Builder full() {
    return Payload.newBuilder()
        .setTimestamp(1_790_000_000_000L)
        .setSeq(7)
        .addMetrics(Metric.newBuilder().setName("bdSeq").setDatatype(4).setLongValue(12))
        .addMetrics(
            Metric.newBuilder().setName("a").setAlias(1).setDatatype(12).setStringValue("x"))
        .addMetrics(Metric.newBuilder().setAlias(2).setDoubleValue(1.5).setIsHistorical(true))
        .addMetrics(Metric.newBuilder().setAlias(3).setIsNull(true))
        .addMetrics(
            Metric.newBuilder()
                .setName("udt")
                .setTemplateValue(
                    Template.newBuilder()
                        .addMetrics(Metric.newBuilder().setName("m").setBooleanValue(true))))
        .addMetrics(
            Metric.newBuilder()
                .setName("stale")
                .setFloatValue(3)
                .setProperties(
                    Payload.PropertySet.newBuilder()
                        .addKeys("Quality")
                        .addValues(
                            Payload.PropertyValue.newBuilder().setType(3).setIntValue(500))));
  }

  private static MetricValue value(Metric.Builder metric) throws WireFormatException {
    byte[] bytes = Payload.newBuilder().addMetrics(metric).build().toByteArray();
    return SparkplugCodec.decode(bytes).metrics().get(0).value();
  }

  @Test
  void readsAPayloadAsItWasWritten() throws Exception {
    SparkplugPayload payload = SparkplugCodec.decode(full().build().toByteArray());

    assertThat(payload.timeMillis()).isEqualTo(OptionalLong.of(1_790_000_000_000L));
    assertThat(payload.sequence()).isEqualTo(OptionalInt.of(7));
    assertThat(payload.session()).isEqualTo(OptionalLong.of(12));
    assertThat(payload.metrics())
        .extracting(SparkplugMetric::value)
        .containsExactly(
            new MetricValue.Whole(12),
            new MetricValue.Words("x"),
            new MetricValue.Decimal(1.5),
            new MetricValue.Nothing(),
            new MetricValue.Complex(),
            new MetricValue.Nothing());
    assertThat(payload.metrics().get(2).historical()).isTrue();
  }

  @Test
  void theTypeTellsWhatTheBitsMean() throws Exception {
    assertThat(value(Metric.newBuilder().setDatatype(INT8).setIntValue(0xff)))
        .isEqualTo(new MetricValue.Whole(-1));
    assertThat(value(Metric.newBuilder().setDatatype(INT32).setIntValue(-5)))
        .isEqualTo(new MetricValue.Whole(-5));
    assertThat(value(Metric.newBuilder().setIntValue(-1)))
        .isEqualTo(new MetricValue.Whole(4_294_967_295L));
    assertThat(value(Metric.newBuilder().setDatatype(UINT64).setLongValue(-1)))
        .isEqualTo(new MetricValue.Decimal(0x1p64));
  }

  @Test
  void asksForARebirthAsTheSpecificationSays() throws Exception {
    SparkplugMetric asked =
        SparkplugCodec.decode(SparkplugCodec.rebirth(Instant.EPOCH)).metrics().get(0);

    assertThat(asked.name()).contains("Node Control/Rebirth");
    assertThat(asked.value()).isEqualTo(new MetricValue.Flag(true));
  }

  @Test
  void refusesWhatIsTooLarge() {
    assertRefused(new byte[SparkplugCodec.MOST_BYTES + 1]);
    Payload.Builder many = Payload.newBuilder();
    for (int i = 0; i <= SparkplugCodec.MOST_METRICS; i++) {
      many.addMetrics(Metric.getDefaultInstance());
    }
    assertRefused(many.build().toByteArray());
    ByteString large = ByteString.copyFrom(new byte[SparkplugCodec.MOST_METRIC_BYTES]);
    assertRefused(
        Payload.newBuilder()
            .addMetrics(Metric.newBuilder().setBytesValue(large))
            .build()
            .toByteArray());
  }

  private static void assertRefused(byte[] payload) {
    assertThatThrownBy(() -> SparkplugCodec.decode(payload))
        .isInstanceOfSatisfying(
            WireFormatException.class,
            fault -> assertThat(fault.reason()).isEqualTo(RejectReason.TOO_LARGE));
  }

  @Test
  void refusesTemplatesWithoutEnd() {
    Metric.Builder nested = Metric.newBuilder().setName("leaf");
    for (int i = 0; i < 100; i++) {
      nested = Metric.newBuilder().setTemplateValue(Template.newBuilder().addMetrics(nested));
    }
    byte[] deep = Payload.newBuilder().addMetrics(nested).build().toByteArray();

    assertThatThrownBy(() -> SparkplugCodec.decode(deep)).isInstanceOf(WireFormatException.class);
  }

  /** Any change of a real payload is read or refused; nothing else happens. */
  @Test
  void readsOrRefusesAnyMutation() {
    byte[] real = full().build().toByteArray();
    Random random = new Random(20261122);
    int refused = 0;
    for (int round = 0; round < 50_000; round++) {
      byte[] mutated = mutate(real, random);
      try {
        assertThat(SparkplugCodec.decode(mutated).metrics().size())
            .isLessThanOrEqualTo(mutated.length);
      } catch (WireFormatException expected) {
        refused++;
      }
    }
    assertThat(refused).isBetween(5_000, 47_500);
  }

  private static byte[] mutate(byte[] real, Random random) {
    int length = random.nextBoolean() ? real.length : 1 + random.nextInt(real.length + 20);
    byte[] mutated = Arrays.copyOf(real, length);
    for (int changes = random.nextInt(4); changes >= 0; changes--) {
      mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
    }
    return mutated;
  }

  @Test
  void takesNothingButTheNameTimeTypeAndValueOfMetrics() throws Exception {
    String patient = "Elfriede Musterfrau";
    ByteString bytes = ByteString.copyFromUtf8(patient);
    Payload payload =
        Payload.newBuilder()
            .setTimestamp(1)
            .setSeq(0)
            .setUuid(patient)
            .setBody(bytes)
            .addMetrics(
                Metric.newBuilder()
                    .setName("powerW")
                    .setTimestamp(2)
                    .setDatatype(10)
                    .setDoubleValue(400)
                    .setMetadata(Payload.MetaData.newBuilder().setDescription(patient))
                    .setProperties(
                        Payload.PropertySet.newBuilder()
                            .addKeys("name")
                            .addValues(
                                Payload.PropertyValue.newBuilder()
                                    .setType(12)
                                    .setStringValue(patient))))
            .addMetrics(Metric.newBuilder().setName("file").setDatatype(18).setBytesValue(bytes))
            .build();
    assertThat(payload.toString()).contains(patient);
    SparkplugPayload read = SparkplugCodec.decode(payload.toByteArray());
    assertThat(read.metrics()).hasSize(2);
    assertThat(read.toString()).doesNotContain(patient);
    assertThat(read.metrics().get(1).value()).isInstanceOf(MetricValue.Complex.class);
  }
}
