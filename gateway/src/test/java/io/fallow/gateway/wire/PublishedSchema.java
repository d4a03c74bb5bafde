package io.fallow.gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The schema as it lies in the jar, for Google's library: one message, one enumeration. */
final class PublishedSchema {

  private static final Pattern LINE =
      Pattern.compile("^ {2}(repeated )?(?:(\\w+) )?(\\w+) = (\\d+);", Pattern.MULTILINE);

  private PublishedSchema() {}

  static Descriptor readingBatch() throws IOException, DescriptorValidationException {
    try (InputStream file = PublishedSchema.class.getResourceAsStream("reading-batch.proto")) {
      String schema = new String(file.readAllBytes(), UTF_8);
      DescriptorProto.Builder message = DescriptorProto.newBuilder().setName("ReadingBatch");
      EnumDescriptorProto.Builder activity = EnumDescriptorProto.newBuilder().setName("Activity");
      for (Matcher line = LINE.matcher(schema); line.find(); ) {
        if (line.group(2) == null) {
          activity.addValue(
              EnumValueDescriptorProto.newBuilder()
                  .setName(line.group(3))
                  .setNumber(Integer.parseInt(line.group(4))));
        } else {
          message.addField(field(line));
        }
      }
      FileDescriptorProto whole =
          FileDescriptorProto.newBuilder()
              .setSyntax("proto3")
              .setPackage("fallow.v1")
              .addMessageType(message)
              .addEnumType(activity)
              .build();
      return FileDescriptor.buildFrom(whole, new FileDescriptor[0])
          .findMessageTypeByName("ReadingBatch");
    }
  }

  private static FieldDescriptorProto field(Matcher line) {
    FieldDescriptorProto.Builder field =
        FieldDescriptorProto.newBuilder()
            .setName(line.group(3))
            .setNumber(Integer.parseInt(line.group(4)))
            .setLabel(
                line.group(1) == null
                    ? FieldDescriptorProto.Label.LABEL_OPTIONAL
                    : FieldDescriptorProto.Label.LABEL_REPEATED);
    if (line.group(2).equals("Activity")) {
      return field.setTypeName(".fallow.v1.Activity").build();
    }
    String type = "TYPE_" + line.group(2).toUpperCase(Locale.ROOT);
    return field.setType(FieldDescriptorProto.Type.valueOf(type)).build();
  }
}
