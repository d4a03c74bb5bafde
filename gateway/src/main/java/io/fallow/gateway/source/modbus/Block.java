package io.fallow.gateway.source.modbus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Values that stand side by side in a table, read by one request.
 *
 * @param address of the first
 * @param width in registers or bits
 */
record Block(Table table, int address, int width, List<Point> points) {

  /** The most registers of a request, by the protocol (Modbus Application Protocol V1.1b3, 6.3). */
  private static final int MOST = 125;

  /** As few as read all. What nobody asked for is not read: a device may refuse it. */
  static List<Block> of(List<Point> points) {
    List<Block> blocks = new ArrayList<>();
    points.stream()
        .sorted(Comparator.comparing(Point::table).thenComparing(Point::address))
        .forEach(
            point -> {
              Block last = blocks.isEmpty() ? null : blocks.get(blocks.size() - 1);
              if (last != null && last.joins(point)) {
                blocks.set(blocks.size() - 1, last.with(point));
              } else {
                blocks.add(
                    new Block(point.table(), point.address(), point.width(), List.of(point)));
              }
            });
    return blocks;
  }

  /** Each of its values by itself: a device refuses a block for a single address of it. */
  List<Block> apart() {
    return points.stream()
        .map(each -> new Block(table, each.address(), each.width(), List.of(each)))
        .toList();
  }

  private boolean joins(Point point) {
    return point.table() == table
        && point.address() <= address + width
        && point.address() + point.width() - address <= MOST;
  }

  private Block with(Point point) {
    List<Point> more = new ArrayList<>(points);
    more.add(point);
    int end = Math.max(address + width, point.address() + point.width());
    return new Block(table, address, end - address, List.copyOf(more));
  }
}
