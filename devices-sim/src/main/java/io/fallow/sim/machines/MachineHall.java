package io.fallow.sim.machines;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ghgande.j2mod.modbus.ModbusException;
import com.ghgande.j2mod.modbus.procimg.Register;
import com.ghgande.j2mod.modbus.procimg.SimpleProcessImage;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import io.fallow.sim.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hall of machines, each with a power that is another one every second: some behind a panel of
 * meters, a Modbus TCP device, unit 1, with two holding registers each (float32); some behind smart
 * plugs at a broker of the site, which lets everyone in.
 */
public final class MachineHall implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MachineHall.class);
  private static final int THREADS = 2;
  private static final int POWERS = 7;

  private final int plugs;
  private final int meterPort;
  private final Register[] registers;
  private final ModbusSlave slave;
  private final EmbeddedBroker broker;
  private final MqttAsyncClient client; // one that waits says 17 a second
  private final Ticker measuring;
  private int second;

  /** A hall that works until it is closed. */
  public MachineHall(Path folder, int meterPort, int brokerPort, int meters, int plugs)
      throws IOException {
    this.plugs = plugs;
    this.meterPort = meterPort;
    this.registers = new Register[2 * meters];
    this.broker = new EmbeddedBroker(folder, brokerPort, PressPlug.OPEN);
    try {
      SimpleProcessImage image = new SimpleProcessImage(1);
      for (int i = 0; i < registers.length; i++) {
        registers[i] = new SimpleRegister(0);
        image.addRegister(registers[i]);
      }
      slave =
          ModbusSlaveFactory.createTCPSlave(
              InetAddress.getLoopbackAddress(), meterPort, THREADS, false);
      slave.addProcessImage(1, image);
      slave.open();
      client = new MqttAsyncClient(broker.uri().toString(), "hall", new MemoryPersistence());
      MqttConnectionOptions options = new MqttConnectionOptions();
      options.setUserName(PressPlug.USER);
      client.connect(options).waitForCompletion();
    } catch (ModbusException | MqttException e) {
      broker.close();
      throw new IOException("the hall does not work: " + e.getMessage(), e);
    }
    measuring = new Ticker("hall", Duration.ofSeconds(1), this::measure);
  }

  public int meterPort() {
    return meterPort;
  }

  public URI broker() {
    return broker.uri();
  }

  /** Whom the broker lets in: anyone with a name. */
  public static String user() {
    return PressPlug.USER;
  }

  /** Where a meter's power is, by its number from 0. */
  public static int register(int meter) {
    return 2 * meter;
  }

  /** Where a plug says its power, in {@code /apower}, by its number from 0. */
  public static String topic(int plug) {
    return "plug-" + plug + "/status/switch:0";
  }

  private void measure() {
    second++;
    for (int meter = 0; meter < registers.length / 2; meter++) {
      int bits = Float.floatToIntBits((float) power(meter));
      registers[register(meter)].setValue(bits >>> 16);
      registers[register(meter) + 1].setValue(bits & 0xffff);
    }
    for (int plug = 0; plug < plugs; plug++) {
      say(plug);
    }
  }

  private double power(int machine) {
    return 1_000 + 100 * ((second + machine) % POWERS);
  }

  private void say(int plug) {
    String status =
        String.format(
            Locale.ROOT,
            "{\"id\":0,\"source\":\"init\",\"output\":true,\"apower\":%.1f,\"voltage\":230.2}",
            power(plug));
    try {
      client.publish(topic(plug), status.getBytes(UTF_8), 0, false);
    } catch (MqttException e) {
      LOG.warn("a plug could not say what it measured: {}", e.toString());
    }
  }

  @Override
  public void close() throws IOException {
    measuring.close();
    slave.close();
    try {
      client.disconnectForcibly(0, 1_000, true);
      client.close(true);
    } catch (MqttException e) {
      LOG.debug("the plugs did not leave in order: {}", e.toString());
    }
    broker.close();
  }
}
