package io.fallow.sim.machines;

import com.ghgande.j2mod.modbus.ModbusException;
import com.ghgande.j2mod.modbus.procimg.Register;
import com.ghgande.j2mod.modbus.procimg.SimpleProcessImage;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The power meter of a scanner, a Modbus TCP device, unit 1: holding registers 0 and 1 are its
 * power in watts (float32), 2 and 3 the number of scans (uint32), the most significant register
 * first.
 */
final class ScannerMeter implements AutoCloseable {

  private static final int THREADS = 2;
  private static final int REGISTERS = 4;

  private final Shift shift;
  private final Clock clock;
  private final int port;
  private final Register[] registers = new Register[REGISTERS];
  private final ModbusSlave slave;
  private final Ticker measuring;

  ScannerMeter(int port, Shift shift, Clock clock) throws IOException {
    this.shift = shift;
    this.clock = clock;
    this.port = port;
    try {
      slave =
          ModbusSlaveFactory.createTCPSlave(InetAddress.getLoopbackAddress(), port, THREADS, false);
      SimpleProcessImage image = new SimpleProcessImage(1);
      for (int i = 0; i < REGISTERS; i++) {
        registers[i] = new SimpleRegister(0);
        image.addRegister(registers[i]);
      }
      slave.addProcessImage(1, image);
      measure();
      slave.open();
    } catch (ModbusException e) {
      throw new IOException("no meter at port " + port + ": " + e.getMessage(), e);
    }
    measuring = new Ticker("meter", Duration.ofMillis(100), this::measure);
  }

  int port() {
    return port;
  }

  private void measure() {
    Instant now = clock.instant();
    set(0, Float.floatToIntBits((float) shift.power(now)));
    set(2, (int) shift.cycles(now));
  }

  private void set(int register, int value) {
    registers[register].setValue(value >>> 16);
    registers[register + 1].setValue(value & 0xffff);
  }

  @Override
  public void close() {
    measuring.close();
    slave.close();
  }
}
