package io.fallow.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.DynamicMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whoever has the schema and Google's library needs nothing of ours. */
class PublishedSchemaTest {

  private final Descriptor schema;

  PublishedSchemaTest() throws Exception {
    schema = PublishedSchema.readingBatch();
  }

  @Test
  void namesEveryActivityByItsCode() {
    EnumDescriptor activities = schema.getFile().findEnumTypeByName("Activity");

    assertThat(activities.getValues())
        .extracting(value -> value.getNumber() + " " + value.getName())
        .containsExactlyElementsOf(
            Arrays.stream(Activity.values()).map(each -> each.code() + " " + each).toList());
  }

  @Test
  void hasNoFieldThatItsLibraryDoesNotKnow() throws Exception {
    Random random = new Random(21);
    for (int round = 0; round < 300; round++) {
      byte[] payload =
          PayloadFormat.PROTOBUF.stamped(
              ProtobufBatchCodec.encode(Batches.random(random)), 1_763_758_412_345_678L);

      DynamicMessage message = DynamicMessage.parseFrom(schema, payload);

      assertThat(message.getUnknownFields().asMap()).isEmpty();
      assertThat(get(message, "version")).isEqualTo(1);
      assertThat(get(message, "sent_at")).isEqualTo(1_763_758_412_345_678L);
    }
  }

  @Test
  void readsWhatTheLibraryMakesOfItsOwnMessages() throws Exception {
    Random random = new Random(22);
    for (int round = 0; round < 300; round++) {
      ReadingBatch batch = Batches.random(random);
      byte[] rewritten =
          DynamicMessage.parseFrom(schema, ProtobufBatchCodec.encode(batch)).toByteArray();

      DecodedBatch decoded = ProtobufBatchCodec.decode(rewritten);

      assertThat(decoded.key()).isEqualTo(batch.key());
      assertThat(decoded.readings()).isEqualTo(batch.readings());
    }
  }

  @Test
  void meansWhatItsCommentsSay() throws Exception {
    List<Integer> codes = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    ReadingBatch batch = Batches.random(new Random(23));
    batch.readings().forEach(each -> times.add(Micros.of(each.time())));

    DynamicMessage message = DynamicMessage.parseFrom(schema, ProtobufBatchCodec.encode(batch));

    long time = 0;
    for (int i = 0; i < times.size(); i++) {
      time += (Long) at(message, "time", i);
      assertThat(time).isEqualTo(times.get(i));
      codes.add((Integer) at(message, "asset", i));
      assertThat(at(message, "asset_code", codes.get(i)))
          .isEqualTo(batch.readings().get(i).asset());
    }
  }

  private Object get(DynamicMessage message, String field) {
    return message.getField(schema.findFieldByName(field));
  }

  private Object at(DynamicMessage message, String field, int index) {
    return message.getRepeatedField(schema.findFieldByName(field), index);
  }
}
