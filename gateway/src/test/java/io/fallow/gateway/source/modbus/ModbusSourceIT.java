package io.fallow.gateway.source.modbus;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.source.Quantity;
import io.fallow.gateway.source.SourceHealth.Standing;
import io.fallow.gateway.source.Taken;
import io.fallow.gateway.source.Target;
import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.Reading;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Polls a device of another library's making, and some that misbehave. */
class ModbusSourceIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Taken taken = new Taken();
  private final List<Point> points = new ArrayList<>();
  private SimulatedMeter meter;
  private ModbusSource source;

  @BeforeEach
  void start() throws Exception {
    meter = new SimulatedMeter();
  }

  @AfterEach
  void stop() throws Exception {
    if (source != null) {
      source.close();
    }
    meter.close();
  }

  @ParameterizedTest(name = "{0} {1} of {2} is {3}")
  @CsvSource({
    "INT16, ABCD, 04D2, 1234",
    "INT16, BADC, D204, 1234",
    "UINT16, ABCD, FFFE, 65534",
    "UINT16, CDAB, FFFE, 65534",
    "INT32, ABCD, 0001 E240, 123456",
    "INT32, CDAB, E240 0001, 123456",
    "INT32, BADC, 0100 40E2, 123456",
    "INT32, DCBA, 40E2 0100, 123456",
    "UINT32, ABCD, FFFF FFFE, 4294967294",
    "UINT32, CDAB, FFFE FFFF, 4294967294",
    "UINT32, BADC, FFFF FEFF, 4294967294",
    "UINT32, DCBA, FEFF FFFF, 4294967294",
    "INT64, ABCD, 0000 0001 0002 0003, 4295098371",
    "INT64, CDAB, 0003 0002 0001 0000, 4295098371",
    "INT64, BADC, 0000 0100 0200 0300, 4295098371",
    "INT64, DCBA, 0300 0200 0100 0000, 4295098371",
    "UINT64, ABCD, 0000 0000 0000 FFFF, 65535",
    "UINT64, DCBA, FFFF 0000 0000 0000, 65535",
    "FLOAT32, ABCD, 42F6 E979, 123.456",
    "FLOAT32, CDAB, E979 42F6, 123.456",
    "FLOAT32, BADC, F642 79E9, 123.456",
    "FLOAT32, DCBA, 79E9 F642, 123.456",
    "FLOAT64, ABCD, 405E DD2F 1A9F BE77, 123.456",
    "FLOAT64, CDAB, BE77 1A9F DD2F 405E, 123.456",
    "FLOAT64, BADC, 5E40 2FDD 9F1A 77BE, 123.456",
    "FLOAT64, DCBA, 77BE 9F1A 2FDD 5E40, 123.456"
  })
  void readsEachTypeInEachOrder(NumberForm form, ByteOrder order, String words, double value) {
    meter.holds(
        100,
        Arrays.stream(words.split(" ")).mapToInt(each -> Integer.parseInt(each, 16)).toArray());
    points.add(power("meter", Table.HOLDING, 100, form, order, Double.POSITIVE_INFINITY));
    open(meter.port());

    assertThat(first().powerW().getAsDouble()).isEqualTo((float) value);
  }

  @Test
  void readsAllTablesAndPutsAnAssetsValuesIntoOneReading() {
    meter.holds(0, 230);
    meter.inputs(0xFFFE, 0, 42);
    meter.coils(9, 0, 1);
    meter.discretes(0, 1);
    points.add(power("mill", Table.HOLDING, 0, NumberForm.UINT16, ByteOrder.ABCD, 1e6));
    points.add(point("mill", Quantity.COUNTER, Table.INPUT, 0xFFFE, NumberForm.UINT32, Map.of()));
    points.add(
        point(
            "mill",
            Quantity.ACTIVITY,
            Table.COIL,
            10,
            NumberForm.UINT16,
            Map.of("1", Activity.IN_USE)));
    points.add(
        point(
            "door",
            Quantity.ACTIVITY,
            Table.DISCRETE,
            0,
            NumberForm.UINT16,
            Map.of("1", Activity.FAULT)));
    open(meter.port());

    first();
    List<Reading> readings = taken.readings().subList(0, 2);
    assertThat(readings).extracting(Reading::asset).containsExactly("mill", "door");
    Reading mill = readings.get(0);
    assertThat(mill.powerW()).hasValue(230);
    assertThat(mill.counter()).hasValue(42);
    assertThat(mill.activity()).contains(Activity.IN_USE);
    assertThat(readings.get(1).activity()).contains(Activity.FAULT);
  }

  @Test
  void readsTheOthersWhereOneIsRefused() {
    meter.holds(0, 230);
    points.add(power("mill", Table.HOLDING, 0, NumberForm.UINT16, ByteOrder.ABCD, 1e6));
    points.add(power("lathe", Table.HOLDING, 1, NumberForm.UINT16, ByteOrder.ABCD, 1e6));
    points.add(power("press", Table.INPUT, 7, NumberForm.UINT16, ByteOrder.ABCD, 1e6));
    open(meter.port());

    assertThat(first().asset()).isEqualTo("mill");
    await().atMost(PATIENCE).until(() -> source.health().readings() > 1);
    assertThat(source.health().standing()).isEqualTo(Standing.OK);
    assertThat(taken.readings()).extracting(Reading::asset).containsOnly("mill");
    assertThat(source.health().lastRefusal().orElseThrow()).contains("it has no such address");
  }

  @Test
  void isInTroubleWhereAllIsRefusedAndGoesOnWhenItIsThere() {
    points.add(power("mill", Table.HOLDING, 5, NumberForm.UINT16, ByteOrder.ABCD, 1e6));
    open(meter.port());
    awaitTrouble("refuses holding registers 5 to 5: it has no such address");

    meter.holds(5, 77);

    assertThat(first().powerW()).hasValue(77);
    assertThat(source.health().trouble()).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "7FC0 0000, is beyond", // not a number
    "FF80 0000, is beyond", // without end
    "7900 47C3, is beyond", // 99,890.0 with its words swapped
    "C2C8 0000, is no power" // 100 W the other way
  })
  void refusesWhatNoMachineDraws(String words, String why) {
    meter.holds(
        0, Arrays.stream(words.split(" ")).mapToInt(each -> Integer.parseInt(each, 16)).toArray());
    meter.holds(2, 5);
    points.add(power("mill", Table.HOLDING, 0, NumberForm.FLOAT32, ByteOrder.ABCD, 1e5));
    points.add(power("lathe", Table.HOLDING, 2, NumberForm.UINT16, ByteOrder.ABCD, 1e5));
    open(meter.port());

    assertThat(first().asset()).isEqualTo("lathe");
    assertThat(source.health().lastRefusal().orElseThrow()).contains(why);
    assertThat(source.health().refused()).isPositive();
  }

  @Test
  void comesBackWhenTheDeviceDoes() throws Exception {
    meter.holds(0, 1);
    points.add(power("mill", Table.HOLDING, 0, NumberForm.UINT16, ByteOrder.ABCD, 1e6));
    open(meter.port());
    first();
    meter.close();
    awaitTrouble("");
    meter.holds(0, 2);
    meter.open();

    await().atMost(PATIENCE).until(() -> taken.last().orElseThrow().powerW().getAsDouble() == 2);
    assertThat(source.health().standing()).isEqualTo(Standing.OK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hang", "close", "garbage", "short", "other"})
  void saysSoWhenTheDeviceMisbehaves(String how) throws Exception {
    points.add(power("mill", Table.HOLDING, 0, NumberForm.UINT16, ByteOrder.ABCD, 1e6));
    try (ServerSocket door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread device = new Thread(() -> misbehave(door, how));
      device.start();
      open(door.getLocalPort());
      awaitTrouble("127.0.0.1:" + door.getLocalPort());
      source.close();
    }
    assertThat(taken.readings()).isEmpty();
    assertThat(source.health().trouble().orElseThrow()).doesNotContain("fault of the gateway");
  }

  @Test
  void leavesAtOnceWhileADeviceHangs() throws Exception {
    points.add(power("mill", Table.HOLDING, 0, NumberForm.UINT16, ByteOrder.ABCD, 1e6));
    try (ServerSocket door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      open(door.getLocalPort());
      long began = System.nanoTime();
      source.close();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }
  }

  private static void misbehave(ServerSocket door, String how) {
    List<Socket> kept = new ArrayList<>();
    try {
      while (true) {
        Socket socket = door.accept();
        kept.add(socket);
        byte[] asked = new byte[12];
        int count = socket.getInputStream().readNBytes(asked, 0, 12);
        byte id = asked[1];
        switch (how) {
          case "close" -> socket.close();
          case "garbage" ->
              socket.getOutputStream().write("HTTP/1.1 400 Bad\r\n\r\n".getBytes(US_ASCII));
          case "short" ->
              socket.getOutputStream().write(new byte[] {0, id, 0, 0, 0, 9, 1, 3, 2, 0});
          case "other" ->
              socket
                  .getOutputStream()
                  .write(new byte[] {0, (byte) (id + 7), 0, 0, 0, 5, 9, 3, 2, 0, (byte) count});
          default -> {}
        }
      }
    } catch (IOException left) {
      kept.forEach(ModbusSourceIT::close);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void open(int port) {
    source =
        new ModbusSource(
            "meter",
            new ModbusSource.Device(
                "127.0.0.1", port, 1, Duration.ofMillis(50), Duration.ofMillis(500)),
            points,
            Clock.systemUTC());
    source.start(taken);
  }

  private static Point power(
      String asset, Table table, int address, NumberForm form, ByteOrder order, double most) {
    return new Point(
        table,
        address,
        form,
        order,
        OptionalDouble.of(most),
        new Target(asset, Quantity.POWER, 1, Map.of()));
  }

  private static Point point(
      String asset,
      Quantity quantity,
      Table table,
      int address,
      NumberForm form,
      Map<String, Activity> activities) {
    return new Point(
        table,
        address,
        form,
        ByteOrder.ABCD,
        OptionalDouble.empty(),
        new Target(asset, quantity, 1, activities));
  }

  private Reading first() {
    await().atMost(PATIENCE).until(() -> taken.last().isPresent());
    return taken.readings().get(0);
  }

  private void awaitTrouble(String words) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                Optional.of(source.health())
                    .flatMap(each -> each.trouble())
                    .filter(each -> each.contains(words))
                    .isPresent());
  }
}
