package io.fallow.gateway.program;

import io.fallow.gateway.source.SourceType;
import io.fallow.gateway.source.lines.LinesType;
import io.fallow.gateway.source.modbus.ModbusType;
import io.fallow.gateway.source.mqtt.MqttType;
import io.fallow.gateway.source.mtconnect.MtconnectType;
import io.fallow.gateway.source.push.PushType;
import java.util.List;

/** All kinds of sources; the schema names the same. */
public final class SourceTypes {

  /** One of each. */
  public static final List<SourceType> ALL =
      List.of(
          new MtconnectType(), new ModbusType(), new MqttType(), new PushType(), new LinesType());

  private SourceTypes() {}
}
