package io.fallow.gateway.source.modbus;

import com.ghgande.j2mod.modbus.Modbus;
import com.ghgande.j2mod.modbus.ModbusException;
import com.ghgande.j2mod.modbus.ModbusSlaveException;
import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
import com.ghgande.j2mod.modbus.procimg.InputRegister;
import com.ghgande.j2mod.modbus.util.BitVector;
import io.fallow.gateway.source.SourceException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** One connection to a device; blocks, for one thread. */
final class ModbusConnection implements AutoCloseable {

  private final String place;
  private final int unit;
  private final ModbusTCPMaster master;

  private ModbusConnection(String place, int unit, ModbusTCPMaster master) {
    this.place = place;
    this.unit = unit;
    this.master = master;
  }

  static ModbusConnection open(String host, int port, int unit, Duration timeout)
      throws SourceException {
    String place = host + ":" + port;
    ModbusTCPMaster master = new ModbusTCPMaster(host, port, (int) timeout.toMillis(), false);
    try {
      master.connect();
      master.setRetries(1); // tries, of this connection; 0 would mean the library's five
      return new ModbusConnection(place, unit, master);
    } catch (Exception e) { // as the library declares it
      throw new SourceException(
          "%s cannot be reached (%s): is it on, and is the address right?"
              .formatted(place, e instanceof IOException ? e.getMessage() : e.toString()),
          e);
    }
  }

  /**
   * The registers of a block, or 0 and 1 for bits; empty where the device refuses them.
   *
   * @throws Refusal when the device answers that it has no such registers
   * @throws SourceException when it doesn't answer, or not as the protocol says
   */
  int[] read(Block block) throws Refusal, SourceException {
    try {
      int[] words = readBlock(block);
      if (words.length < block.width()) {
        throw new SourceException(
            "%s answers %d of %d registers".formatted(place, words.length, block.width()));
      }
      return words;
    } catch (ModbusSlaveException e) {
      throw new Refusal(
          "%s, unit %d refuses %s registers %d to %d: %s"
              .formatted(
                  place,
                  unit,
                  block.table().name().toLowerCase(Locale.ROOT),
                  block.address(),
                  block.address() + block.width() - 1,
                  reason(e.getType())));
    } catch (ModbusException e) {
      throw new SourceException(
          place + ", unit " + unit + " does not answer as it should: " + reason(e), e);
    } catch (RuntimeException garbage) { // out of the library's own parsing
      throw new SourceException(place + " answers what is no Modbus: " + garbage, garbage);
    }
  }

  private int[] readBlock(Block block) throws ModbusException {
    int from = block.address();
    int width = block.width();
    return switch (block.table()) {
      case HOLDING -> words(master.readMultipleRegisters(unit, from, width));
      case INPUT -> words(master.readInputRegisters(unit, from, width));
      case COIL -> bits(master.readCoils(unit, from, width), width);
      case DISCRETE -> bits(master.readInputDiscretes(unit, from, width), width);
    };
  }

  private static int[] words(InputRegister[] registers) {
    return Arrays.stream(registers).mapToInt(InputRegister::toUnsignedShort).toArray();
  }

  private static int[] bits(BitVector bits, int width) {
    int[] words = new int[width];
    for (int i = 0; i < width; i++) {
      words[i] = bits.getBit(i) ? 1 : 0;
    }
    return words;
  }

  /** The library's words without the bytes, which are others each time. */
  private static String reason(ModbusException e) {
    String words =
        String.valueOf(e.getMessage())
            .replaceAll("Executing transaction [0-9A-F ]*failed \\(tried \\d+ times?\\) ?", "");
    return words.isEmpty() ? "the answer is to another question" : words;
  }

  private static String reason(int code) {
    return switch (code) {
      case Modbus.ILLEGAL_FUNCTION_EXCEPTION -> "it knows no such table";
      case Modbus.ILLEGAL_ADDRESS_EXCEPTION -> "it has no such address";
      case Modbus.ILLEGAL_VALUE_EXCEPTION -> "it does not give so many at once";
      default -> "exception " + code;
    };
  }

  @Override
  public void close() {
    master.disconnect();
  }

  /** The device answers, but not this. */
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
      super(message);
    }
  }
}
