package io.fallow.gateway.source.modbus;

import com.digitalpetri.modbus.ExceptionCode;
import com.digitalpetri.modbus.FunctionCode;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.pdu.ReadCoilsRequest;
import com.digitalpetri.modbus.pdu.ReadCoilsResponse;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsRequest;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsResponse;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersResponse;
import com.digitalpetri.modbus.server.ModbusRequestContext;
import com.digitalpetri.modbus.server.ModbusServices;
import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/** A device of which some registers are there; it refuses requests that touch any other. */
final class SimulatedMeter implements AutoCloseable {

  private final Map<Integer, Integer> holding = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> input = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> coils = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> discretes = new ConcurrentHashMap<>();
  private final int port;
  private ModbusTcpServer server;

  SimulatedMeter() throws IOException, ExecutionException, InterruptedException {
    this.port = freePort();
    open();
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  void open() throws ExecutionException, InterruptedException {
    server =
        ModbusTcpServer.create(
            NettyTcpServerTransport.create(
                config -> config.setBindAddress("127.0.0.1").setPort(port)),
            new Registers());
    server.start();
  }

  /** Registers from an address on, as they go over the wire. */
  void holds(int address, int... words) {
    put(holding, address, words);
  }

  void inputs(int address, int... words) {
    put(input, address, words);
  }

  void coils(int address, int... bits) {
    put(coils, address, bits);
  }

  void discretes(int address, int... bits) {
    put(discretes, address, bits);
  }

  private static void put(Map<Integer, Integer> table, int address, int... words) {
    for (int i = 0; i < words.length; i++) {
      table.put(address + i, words[i]);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      server.stop();
    } catch (ExecutionException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Registers implements ModbusServices {
    @Override
    public ReadHoldingRegistersResponse readHoldingRegisters(
        ModbusRequestContext context, int unit, ReadHoldingRegistersRequest request)
        throws ModbusResponseException {
      return new ReadHoldingRegistersResponse(
          words(
              holding, FunctionCode.READ_HOLDING_REGISTERS, request.address(), request.quantity()));
    }

    @Override
    public ReadInputRegistersResponse readInputRegisters(
        ModbusRequestContext context, int unit, ReadInputRegistersRequest request)
        throws ModbusResponseException {
      return new ReadInputRegistersResponse(
          words(input, FunctionCode.READ_INPUT_REGISTERS, request.address(), request.quantity()));
    }

    @Override
    public ReadCoilsResponse readCoils(
        ModbusRequestContext context, int unit, ReadCoilsRequest request)
        throws ModbusResponseException {
      return new ReadCoilsResponse(
          bits(coils, FunctionCode.READ_COILS, request.address(), request.quantity()));
    }

    @Override
    public ReadDiscreteInputsResponse readDiscreteInputs(
        ModbusRequestContext context, int unit, ReadDiscreteInputsRequest request)
        throws ModbusResponseException {
      return new ReadDiscreteInputsResponse(
          bits(
              discretes, FunctionCode.READ_DISCRETE_INPUTS, request.address(), request.quantity()));
    }

    private byte[] words(Map<Integer, Integer> table, FunctionCode function, int from, int count)
        throws ModbusResponseException {
      byte[] bytes = new byte[2 * count];
      for (int i = 0; i < count; i++) {
        int word = at(table, function, from + i);
        bytes[2 * i] = (byte) (word >> 8);
        bytes[2 * i + 1] = (byte) word;
      }
      return bytes;
    }

    private byte[] bits(Map<Integer, Integer> table, FunctionCode function, int from, int count)
        throws ModbusResponseException {
      BitSet bits = new BitSet();
      for (int i = 0; i < count; i++) {
        bits.set(i, at(table, function, from + i) == 1);
      }
      byte[] bytes = new byte[(count + 7) / 8];
      byte[] set = bits.toByteArray();
      System.arraycopy(set, 0, bytes, 0, set.length);
      return bytes;
    }

    private int at(Map<Integer, Integer> table, FunctionCode function, int address)
        throws ModbusResponseException {
      Integer word = table.get(address);
      if (word == null) {
        throw new ModbusResponseException(function, ExceptionCode.ILLEGAL_DATA_ADDRESS);
      }
      return word;
    }
  }
}
